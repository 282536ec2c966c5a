"""The days on which a status changes if nothing is done: no sooner, no later, none forgotten."""

import random
from datetime import date, timedelta

import pytest
from flask import Flask

from mmo.associations.models import AssociationYear
from mmo.compliance.judging import judge
from mmo.compliance.turning import look_again, stretches, turns
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from tests.factories import as_bundle
from tests.reference.plain_evaluator import evaluate
from tests.reference.random_years import random_year

DAY = timedelta(days=1)


def statuses(data: object, day: date) -> dict[str, str]:
    """The status of every rule, as the plain evaluator says."""
    found = evaluate(data, day)  # type: ignore[arg-type]
    return {
        rule["id"]: rule["status"]
        for clause in found["clauses"]
        if not clause["derived"]
        for rule in clause["rules"]
    }


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_turns_are_the_changes_that_going_day_by_day_shows(
    app: Flask, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_judge: Judge = app.extensions["judge"]
    monkeypatch.setattr(the_judge, "refresh", lambda *_args: None)
    rng = random.Random(700 + part)
    for _ in range(4):
        data = random_year(rng, rng.choice(["municipal", "school"]))
        year = import_bundle(as_bundle(app, data))
        ((_row, gauges),) = the_judge.gauge(db.session(), AssociationYear.id == year.id)
        window = gauges.records.calendar.window
        first = window.first + timedelta(days=rng.randrange(250))
        last = window.last + timedelta(days=60)
        said = {
            (turn.day, turn.rule): (turn.before.value, turn.after.value)
            for turn in turns(the_engine(), gauges, first, last)
        }
        seen = {}
        before, day = statuses(data, first), first + DAY
        quiet_until = look_again(gauges, first)
        while day <= last:
            now = statuses(data, day)
            changed = {rule for rule in now if now[rule] != before[rule]}
            seen.update({(day, rule): (before[rule], now[rule]) for rule in changed})
            if changed:
                assert quiet_until is not None
                assert quiet_until <= day, "the stored state would have been shown too long"
                quiet_until = look_again(gauges, day)
            before, day = now, day + DAY
        assert said == seen
        db.session.expunge_all()


def test_stretches_count_clauses_as_a_judgement_of_each_day_does(app: Flask) -> None:
    the_judge: Judge = app.extensions["judge"]
    rng = random.Random(41)
    for level in ("school", "municipal"):
        year = import_bundle(as_bundle(app, random_year(rng, level)))
        ((_row, gauges),) = the_judge.gauge(db.session(), AssociationYear.id == year.id)
        first = gauges.records.calendar.window.first
        (findings,) = judge(the_engine(), [gauges], first)
        changes = turns(the_engine(), gauges, first)
        for stretch in stretches(gauges.rules.edition, findings, changes):
            (then,) = judge(the_engine(), [gauges], stretch.day)
            assert stretch.summary == then.summary()
            assert stretch.statuses == {rule.id: rule.status for rule in then.rules()}
