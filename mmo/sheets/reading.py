"""A spreadsheet as rows of cells, and the row of it that holds the headings."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from mmo.database import text_key
from mmo.sheets.workbook import SECONDS

SCRIPT = Path(__file__).with_name("workbook.py")
SEARCHED = 20
"""Rows in which the headings are looked for."""
WHY = {
    "large": _l("The file is larger than 10 MB."),
    "no_table": _l("This is no table. A file .xlsx, .xls or .ods is needed."),
    "broken": _l("The file is broken and cannot be opened. Save it again in your program."),
    "unpacked": _l("The file is far larger than it looks; it was not opened."),
    "password": _l("The file is locked with a password. Save it without one."),
    "rows": _l("The table has more than 10,000 rows. Divide it."),
    "columns": _l("The table has more than 100 columns. Take out what is not needed."),
    "empty": _l("There is no row of headings with rows below it in the file."),
}


class UnreadableTable(Exception):
    """The file is not taken; it says why."""

    def __init__(self, code: str) -> None:
        super().__init__(str(WHY[code]))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: its headings, and the rows below them.

    Attributes:
        first: the number of the first row below the headings, counted from 1.
    """

    sheet: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    first: int

    def place(self, row: int, column: int) -> str:
        """A cell as a spreadsheet calls it: ``D7``; both numbers are counted from 0."""
        return f"{letters(column)}{self.first + row}"


def read(data: bytes, known: set[str]) -> Table:
    """The table of a file.

    Args:
        known: headings that are looked for; the sheet and row with most of them are taken, and
            where none is known the row with most texts.

    Raises:
        UnreadableTable: nothing can be read out of the file.
    """
    sheets = _sheets(data)
    best: tuple[tuple[int, int], Table] | None = None
    for sheet in sheets:
        for number, row in enumerate(sheet["rows"][:SEARCHED]):
            texts = tuple(" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row)
            if not any(texts):
                continue
            score = sum(bare(text) in known for text in texts if text), sum(map(bool, texts))
            if best is None or score > best[0]:
                below = sheet["rows"][number + 1 :]
                best = score, Table(sheet["name"], texts, below, number + 2)
    if best is None or not any(cell not in ("", None) for row in best[1].rows for cell in row):
        raise UnreadableTable("empty")
    return best[1]


def _sheets(data: bytes) -> list[dict[str, Any]]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(SCRIPT)], input=data, capture_output=True,
            timeout=SECONDS * 2, check=False,
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):  # it took too much time or memory
        raise UnreadableTable("unpacked") from None
    if "error" in answer:
        raise UnreadableTable(answer["error"])
    sheets: list[dict[str, Any]] = answer["sheets"]
    return sheets


def bare(heading: str) -> str:
    """A heading as it is compared: letters and digits only, in lower case."""
    return "".join(mark for mark in text_key(heading) or "" if mark.isalnum())


def letters(column: int) -> str:
    """The name of a column, counted from 0: ``A``, ``Z``, ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
