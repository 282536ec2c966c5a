"""What is said to close a rule closes it, and nothing of it can be left out."""

import json
import random
from datetime import date

import pytest
from flask import Flask

from mmo.associations.models import AssociationYear
from mmo.compliance.explaining import WANTING, actions, explain
from mmo.compliance.judging import judge
from mmo.compliance.measuring import EachGauge, is_fine, is_live
from mmo.compliance.sentences import ACTIONS
from mmo.compliance.vocabulary import words
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from tests.compliance.doing import DOING, do
from tests.factories import as_bundle
from tests.reference.plain_evaluator import evaluate
from tests.reference.random_years import interesting_days, random_year


def status_of(data: object, day: object, rule: str) -> str:
    found = evaluate(json.loads(json.dumps(data)), day)  # type: ignore[arg-type]
    rules = {each["id"]: each for clause in found["clauses"] for each in clause["rules"]}
    return str(rules[rule]["status"])


def when_all_have_come(gauge: object, day: date, last: date) -> date | None:
    """Where a group has no item yet: the first day on which there are some, all of them fine."""
    if not isinstance(gauge, EachGauge) or any(is_live(item, day) for item, _ in gauge.items):
        return None
    coming = [(i, fine) for i, fine in gauge.items if day < i.base <= last and is_live(i, i.base)]
    days = sorted({day for i, fine in coming for day in (i.base, fine.since or i.base)})
    for then in days:
        live = [(i, fine) for i, fine in coming if is_live(i, then)]
        # what would not be fine by the year's end is what the actions mend at once
        if live and all(is_fine(fine, then) or not is_fine(fine, last) for _, fine in live):
            return then
    return None


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_the_actions_close_the_rule_and_none_of_them_is_too_much(
    app: Flask, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_judge: Judge = app.extensions["judge"]
    monkeypatch.setattr(the_judge, "refresh", lambda *_args: None)
    rng, tried = random.Random(100 + part), set()
    for _ in range(50):
        data = random_year(rng, rng.choice(["municipal", "school"]))
        year = import_bundle(as_bundle(app, data))
        ((_row, gauges),) = the_judge.gauge(db.session(), AssociationYear.id == year.id)
        day = interesting_days(data, rng, 1)[0]
        records_day = gauges.records.calendar.records_day(day)
        (findings,) = judge(the_engine(), [gauges], day)
        found = {rule.id: rule for rule in findings.rules()}
        for gauge in gauges.gauges:
            rule = gauge.rule.id
            if found[rule].status not in WANTING:
                continue
            todo = list(actions(gauges, gauge, found[rule], day))
            tried |= {action.code for action in todo}
            coming = when_all_have_come(
                gauge.gauge, records_day, gauges.records.calendar.window.last
            )
            assert todo or coming, f"{rule} wants something and says nothing to do"
            done, latest = do(data, todo, records_day, gauge.rule)
            then = max(day, latest, coming or day)
            assert status_of(done, then, rule) == "met", f"{rule} on {day}: {todo}"
            if then == day and len(todo) > 1:
                less, _ = do(data, todo[:-1], records_day, gauge.rule)
                assert status_of(less, day, rule) != "met", f"{rule} on {day}: {todo} is too much"
        db.session.expunge_all()
    assert len(tried) > 20


def test_every_action_has_its_words_and_is_done_in_the_tests() -> None:
    named = {code for c in words.collections.values() for code in (c.add, c.finish) if code}
    named |= {group.add for group in words.groups.values()}
    named |= {p.action for group in words.groups.values() for p in group.properties.values()}
    assert named <= set(ACTIONS)
    never_wanted = {"add_agenda_item", "add_plan_item", "add_submission"}
    assert set(ACTIONS) - never_wanted == set(DOING)


def test_rules_that_one_action_closes_are_told_together(app: Flask) -> None:
    from mmo.compliance.explaining import closed_together
    from tests.factories import bundle, full_member, meeting

    year = import_bundle(
        as_bundle(app, bundle(members=[full_member()], meetings=[meeting("z1"), meeting("z2")]))
    )
    the_judge: Judge = app.extensions["judge"]
    (judged,) = the_judge.judge(db.session(), AssociationYear.id == year.id, date(2026, 3, 1))
    explanations = explain(the_engine(), judged.gauges, judged.findings)
    groups = closed_together(explanations, ["sch.5.4#protocol", "sch.6.b6", "sch.6.b7"])
    assert [[part.gauge.rule.id for part in parts] for parts in groups] == [
        ["sch.5.4#protocol", "sch.6.b6"],
        ["sch.6.b7"],
    ]
