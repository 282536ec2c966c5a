"""Our own table to fill in: headings, lists to choose from, an example, and explanations.

With the year's records in it the same file is changed in a spreadsheet and brought back in.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook

from mmo.exchange.offers import offer
from mmo.exchange.tables import sheet_name
from mmo.sheets.cells import shown
from mmo.sheets.columns import ID_HEADING, Column, SheetKind, Sort
from mmo.sheets.lists import Lists
from mmo.sheets.stored import Stored

ALLOWED = {
    Sort.TEXT: lambda _column: _("a text"),
    Sort.DAY: lambda _column: _("a day such as 20.02.2026"),
    Sort.NUMBER: lambda _column: _("a whole number from 0"),
    Sort.YES_NO: lambda _column: f"{_('yes')}, {_('no')}",
    Sort.CHOICE: lambda column: ", ".join(map(str, column.words.values())),
    Sort.ORGANISATION: lambda _column: _("an organisation of the list; empty: the own one"),
    Sort.MEMBER: lambda _column: _("a member of this year"),
    Sort.MEMBERS: lambda _column: _("members of this year, with a semicolon between them"),
    Sort.CLAUSES: lambda _column: _(
        "numbers of clauses such as 5.4, with a semicolon between them"
    ),
}


def template(kind: SheetKind, lists: Lists, rows: Sequence[Stored] = ()) -> bytes:
    """The workbook, empty or with these records."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False,
                           "strings_to_urls": False})  # fmt: skip
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    days = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
    texts = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(sheet_name(str(kind.title)))
    _head(sheet, kind, head, days, texts)
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(kind.columns):
            _cell(sheet, number, at, shown(row.values[column.name], column, lists), days)
        sheet.write_string(number, len(kind.columns), str(row.record.id))
    example = book.add_worksheet(_("Example"))
    _head(example, kind, head, days, texts)
    for at, column in enumerate(kind.columns):
        value = _example(column, lists)
        _cell(example, 1, at, value, days)
    _explain(
        book.add_worksheet(_("Explanations")), kind, head, book.add_format({"text_wrap": True})
    )
    offer(book, sheet, _offered(kind, lists))
    sheet.activate()
    book.close()
    return file.getvalue()


def _head(sheet: Any, kind: SheetKind, head: Any, days: Any, texts: Any) -> None:
    for at, column in enumerate(kind.columns):
        heading = f"{column.heading} *" if column.required else str(column.heading)
        width = 30 if column.sort in (Sort.TEXT, Sort.MEMBERS) else 16
        format = {Sort.DAY: days, Sort.NUMBER: None}.get(column.sort, texts)
        sheet.set_column(at, at, width, format)
        sheet.write_string(0, at, heading, head)
    last = len(kind.columns)
    sheet.set_column(last, last, 38, texts, {"hidden": True})
    sheet.write_string(0, last, str(ID_HEADING), head)
    sheet.freeze_panes(1, 1)


def _example(column: Column, lists: Lists) -> Any:
    if column.sort is Sort.ORGANISATION:
        return lists.words[lists.founder]
    if isinstance(column.example, int):
        return column.example
    text = str(column.example)
    if column.sort is Sort.DAY and text:
        day, month, year = map(int, text.split("."))
        return date(year, month, day)
    return text


def _cell(sheet: Any, row: int, column: int, value: Any, days: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, days)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, str(value)[:32_767])


def _explain(sheet: Any, kind: SheetKind, head: Any, wrap: Any) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 80, wrap)
    for at, word in enumerate((_("Column"), _("Needed"), _("What may stand there"))):
        sheet.write_string(0, at, word, head)
    for number, column in enumerate(kind.columns, start=1):
        sheet.write_string(number, 0, str(column.heading))
        sheet.write_string(number, 1, _("yes") if column.required else _("no"))
        sheet.write_string(number, 2, str(ALLOWED[column.sort](column)))
    notes = (
        _("A record is found again %(key)s.", key=kind.key_words),
        _("An empty cell changes nothing. A lone dash takes out what is stored."),
        _("Rows that are missing here stay in the program: a table deletes nothing."),
        _("Columns may stand in any order, and columns of your own are passed over."),
    )
    for number, note in enumerate(notes, start=len(kind.columns) + 2):
        sheet.write_string(number, 2, note, wrap)


def _offered(kind: SheetKind, lists: Lists) -> Iterator[tuple[int, str, list[str]]]:
    for at, column in enumerate(kind.columns):
        match column.sort:
            case Sort.YES_NO:
                words = [_("yes"), _("no")]
            case Sort.CHOICE:
                words = [str(word) for word in column.words.values()]
            case Sort.ORGANISATION | Sort.MEMBER:
                words = lists.offered(column.sort)
            case _:
                continue
        yield at, str(column.heading), words
