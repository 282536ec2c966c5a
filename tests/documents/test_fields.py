"""The list of fields for authors of templates, and the clauses that layouts name."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from mmo import journal
from mmo.accounts.scope import find_year
from mmo.documents.fields import described, fields, paths
from mmo.documents.own_templates import check
from mmo.documents.registry import PAPERS
from mmo.documents.word_template import template_bytes
from mmo.reports.models import Paper, ReportSection
from tests.documents.reading import every, records_of
from tests.documents.years import full


@pytest.fixture
def records(bring: Callable[..., Any], app: Flask) -> Any:
    year = bring(full("school"))
    for paper in Paper:
        journal.save(
            ReportSection(
                association_id=year.association_id,
                year_id=year.id,
                paper=paper,
                section="tasks",
                text="Первое.\nВторое.",
                typed={"meetings_held": 7},
            )
        )
    return records_of(find_year(year.association.code, year.year))


def test_what_a_head_wrote_is_printed_in_place_of_lines_to_fill(records: Any) -> None:
    for name in ("analysis", "year_report"):
        made = next(every(PAPERS[name], records))
        said = [text for block in made.blocks() for text in block.texts]
        assert "Первое.\nВторое." in said
        assert any("— 7." in text for text in said)
        assert "fill" not in {block.kind for block in made.blocks()}


@pytest.mark.parametrize("name", PAPERS)
def test_every_field_is_described_and_every_description_is_of_a_field(
    records: Any, name: str
) -> None:
    paper = PAPERS[name]
    found = {path for made in every(paper, records) for path in paths(made.everything)}
    said = {path for path, _meaning in described(paper.layout)}
    assert found - said == set()
    if name != "regulation":  # the organisation has loaded no wording here
        assert said - found == set()


@pytest.mark.parametrize("name", PAPERS)
def test_our_own_templates_pass_as_an_organisations(name: str, app: Flask) -> None:
    check(template_bytes(name), PAPERS[name].layout)


def test_a_person_is_shown_in_all_parts_and_with_real_values(records: Any) -> None:
    made = next(every(PAPERS["minutes"], records))
    found = {field.path: field for field in fields(made.paper.layout, made.everything)}
    assert found["protocol.chair.genitive"].value == "Орловой Нины Павловны"
    assert found["questions[].decisions[].text"].value == "Провести"
    assert found["protocol.chair.dative"].meaning.startswith("Председатель")


def test_every_clause_that_a_layout_names_is_a_clause(app: Flask) -> None:
    known = app.extensions["judge"].regulations.clause_ids()
    named = {
        clause
        for paper in PAPERS.values()
        for need in paper.layout.needs
        for clause in need.clauses
    }
    assert named - known == set()
