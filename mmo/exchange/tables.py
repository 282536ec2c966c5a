"""A table of a screen as a file: XLSX and CSV, exactly the headings and rows that are given.

What people typed stays text in both: nothing that a cell begins with makes it a formula.
"""

import csv as csv_files
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import to_user_timezone
from xlsxwriter import Workbook

Heading = object
Row = Sequence[Any]

WIDEST, NARROWEST = 60, 8
"""Characters of a column's width."""
MEASURED = 200
"""Rows by which the width of a column is chosen."""
MOST_CHARACTERS = 32_767
"""What a cell of XLSX can hold."""
MOST_DIGITS = 10**15
"""Whole numbers from here on lose digits in XLSX, so they are written as text."""
FIRST_DAY = date(1900, 3, 1)
"""Dates before it are counted wrongly by programs that read XLSX, so they are written as text."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""Characters that the name of a sheet may not have."""
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a file of XML cannot hold."""
SETTINGS = {
    "constant_memory": True,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def xlsx(title: str, headings: Sequence[Heading], rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet: headings that stay in sight and filter, dates as dates.

    Args:
        title: the name of the sheet; it is shortened to what a sheet may be called.
    """
    names = [str(heading) for heading in headings]
    cells = [[_plain(value) for value in row] for row in rows]
    file = io.BytesIO()
    book = Workbook(file, SETTINGS)
    book.set_properties({"title": title})
    sheet = book.add_worksheet(sheet_name(title))
    for column, width in enumerate(_widths(names, cells)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    if names:
        sheet.autofilter(0, 0, max(len(cells), 1), len(names) - 1)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name[:MOST_CHARACTERS], head)
    _write_cells(book, sheet, cells)
    book.close()
    return file.getvalue()


def _write_cells(book: Any, sheet: Any, cells: list[list[Any]]) -> None:
    top = {"valign": "top"}
    text = book.add_format({**top, "text_wrap": True})
    number = book.add_format(top)
    days = book.add_format({**top, "num_format": "dd.mm.yyyy", "align": "left"})
    moments = book.add_format({**top, "num_format": "dd.mm.yyyy hh:mm", "align": "left"})
    for line, row in enumerate(cells, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(line, column, value, text)
            elif isinstance(value, date):
                format = moments if isinstance(value, datetime) else days
                sheet.write_datetime(line, column, value, format)
            else:
                sheet.write_number(line, column, value, number)


def csv(headings: Sequence[Heading], rows: Iterable[Row]) -> bytes:
    """The same as CSV, as a Russian Excel opens it: UTF-8 with a mark, semicolons.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    file = io.StringIO(newline="")
    writer = csv_files.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(str(heading)) for heading in headings])
    for row in rows:
        writer.writerow([_written(_plain(value)) for value in row])
    return file.getvalue().encode("utf-8-sig")


def sheet_name(title: str) -> str:
    """A name that a sheet may have: at most 31 characters, without some marks."""
    name = " ".join(title.translate(FORBIDDEN).split())[:31].strip("' ")
    return name or "1"


def _plain(value: Any) -> Any:
    """A value as a text, a number, a day or a moment of the installation's zone."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Enum():
            return _text(str(value.value))
        case int():
            return value if abs(value) < MOST_DIGITS else str(value)
        case float():
            return value
        case datetime():
            moment = to_user_timezone(value).replace(tzinfo=None) if value.tzinfo else value
            return moment if moment.date() >= FIRST_DAY else moment.isoformat(" ")
        case date():
            return value if value >= FIRST_DAY else value.isoformat()
        case time():
            return value.isoformat("minutes")
        case list() | tuple() | set() | frozenset():
            return _text("\n".join(str(_plain(each)) for each in value))
    return _text(str(value))


def _text(value: str) -> str:
    """A text that a file of XML can hold, and a cell."""
    return IMPOSSIBLE.sub("", value)[:MOST_CHARACTERS]


def _written(value: Any) -> str:
    match value:
        case str():
            return _harmless(value)
        case datetime():
            return value.strftime("%d.%m.%Y %H:%M")
        case date():
            return value.strftime("%d.%m.%Y")
        case float():
            return repr(value).replace(".", ",")
    return str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def _widths(names: list[str], cells: list[list[Any]]) -> list[int]:
    widths = [min(len(name), 24) + 4 for name in names]
    for row in cells[:MEASURED]:
        for column, value in enumerate(row[: len(widths)]):
            longest = max(map(len, str(value).splitlines() or [""])) if value != "" else 0
            widths[column] = max(widths[column], longest + 2)
    return [min(max(width, NARROWEST), WIDEST) for width in widths]
