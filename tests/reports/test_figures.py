"""Every figure is what a plain recount says, leads to exactly its records, and costs no query."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mmo.accounts.scope import find_year
from mmo.associations.models import AssociationYear
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.naming import NAMED
from mmo.reports.figures import FIGURES, compute, refs_behind
from mmo.reports.sections import SECTIONS
from tests.district.test_map import counted
from tests.factories import as_bundle, bundle, full_member, meeting
from tests.reference.random_years import interesting_days, random_year
from tests.reports.plain_count import count


def plain(value: Any) -> Any:
    return value if isinstance(value, int) else dict(value)


@pytest.mark.parametrize("level", ["school", "municipal"])
def test_figures_of_random_years_equal_a_plain_recount(app: Flask, level: str) -> None:
    rng = random.Random(level)
    for _ in range(40):
        data = random_year(rng, level)
        year = import_bundle(as_bundle(app, data))
        for day in interesting_days(data, rng, 3):
            found = compute(db.session(), [year.id], day)[year.id]
            wanted = count(data, day.isoformat())
            assert {code: plain(found[code]) for code in wanted} == wanted


def test_a_figure_leads_to_exactly_the_records_that_it_counts(app: Flask) -> None:
    rng = random.Random(11)
    day = date(2026, 3, 1)
    for _ in range(12):
        year = import_bundle(as_bundle(app, random_year(rng, "school")))
        row = find_year(year.association.code, year.year)
        assert row is not None
        found = compute(db.session(), [year.id], day)[year.id]
        for code, value in found.items():
            refs = refs_behind(db.session(), row, FIGURES[code], day)
            if isinstance(value, int):
                assert len(refs) == value, code
                continue
            assert len(refs) == sum(many for _each, many in value), code
            for each, many in value:
                part = refs_behind(db.session(), row, FIGURES[code], day, each or "")
                assert len(part) == many, (code, each)


def test_many_years_cost_as_many_queries_as_one(
    app: Flask, bring: Callable[..., AssociationYear]
) -> None:
    years = [
        bring(bundle(f"s-{number}", members=[full_member(organisation=f"s-{number}-org")],
                     meetings=[meeting()]))
        for number in range(8)
    ]  # fmt: skip
    ids = [year.id for year in years]
    db.session.scalar(select(1))
    with counted() as one:
        compute(db.session(), ids[:1], date(2026, 3, 1))
    with counted() as many:
        found = compute(db.session(), ids, date(2026, 3, 1))
    assert len(one) == len(many) <= 10
    assert all(figures["meetings_held"] == 1 for figures in found.values())


def test_every_figure_of_a_section_is_in_the_registry_and_its_records_have_names() -> None:
    for sections in SECTIONS.values():
        for section in sections:
            assert set(section.figures) <= set(FIGURES)
    assert {figure.source.kind for figure in FIGURES.values()} <= set(NAMED)
    for figure in FIGURES.values():
        assert figure.part_of is None or figure.part_of in FIGURES
