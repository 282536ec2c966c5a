"""Every paper of both levels, from full, empty, huge and nasty years, in every format."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from mmo.accounts.scope import find_year
from mmo.documents.making import Made
from mmo.documents.printing import BOLD
from mmo.documents.registry import PAPERS, Format
from mmo.documents.word_template import build, template_bytes
from tests.documents.reading import (
    docx_text,
    every,
    pdf_reader,
    pdf_text,
    records_of,
    squeezed,
    xlsx_cells,
)
from tests.documents.years import LONG, NASTY, YEARS

LEVELS = ("school", "municipal")
PICTOGRAPH = re.compile("[\U0001f000-\U0001ffff]")


@pytest.fixture(params=[(level, name) for level in LEVELS for name in YEARS], ids="-".join)
def papers(request: Any, bring: Callable[..., Any], app: Flask) -> Callable[[], list[Made]]:
    """Every paper of every record of a year."""
    level, name = request.param
    year = bring(YEARS[name](level))
    row = find_year(year.association.code, year.year)
    records = records_of(row)
    return lambda: [made for paper in PAPERS.values() for made in every(paper, records)]


def test_the_text_is_whole_in_every_format(papers: Callable[[], list[Made]]) -> None:
    for made in papers():
        said = [
            text for block in made.blocks() for line in (block.texts, *block.rows) for text in line
        ]
        word = squeezed(docx_text(made.write(Format.DOCX)))
        pdf = squeezed(pdf_text(made.write(Format.PDF)))
        for text in said:
            plain = squeezed(text.replace(BOLD, ""))
            assert plain in word, made.paper.name
            assert PICTOGRAPH.sub("□", plain) in pdf, made.paper.name
        for found in (word, pdf):
            bare = found.replace(squeezed(NASTY), "").replace(
                squeezed(NASTY).replace("😀", "□"), ""
            )
            assert "{{" not in bare.replace("{{members}}", "")
            assert "None" not in bare
            assert "Undefined" not in bare
            assert made.code[:4] in found


def test_a_table_is_a_table_and_runs_nothing(papers: Callable[[], list[Made]]) -> None:
    for made in papers():
        if Format.XLSX in made.paper.formats:
            cells = xlsx_cells(made.write(Format.XLSX))
            assert cells
            assert {cell.data_type for cell in cells} <= {"s", "n"}
            assert not [cell for cell in cells if cell.hyperlink]


def test_a_pdf_is_tagged_named_and_has_its_fonts_inside(papers: Callable[[], list[Made]]) -> None:
    for made in papers():
        pdf = pdf_reader(made.write(Format.PDF))
        root: Any = pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
        assert root["/Lang"].lower().startswith("ru")
        assert pdf.metadata is not None
        assert pdf.metadata.title == made.name
        assert b"pdfaid" in root["/Metadata"].get_data()
        for page in pdf.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                descendant = font.get_object()["/DescendantFonts"][0].get_object()
                descriptor = descendant["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_minutes_hold_everything_that_was_typed(bring: Callable[..., Any], app: Flask) -> None:
    year = bring(YEARS["nasty"]("school"))
    records = records_of(find_year(year.association.code, year.year))
    (made,) = every(PAPERS["minutes"], records)
    found = squeezed(docx_text(made.write(Format.DOCX)))
    typed = (NASTY.replace("\u202e", ""), LONG, "вторая строка", "б" * 300, "№ =1+1", "болезнь")
    for text in typed:
        assert squeezed(text) in found


@pytest.mark.parametrize("name", PAPERS)
def test_our_word_templates_are_as_their_layouts_say(name: str) -> None:
    assert template_bytes(name) == build(PAPERS[name].layout), "run flask --app app paper-templates"
