"""Every paper of both levels, from full, empty, huge and nasty years, in every format."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from flask import Flask

from mmo.accounts.scope import find_year
from mmo.documents.making import Made
from mmo.documents.pdf import _paragraphs
from mmo.documents.printing import BOLD
from mmo.documents.registry import PAPERS, Format
from mmo.documents.word_template import build, template_bytes
from mmo.documents.writing import ours
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
from tests.factories import bundle, full_member, meeting, protocol

LEVELS = ("school", "municipal")
PICTOGRAPH = re.compile("[\U0001f000-\U0001ffff]")


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize("level", LEVELS)
def test_every_paper_is_whole_and_valid_in_every_format(
    bring: Callable[..., Any], app: Flask, level: str, name: str
) -> None:
    year = bring(YEARS[name](level))
    records = records_of(find_year(year.association.code, year.year))
    for paper in PAPERS.values():
        for made in every(paper, records):
            word, pdf = ours(made, Format.DOCX), ours(made, Format.PDF)
            holds_the_whole_text(made, word, pdf)
            is_valid_pdf(made, pdf)
            if Format.XLSX in paper.formats:
                is_plain_table(ours(made, Format.XLSX))


def holds_the_whole_text(made: Made, word: bytes, pdf: bytes) -> None:
    said = [text for block in made.blocks() for line in (block.texts, *block.rows) for text in line]
    in_word, in_pdf = squeezed(docx_text(word)), squeezed(pdf_text(pdf))
    for text in said:
        plain = squeezed(text.replace(BOLD, ""))
        assert plain in in_word, made.paper.name
        assert PICTOGRAPH.sub("□", plain) in in_pdf, made.paper.name
    for found in (in_word, in_pdf):
        assert "{{" not in found.replace("{{members}}", ""), made.paper.name
        assert "None" not in found
        assert "Undefined" not in found
        assert made.code[:4] in found


def is_valid_pdf(made: Made, data: bytes) -> None:
    """Tagged, named, in Russian, an archive file, with every font inside."""
    pdf = pdf_reader(data)
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("ru")
    assert pdf.metadata is not None
    assert pdf.metadata.title == made.name
    assert b"pdfaid" in root["/Metadata"].get_data()
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def is_plain_table(data: bytes) -> None:
    cells = xlsx_cells(data)
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_minutes_hold_everything_that_was_typed(bring: Callable[..., Any], app: Flask) -> None:
    year = bring(YEARS["nasty"]("school"))
    records = records_of(find_year(year.association.code, year.year))
    (made,) = every(PAPERS["minutes"], records)
    found = squeezed(docx_text(ours(made, Format.DOCX)))
    typed = (NASTY.replace("\u202e", ""), LONG, "вторая строка", "б" * 300, "№ =1+1", "болезнь")
    for text in typed:
        assert squeezed(text) in found


def test_a_draft_bears_the_number_that_its_minutes_will_get(
    bring: Callable[..., Any], app: Flask
) -> None:
    signed = meeting("z1", "2025-09-10", number=1, protocol=protocol("2025-09-12"))
    later = meeting("z7", "2025-11-20", number=7)
    year = bring(bundle(members=[full_member()], meetings=[signed, later]))
    made = list(every(PAPERS["minutes"], records_of(find_year(year.association.code, year.year))))
    assert [each.fields["protocol"]["number"] for each in made] == ["1", "2"]


@pytest.mark.parametrize("name", PAPERS)
def test_our_word_templates_are_as_their_layouts_say(name: str) -> None:
    assert template_bytes(name) == build(PAPERS[name].layout), "run flask --app app paper-templates"


def test_a_draft_names_the_chair_and_the_secretary_that_its_page_proposes(
    bring: Callable[..., Any], app: Flask
) -> None:
    head = {"id": "h1", "member": "m1", "post": "organizer", "issuer": "school",
            "order_number": "1", "order_date": "2025-09-01", "from": "2025-09-01"}  # fmt: skip
    signed = meeting("z1", "2025-09-10", number=1, protocol=protocol() | {"secretary": "m2"})
    members = [full_member("m1"), full_member("m2", full_name="Ёлкина Ольга Ильинична")]
    year = bring(bundle(members=members, head_appointments=[head],
                        meetings=[signed, meeting("z2", "2025-11-20", number=2)]))  # fmt: skip
    made = list(every(PAPERS["minutes"], records_of(find_year(year.association.code, year.year))))
    named = made[-1].fields["protocol"]
    assert named["chair"]["name"] == members[0]["full_name"]
    assert named["secretary"]["name"] == "Ёлкина Ольга Ильинична"


def test_a_line_that_was_begun_is_a_paragraph_of_its_own(
    bring: Callable[..., Any], app: Flask
) -> None:
    heard = "Иванову о классных часах\nи 'чате' <b>родителей</b> & детей"
    asked = {"id": "q1", "question": "О чате", "heard": heard}
    year = bring(bundle(members=[full_member()], meetings=[meeting(agenda=[asked])]))
    (made,) = every(PAPERS["minutes"], records_of(find_year(year.association.code, year.year)))
    word = ours(made, Format.DOCX)
    assert "и 'чате' <b>родителей</b> & детей." in docx_text(word).split("\n")
    body = Document(io.BytesIO(word)).element.body
    assert not list(body.iter(qn("w:br")))
    (begun,) = [each for each in Document(io.BytesIO(word)).paragraphs if "чате'" in each.text]
    assert begun.style.name == "MMO Text"
    blocks = [part for block in made.blocks() for part in _paragraphs(block)]
    assert "и 'чате' <b>родителей</b> & детей." in [
        block.texts[0] for block in blocks if block.texts
    ]
