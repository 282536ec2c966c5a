"""Reads papers back: their text, and what a reader's program is told of them."""

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pypdf
from docx import Document
from docx.oxml.ns import qn

from mmo.documents.listing import ROWS
from mmo.documents.making import Made, make
from mmo.documents.records import YearRecords
from mmo.documents.registry import PAPERS, Format, Paper
from mmo.extensions import db

UNSEEN = re.compile("[\\s\u200b\u00a0\u00ad_]+")


def squeezed(text: str) -> str:
    """A text without what a line break, a hyphen or a cell may change in it."""
    return UNSEEN.sub("", text).replace("-", "").replace("‐", "")


def records_of(row: Any) -> YearRecords:
    return YearRecords(db.session(), row)


def every(paper: Paper, records: YearRecords) -> Iterator[Made]:
    """The paper of every record that it can be about."""
    for record_id, _name, kind in ROWS[paper.of](records):
        if not paper.kinds or kind in paper.kinds:
            yield make(paper, records, record_id)


def docx_text(data: bytes) -> str:
    """All text of a Word file, headers and footers too."""
    document = Document(io.BytesIO(data))
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.footer._element, section.first_page_footer._element]
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )


def pdf_reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pdf_reader(data).pages)


def xlsx_cells(data: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]


__all__ = ["PAPERS", "Format"]
