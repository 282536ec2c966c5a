"""A paper that is a table, as an XLSX file. A text never becomes a formula or a link."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from mmo.documents.printing import BOLD, Printed

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 120
"""Characters of a whole line, shared out among a table's columns."""
LONGEST_CELL = 32_000
HEADINGS = {"title", "heading", "letterhead"}


def render(blocks: Sequence[Printed], title: str, code_line: str) -> bytes:
    """The paper's headings and tables one under another, on a sheet that prints well."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"title": title[:255]})
    sheet = book.add_worksheet()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&R&8{code_line}")
    if any(block.kind == "table" and len(block.texts) > 4 for block in blocks):
        sheet.set_landscape()
    _Sheet(book, sheet).write(blocks)
    book.close()
    return made.getvalue()


class _Sheet:
    """Writes the blocks from the top down."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.sheet = sheet
        self.row = 0
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"valign": "top"})
        box = {"border": 1, "valign": "top", "text_wrap": True}
        self.cell = book.add_format(box)
        self.head = book.add_format(box | {"bold": True, "align": "center", "bg_color": "#EEEEEE"})

    def write(self, blocks: Sequence[Printed]) -> None:
        widest = max((b for b in blocks if b.table), key=lambda b: len(b.texts), default=None)
        if widest and widest.table:
            for place, column in enumerate(widest.table.columns):
                self.sheet.set_column(place, place, max(6, column.width * WIDTH / 100))
        for block in blocks:
            if block.table:
                self.table(block)
            elif block.kind not in ("page_break", "signature"):
                self.text(block)

    def text(self, block: Printed) -> None:
        style = self.bold if block.kind in HEADINGS else self.plain
        style = self.plain if block.kind == "letterhead" else style
        for said in block.texts:
            for line in said.replace(BOLD, "").split("\n"):
                self.sheet.write_string(self.row, 0, line[:LONGEST_CELL], self.plain
                                        if block.kind not in HEADINGS else style)  # fmt: skip
                self.row += 1

    def table(self, block: Printed) -> None:
        assert block.table
        for place, head in enumerate(block.texts):
            self.sheet.write_string(self.row, place, head, self.head)
        for row in block.rows:
            self.row += 1
            for place, (value, column) in enumerate(zip(row, block.table.columns, strict=True)):
                self.one(place, value, column.number)
        self.row += 2

    def one(self, place: int, value: str, is_number: bool) -> None:
        value = value.replace(BOLD, "")
        if is_number and value.isdigit():
            self.sheet.write_number(self.row, place, int(value), self.cell)
        else:
            self.sheet.write_string(self.row, place, value[:LONGEST_CELL], self.cell)
