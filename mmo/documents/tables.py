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
LEAST = 7
"""Characters of the narrowest column."""
LINE, HIGHEST = 15, 400
"""Points of a line of text, and of the highest row that a sheet may have."""
HEADINGS = {"title", "heading"}


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
        self.widths: list[float] = []
        self.bold = book.add_format({"bold": True})
        self.plain = book.add_format()
        box = {"border": 1, "valign": "top", "text_wrap": True}
        self.cell = book.add_format(box)
        self.head = book.add_format(box | {"bold": True, "align": "center", "bg_color": "#EEEEEE"})

    def write(self, blocks: Sequence[Printed]) -> None:
        tables = [block.table.columns for block in blocks if block.table]
        widest = max(tables, key=len, default=())
        self.widths = [max(LEAST, column.width * WIDTH / 100) for column in widest]
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)
        for block in blocks:
            if block.table:
                self.table(block)
            elif block.kind not in ("page_break", "signature", "space", "fill"):
                self.text(block)

    def text(self, block: Printed) -> None:
        style = self.bold if block.kind in HEADINGS else self.plain
        for said in block.texts:
            for line in said.replace(BOLD, "").split("\n"):
                self.sheet.write_string(self.row, 0, line[:LONGEST_CELL], style)
                self.row += 1

    def table(self, block: Printed) -> None:
        assert block.table
        self.line(block.texts, [self.head] * len(block.texts), [False] * len(block.texts))
        numbers = [column.number for column in block.table.columns]
        for row in block.rows:
            self.line(row, [self.cell] * len(row), numbers)
        self.row += 1

    def line(self, texts: Sequence[str], styles: Sequence[Any], numbers: Sequence[bool]) -> None:
        """A row as high as its longest cell; the last cell reaches to the sheet's edge."""
        last, edge, lines = len(texts) - 1, len(self.widths) - 1, 1
        for place, (said, style, is_number) in enumerate(zip(texts, styles, numbers, strict=True)):
            value = said.replace(BOLD, "")[:LONGEST_CELL]
            room = sum(self.widths[place:]) if place == last else self.widths[place]
            lines = max(lines, sum(1 + int(len(part) / room) for part in value.split("\n")))
            if place == last and edge > last:
                self.sheet.merge_range(self.row, place, self.row, edge, "", style)
            if is_number and value.isdecimal():
                self.sheet.write_number(self.row, place, int(value), style)
            else:
                self.sheet.write_string(self.row, place, value, style)
        self.sheet.set_row(self.row, min(HIGHEST, LINE * lines))
        self.row += 1
