"""The styles of our Word templates: real headings, ГОСТ Р 7.0.97-2016 margins, page numbers."""

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from mmo.documents.layout import common

BODY, TABLE = 14, 12
SIZES = {"MMO Cell": TABLE, "MMO Cell head": TABLE, "MMO Small": TABLE, "MMO Code": 8}
"""Styles whose size is not the text's own."""
TABBED = "MMO Pair"
KEPT = {"Normal", "Heading 1", "Heading 2", "Header", "Footer", "Table Grid", "Normal Table",
        "Default Paragraph Font", "No List"}  # fmt: skip
"""Of python-docx's own template; the other hundred styles would only be in the way in Word."""
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
PARAGRAPHS: dict[str, tuple[Any, int, int]] = {
    "MMO Text": (JUSTIFY, 0, 4),
    "MMO Line": (LEFT, 0, 4),
    "MMO Centre": (CENTER, 0, 6),
    "MMO Right": (LEFT, 0, 2),
    "MMO Small": (LEFT, 0, 2),
    "MMO Pair": (LEFT, 6, 8),
    "MMO Letterhead": (CENTER, 0, 0),
    "MMO Cell": (LEFT, 0, 0),
    "MMO Cell head": (CENTER, 0, 0),
    "MMO Signature": (LEFT, 14, 0),
    "MMO Code": (RIGHT, 0, 0),
}
"""Our paragraph styles: alignment, space before and after in points."""


def new_document(title: str, landscape: bool) -> Any:
    """An empty document with our styles, margins, page number and the code of the paper."""
    document = Document()
    _forget_styles(document)
    _set_language(document)
    _set_fonts(document, "Times New Roman")
    for name, (alignment, before, after) in PARAGRAPHS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.font.size = Pt(SIZES.get(name, BODY))
    _finish_styles(document)
    _set_page(document.sections[0], landscape)
    _set_properties(document, title)
    return document


def _finish_styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.size = Pt(BODY)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True
    normal.paragraph_format.line_spacing = 1
    styles["MMO Text"].paragraph_format.first_line_indent = Cm(1.25)
    styles["MMO Right"].paragraph_format.left_indent = Cm(9)
    styles["MMO Letterhead"].font.bold = True
    styles["MMO Cell head"].font.bold = True
    styles["MMO Signature"].paragraph_format.keep_with_next = True
    styles["MMO Code"].font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    styles[TABBED].paragraph_format.tab_stops.add_tab_stop(Mm(180), WD_TAB_ALIGNMENT.RIGHT)
    for name, before, alignment in (("Heading 1", 18, CENTER), ("Heading 2", 12, LEFT)):
        heading = styles[name]
        heading.font.size, heading.font.bold, heading.font.italic = Pt(BODY), True, False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.alignment = alignment
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = (
            Pt(before),
            Pt(6),
        )
        heading.paragraph_format.keep_with_next = True


def _forget_styles(document: Any) -> None:
    for style in list(document.styles):
        if style.name not in KEPT:
            style.delete()


def _set_language(document: Any) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "ru-RU")


def _set_fonts(document: Any, font: str) -> None:
    """Name the font in every style and forget the theme's, which would win."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), font)


def _set_page(section: Any, landscape: bool) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    _add_page_number(number)
    for footer in (section.footer, section.first_page_footer):
        code = footer.paragraphs[0]
        code.style = "MMO Code"
        code.add_run(common().code_line)


def _add_page_number(paragraph: Any) -> None:
    for kind, instruction in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = instruction
        run.append(mark)


def _set_properties(document: Any, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.language = title, "ru-RU"
    properties.author, properties.comments, properties.keywords = "", "", ""
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
