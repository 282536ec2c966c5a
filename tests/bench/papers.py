"""Papers: minutes as Word and PDF, and a whole year's folder, against the bare libraries."""

import io
from typing import Any

import typst
from docx import Document
from docxtpl import DocxTemplate
from flask import Flask

from mmo.accounts.scope import find_year
from mmo.documents.folder import parts
from mmo.documents.making import make
from mmo.documents.records import YearRecords
from mmo.documents.registry import PAPERS, Format
from mmo.documents.writing import ours
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from tests.bench.judging import timed
from tests.documents.years import full
from tests.factories import as_bundle

EMPTY_PAGE = b'#set page(paper: "a4")\n.'


def bare_word() -> bytes:
    """A Word file of docxtpl without a single field."""
    made = io.BytesIO()
    Document().save(made)
    return made.getvalue()


def measure(app: Flask) -> None:
    """Print the lines about papers."""
    year = import_bundle(as_bundle(app, full("school")))
    row = find_year(year.association.code, year.year)
    template = bare_word()
    compiler = typst.Compiler(ignore_system_fonts=True)
    word = timed(lambda: fill(template, {}))
    page = timed(lambda: compiler.compile(EMPTY_PAGE, format="pdf", pdf_standards=["a-2b"]))
    docx = timed(lambda: ours(minutes(row), Format.DOCX))
    pdf = timed(lambda: ours(minutes(row), Format.PDF))
    records = YearRecords(db.session(), row)
    papers = [made for part in parts(records) for made in part.papers]
    single = sum(timed(lambda made=made: write_both(made), 3) for made in papers)
    whole = timed(lambda: folder(row), 3)
    print("Papers of a year, read from the database")
    print(f"  docxtpl, an empty file          {word:8.2f} ms   1.00")
    print(f"  minutes as Word                 {docx:8.2f} ms   {docx / word:.2f}")
    print(f"  typst, an empty page            {page:8.2f} ms   1.00")
    print(f"  minutes as PDF                  {pdf:8.2f} ms   {pdf / page:.2f}")
    print(f"  {len(papers):3d} papers one by one          {single:8.0f} ms   1.00")
    print(f"  the folder, Word and PDF        {whole:8.0f} ms   {whole / single:.2f}")


def fill(template: bytes, fields: dict[str, Any]) -> None:
    """What docxtpl does at the least."""
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(fields, autoescape=True)
    paper.save(io.BytesIO())


def minutes(row: Any) -> Any:
    """The minutes of the year's meeting, from fresh rows."""
    records = YearRecords(db.session(), row)
    return make(PAPERS["minutes"], records, next(iter(records.meetings)))


def write_both(made: Any) -> None:
    for form in (Format.DOCX, Format.PDF):
        ours(made, form)


def folder(row: Any) -> None:
    """All papers of the folder and its inventory."""
    records = YearRecords(db.session(), row)
    write_both(make(PAPERS["inventory"], records, row.id))
    for part in parts(records):
        for made in part.papers:
            write_both(made)
