"""Our own table of accounts to fill in: headings, lists to choose from, an example."""

import io
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook

from mmo.accounts.managing import given_roles
from mmo.accounts.table import COLUMNS
from mmo.accounts.table_places import Places
from mmo.exchange.offers import offer
from mmo.exchange.tables import sheet_name
from mmo.labels import ROLE
from mmo.web import capitalised


def template() -> bytes:
    """The workbook, with the roles and places that the person may give."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False,
                           "strings_to_urls": False})  # fmt: skip
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet = book.add_worksheet(sheet_name(_("Accounts")))
    example = book.add_worksheet(_("Example"))
    offered = [str(ROLE[role]) for role in given_roles()], Places().offered()
    for each in (sheet, example):
        _head(each, head, book.add_format({"num_format": "@"}))
    for at, column in enumerate(COLUMNS):
        example.write_string(1, at, str(column.example))
    example.write_string(1, 3, next(iter(offered[1]), ""))
    notes = (
        _("An empty login is made from the name."),
        _("A person of several roles stands in several rows with the same login."),
        _("A school that has one association may stand for it; codes are understood too."),
    )
    for number, note in enumerate(notes, start=3):
        example.write_string(number, 0, note)
    headings = [capitalised(str(column.heading)) for column in COLUMNS]
    offer(book, sheet, zip((2, 3), headings[2:], offered, strict=True))
    sheet.activate()
    book.close()
    return file.getvalue()


def _head(sheet: Any, head: Any, texts: Any) -> None:
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, (36, 20, 36, 60)[at], texts)
        mark = " *" if column.required else ""
        sheet.write_string(0, at, f"{capitalised(str(column.heading))}{mark}", head)
    sheet.freeze_panes(1, 1)
