"""The product agrees with an independent evaluator on thousands of random years."""

import json
import random

import pytest
from flask import Flask
from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.compliance.judging import as_json, judge
from mmo.exchange.exporting import export_bundle, to_json
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from tests.factories import as_bundle
from tests.reference.plain_evaluator import evaluate
from tests.reference.random_years import interesting_days, random_year

PARTS = 8
YEARS = 650
"""In each part; a fifth of a part is school years and municipal years of every shape."""
DAYS = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_status_number_and_record_agrees(
    app: Flask, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mmo.exchange.importing import import_bundle

    the_judge: Judge = app.extensions["judge"]
    monkeypatch.setattr(the_judge, "refresh", lambda *_args: None)
    rng = random.Random(part)
    for number in range(YEARS):
        data = random_year(rng, rng.choice(["municipal", "school"]))
        year = import_bundle(as_bundle(app, data))
        ((row, gauges),) = the_judge.gauge(db.session(), AssociationYear.id == year.id)
        for day in interesting_days(data, rng, DAYS):
            (findings,) = judge(the_engine(), [gauges], day)
            said = as_json(findings, row.code, row.year, gauges.rules.regulation.id)
            assert said == evaluate(data, day), f"part {part}, year {number}, {day}"
        if number % 20 == 0:
            assert _bare(json.loads(to_json(export_bundle(year)))) == _bare(data)
        db.session.expunge_all()


def test_a_random_year_comes_out_as_it_came_in(app: Flask) -> None:
    from mmo.exchange.importing import import_bundle

    rng = random.Random(2025)
    for _ in range(15):
        data = random_year(rng, rng.choice(["municipal", "school"]))
        import_bundle(as_bundle(app, data))
        year = db.session.scalars(
            select(AssociationYear).order_by(AssociationYear.id.desc())
        ).first()
        assert year is not None
        assert _bare(json.loads(to_json(export_bundle(year)))) == _bare(data)


def _bare(value: object) -> object:
    """Without what may be left out: null and empty lists."""
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if each is not None and each != []}
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return value
