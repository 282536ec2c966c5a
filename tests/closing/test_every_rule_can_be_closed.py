"""Every judged rule of both regulations is closed by following what is said to close it.

Each starts from a year in which the rule is not met, and goes through the screens' own forms.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from mmo import FEATURES
from mmo.accounts.models import Account, Role
from mmo.accounts.scope import find_year
from mmo.associations.models import AssociationYear
from mmo.clock import standing_at
from mmo.compliance.explaining import WANTING, Action, Explanation, explain
from mmo.compliance.loading import load_file
from mmo.compliance.rulefile import AllOfRule
from mmo.compliance.sentences import ACTIONS
from mmo.config import ROOT
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from mmo.naming import names
from mmo.records import closing
from tests.closing.forms import follow
from tests.closing.years import STARTS, start_year

LAST_DAY = datetime(2026, 7, 10, 9, tzinfo=UTC)
"""Every term of the year has passed: nothing is merely ahead."""
DAY = LAST_DAY.date()
ROUNDS = 6
CHOSEN = {"correct_membership": {"organisation_id": "Школа mmo"}}
"""What a person chooses among what a form offers, where the first will not do."""
LEVELS = {"mun": "municipal", "sch": "school"}


@cache
def rules() -> list[str]:
    """The ids of all judged rules, from the rule files."""
    for feature in FEATURES:  # their words are what the files are written in
        if find_spec(f"{feature.__name__}.facts"):
            import_module(f"{feature.__name__}.facts")
    files = (Path(ROOT / "rules" / name) for name in ("municipal.yaml", "school.yaml"))
    return [
        rule.id for file in files for _clause, rule in load_file(file).editions[-1].rules()
    ]  # fmt: skip


def derived_from(rule: str) -> tuple[str, ...]:
    """The clauses that a derived rule repeats; none for any other."""
    file = ROOT / "rules" / f"{LEVELS[rule[:3]]}.yaml"
    found = next(each for _c, each in load_file(file).editions[-1].rules() if each.id == rule)
    return tuple(found.all_of) if isinstance(found, AllOfRule) else ()


class Living:
    """An association's year, the people who work in it, and what is said of it."""

    def __init__(self, app: Flask, year: AssociationYear, people: dict[str, FlaskClient]) -> None:
        self.app, self.year, self.people = app, year, people

    def explanation(self, rule: str) -> Explanation:
        """What is said of a rule now."""
        db.session.rollback()
        judge: Judge = self.app.extensions["judge"]
        (judged,) = judge.judge(db.session(), AssociationYear.id == self.year.id, DAY)
        return explain(the_engine(), judged.gauges, judged.findings, [rule])[rule]

    @contextmanager
    def asking(self, who: str) -> Iterator[set[Any]]:
        """Inside, addresses are made as for this person; gives what the person may do."""
        from mmo.accounts.permissions import ABILITIES

        with self.app.test_request_context("/"):
            g.year = find_year(self.year.association.code, self.year.year)
            g.can = set(ABILITIES[Role(who)])
            yield g.can

    def addresses(self, action: Action) -> Iterator[tuple[str, str]]:
        """Who may do an action, and where."""
        for who in self.people:
            with self.asking(who) as can:
                found = names(db.session(), g.year, [action.ref] if action.ref else [])
                key = found[action.ref].id if action.ref in found else None
                with standing_at(LAST_DAY):
                    address = closing.address(action, key, can)
            if address is not None:
                yield who, address

    def close(self, rule: str) -> str:
        """Follow what closes a rule until nothing is left to do; gives its status."""
        for _round in range(ROUNDS):
            said = self.explanation(rule)
            if said.finding.status not in WANTING:
                break
            for action in said.actions:
                self._do(action, rule)
        return str(self.explanation(rule).finding.status)

    def _do(self, action: Action, rule: str) -> None:
        places = list(self.addresses(action))
        assert places, f"{rule}: nobody is led to a form by “{ACTIONS[action.code]}”"
        for _time in range(action.times):
            for who, address in places:
                chosen = CHOSEN.get(action.code)
                with standing_at(LAST_DAY):
                    answer = follow(self.people[who], address, DAY.isoformat(), chosen)
                assert answer.status_code < 400, f"{rule}: {who} at {address}: {answer.status}"


@pytest.fixture
def living(
    app: Flask,
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> Callable[[str, str], Living]:
    def found(level: str, start: str) -> Living:
        year = bring(start_year(level, start))
        people = {"head": Role.HEAD, "deputy": Role.DEPUTY} if level == "school" else {
            "head": Role.HEAD, "office": Role.OFFICE}  # fmt: skip
        for login, role in people.items():
            where = {"association": year.association_id} if role is Role.HEAD else {}
            if role is Role.DEPUTY:
                where = {"organisation": year.association.organisation_id}
            make_account(f"{login}-{start}", role, **where)
        with standing_at(LAST_DAY):
            return Living(app, year, {login: sign_in(f"{login}-{start}") for login in people})

    return found


def test_both_regulations_have_94_judged_rules() -> None:
    assert len(rules()) == 94


@pytest.mark.parametrize("rule", rules())
def test_what_is_said_to_close_a_rule_closes_it(
    rule: str, living: Callable[[str, str], Living]
) -> None:
    if parts := derived_from(rule):
        assert set(parts) <= {each.partition("#")[0] for each in rules()}
        return  # it repeats clauses, each of which is closed by a case of its own
    for start in STARTS:
        world = living(LEVELS[rule[:3]], start)
        if world.explanation(rule).finding.status in WANTING:
            assert world.close(rule) == "met"
            return
    pytest.fail("the rule is met or not applicable in every starting year")
