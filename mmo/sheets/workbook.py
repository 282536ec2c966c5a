"""Reads a spreadsheet in a process of its own, so that a hostile one harms nothing but itself.

Run as a script: the file on standard input, its cells as JSON on standard output. It imports
nothing of the application. A formula gives its stored result; a day is ``{"day": "2026-02-20"}``.
"""

import io
import json
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 10_000, 100, 20
MEMORY, SECONDS = 1024**3, 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unreadable(Exception):
    """The file is not read; the code says why."""


def limit() -> None:
    """Let this process have only so much memory and time, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows: the process is still one of its own, with a limit of time
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def check(data: bytes) -> None:
    """Look at the directory of the archive before anything is unpacked."""
    if len(data) > MOST_BYTES:
        raise Unreadable("large")
    if data.startswith(OLE):
        return
    if not data.startswith(ZIP):
        raise Unreadable("no_table")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Unreadable("broken") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("unpacked")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("password")


def read(data: bytes) -> list[dict[str, Any]]:
    """The sheets that can be seen, each with its name and rows from the first on."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    check(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for about in book.sheets_metadata[:MOST_SHEETS]:
        if (
            about.visible is not SheetVisibleEnum.Visible
            or about.typ is not SheetTypeEnum.WorkSheet
        ):
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height > MOST_ROWS + 20:
            raise Unreadable("rows")
        if sheet.total_width > MOST_COLUMNS:
            raise Unreadable("columns")
        rows = sheet.to_python(skip_empty_area=False)
        found.append({"name": about.name, "rows": [[plain(cell) for cell in row] for row in rows]})
    return found


def plain(cell: Any) -> Any:
    """A cell as JSON has it."""
    if isinstance(cell, datetime):
        return {"day": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def main() -> None:
    """Answer with the sheets, or with why there are none."""
    limit()
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read(MOST_BYTES + 1))}
    except Unreadable as error:
        answer = {"error": str(error)}
    except Exception:  # whatever else a broken file brings about
        answer = {"error": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
