"""Our Word templates: a layout written as a DOCX file with the fields in double braces.

`flask --app app paper-templates` writes them into `templates/`, where an organisation's secretary
takes them from, to change in Word. A test keeps them equal to their layouts.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from mmo.documents.layout import TEXTS, Block, Layout, Table
from mmo.documents.word_styles import CENTER, new_document

FOLDER = Path(__file__).parent / "templates"
BALLAST = {"thumbnail", "stylesWithEffects", "customXml"}
STYLES = {
    "title": "Heading 1",
    "heading": "Heading 2",
    "text": "MMO Text",
    "line": "MMO Line",
    "center": "MMO Centre",
    "right": "MMO Right",
    "small": "MMO Small",
}


def template_bytes(paper: str) -> bytes:
    """Our template of a paper, as it is kept in the tree."""
    return (FOLDER / f"{paper}.docx").read_bytes()


def build(layout: Layout) -> bytes:
    """The template of a layout."""
    document = new_document(layout.title, layout.landscape)
    _forget_ballast(document)
    width = 267 if layout.landscape else 180
    _Writer(document, width).blocks(layout.blocks)
    if document.element.body[-2].tag == qn("w:tbl"):
        document.add_paragraph()  # Word wants a paragraph after a table
    made = io.BytesIO()
    document.save(made)
    return _settled(made.getvalue())


def _forget_ballast(document: Any) -> None:
    """python-docx's own template brings a picture of itself and half a megabyte for Word 2007."""
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in BALLAST:
                del owner.rels[key]


def _settled(data: bytes) -> bytes:
    """The same file with one date in its archive, so that equal layouts make equal files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
        for entry in old.infolist():
            settled = zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0))
            new.writestr(settled, old.read(entry), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


class _Writer:
    """Writes blocks one after another."""

    def __init__(self, document: Any, width: int) -> None:
        self.document = document
        self.width = width

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        if block.kind in TEXTS:
            self.paragraph(STYLES[block.kind], getattr(block, block.kind))
        elif block.pair:
            self.paragraph("MMO Pair", "\t".join(block.pair))
        elif block.letterhead:
            self.loop("for line in letterhead", "MMO Letterhead", "{{ line }}")
        elif block.page_break:
            self.document.add_page_break()
        elif block.signature:
            self.signature(*block.signature)
        elif block.columns:
            self.columns(block.columns)
        elif block.table:
            self.table(block.table)
        else:
            self.guarded(block)

    def paragraph(self, style: str, text: str) -> None:
        write(self.document.add_paragraph(style=style), text)

    def tag(self, text: str) -> None:
        self.document.add_paragraph(f"{{%p {text} %}}", style="MMO Line")

    def loop(self, head: str, style: str, text: str) -> None:
        self.tag(head)
        self.paragraph(style, text)
        self.tag("endfor")

    def guarded(self, block: Block) -> None:
        word = f"for {block.each}" if block.each else f"if {block.when}"
        self.tag(word)
        self.blocks(block.do or ())
        self.tag("endfor" if block.each else "endif")

    def signature(self, who: str, name: str) -> None:
        """A row without borders: who signs, a line, and the name."""
        table = self._bare_table((50, 22, 28))
        for cell, text in zip(table.rows[0].cells, (who, "____________", name), strict=True):
            cell.paragraphs[0].style = "MMO Signature"
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            write(cell.paragraphs[0], text)
        table.rows[0].cells[1].paragraphs[0].alignment = CENTER

    def columns(self, columns: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        table = self._bare_table((50, 50))
        for cell, lines in zip(table.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].style = "MMO Line"
            write(cell.paragraphs[0], lines[0])
            for line in lines[1:]:
                write(cell.add_paragraph(style="MMO Line"), line)

    def _bare_table(self, shares: tuple[int, ...]) -> Any:
        table = self.document.add_table(1, len(shares))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._widths(table, shares)
        return table

    def table(self, table: Table) -> None:
        columns = table.columns
        made = self.document.add_table(4, len(columns), style="Table Grid")
        head, begin, row, end = made.rows
        for cell, column in zip(head.cells, columns, strict=True):
            cell.paragraphs[0].style = "MMO Cell head"
            write(cell.paragraphs[0], column.head)
        _repeat(head)
        begin.cells[0].paragraphs[0].add_run(f"{{%tr for {table.each} %}}")
        end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
        for cell, column in zip(row.cells, columns, strict=True):
            cell.paragraphs[0].style = "MMO Cell"
            if column.align == "center":
                cell.paragraphs[0].alignment = CENTER
            write(cell.paragraphs[0], column.cell)
        _keep_together(row)
        self._widths(made, tuple(column.width for column in columns))
        self.document.add_paragraph(style="MMO Small")

    def _widths(self, table: Any, shares: tuple[int, ...]) -> None:
        """Widths in hundredths of the text's, so that other margins need no other table."""
        table.autofit = False
        width = table._tbl.tblPr.find(qn("w:tblW"))
        width.set(qn("w:type"), "pct")
        width.set(qn("w:w"), "5000")
        for place, share in enumerate(shares):
            table.columns[place].width = Mm(self.width * share / sum(shares))
            for cell in table.columns[place].cells:
                own = cell._tc.get_or_add_tcPr().get_or_add_tcW()
                own.set(qn("w:type"), "pct")
                own.set(qn("w:w"), str(round(5000 * share / sum(shares))))


def write(paragraph: Any, text: str) -> None:
    """A text whose `**words**` are bold."""
    for place, part in enumerate(text.split("**")):
        if part:
            paragraph.add_run(part).bold = True if place % 2 else None


def _repeat(row: Any) -> None:
    """The heading row stands again on every page, and a reader knows it for one."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _keep_together(row)


def _keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
