"""A paper as a Word file from our template."""

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mmo.documents.models import PaperStyle
from mmo.documents.word_filling import file_of, fill
from mmo.documents.word_styles import BODY, TABBED, TABLE


def render(template: bytes, fields: Mapping[str, Any], title: str, style: PaperStyle) -> bytes:
    """The paper as a DOCX file, in the organisation's font and margins."""
    document = fill(template, fields, title)
    dress(document, style)
    return file_of(document)


def dress(document: Any, style: PaperStyle) -> None:
    """Give a document the organisation's font, sizes and margins."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), style.font)
    sizes = {Pt(BODY): Pt(style.size), Pt(TABLE): Pt(style.table_size)}
    for each in document.styles:
        font = getattr(each, "font", None)
        if font is not None and font.size in sizes:
            font.size = sizes[font.size]
    for section in document.sections:
        section.left_margin, section.right_margin = Mm(style.margin_left), Mm(style.margin_right)
        section.top_margin, section.bottom_margin = Mm(style.margin_top), Mm(style.margin_bottom)
        width = section.page_width - section.left_margin - section.right_margin
        document.styles[TABBED].paragraph_format.tab_stops[0].position = width
