"""A paper as a Word file, from our template or from an organisation's own."""

import io
from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from mmo.clock import now
from mmo.documents.models import PaperStyle
from mmo.documents.sandbox import for_word
from mmo.documents.word_styles import BODY, TABBED, TABLE

LONGEST_TITLE = 255
"""Characters of a title that a Word file's properties can hold."""


def render(
    template: bytes, fields: Mapping[str, Any], title: str, style: PaperStyle | None
) -> bytes:
    """The paper as a DOCX file.

    Args:
        style: the organisation's font and margins for our template; None for its own template,
            which has them already.

    Raises:
        jinja2.TemplateError: the template asks for what there is not, or is mistaken.
    """
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(dict(fields), for_word, autoescape=True)
    if style is not None:
        dress(paper.docx, style)
    properties = paper.docx.core_properties
    properties.title, properties.language = title[:LONGEST_TITLE], "ru-RU"
    properties.author = str(fields["association"]["name"])[:LONGEST_TITLE]
    properties.created = properties.modified = now().replace(tzinfo=None)
    made = io.BytesIO()
    paper.docx.save(made)
    return made.getvalue()


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
