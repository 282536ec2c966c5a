"""The rules of both regulations are complete, and every example that they carry comes out."""

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from mmo import create_app
from mmo.compliance.loading import load_folder
from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import AllOfRule, AnyRule, ClauseEntry, Obligation
from mmo.config import ROOT, Settings
from mmo.exchange.examples import run
from tests.factories import clause_ids
from tests.reference.clauses import REGULATIONS

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text("utf-8")
FILES = {"mun": "municipal.yaml", "sch": "school.yaml"}
BOTH = pytest.mark.parametrize("regulation", FILES)


@pytest.fixture(scope="module", autouse=True)
def _words(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The features register their words when an application is made."""
    create_app(Settings(data_dir=tmp_path_factory.mktemp("words")))


def edition(regulation: str) -> Edition:
    (only,) = load_folder(ROOT / "rules").by_id[regulation].editions
    return only


def judged_rules(regulation: str) -> list[tuple[ClauseEntry, AnyRule]]:
    """Every rule but those that only repeat others."""
    return [
        (clause, rule)
        for clause, rule in edition(regulation).rules()
        if not isinstance(rule, AllOfRule)
    ]


def test_the_folder_holds_both_regulations_and_nothing_else() -> None:
    found = load_folder(ROOT / "rules")
    assert {name: each.file for name, each in found.by_id.items()} == FILES
    assert len(found.clause_ids()) == 118


@pytest.mark.parametrize(("regulation", "number"), [("mun", 27), ("sch", 91)])
def test_every_clause_is_there_once_and_in_order(regulation: str, number: int) -> None:
    ids = [clause.id for clause in edition(regulation).clauses]
    assert ids == [clause.id for clause in REGULATIONS[regulation]]
    assert len(ids) == len(set(ids)) == number


@BOTH
def test_every_clause_has_its_obligation_and_its_rules(regulation: str) -> None:
    written = [
        (clause.id, clause.obligation.value, [rule.id for rule in clause.rules])
        for clause in edition(regulation).clauses
    ]
    assert written == [
        (clause.id, clause.obligation, [rule for rule, _check in clause.rules])
        for clause in REGULATIONS[regulation]
    ]


@pytest.mark.parametrize(
    ("regulation", "clauses", "rules"),
    [
        ("mun", {"must": 11, "should": 10, "info": 6}, {"must": 12, "should": 11}),
        ("sch", {"must": 19, "should": 46, "may": 7, "info": 19}, {"must": 25, "should": 46}),
    ],
)
def test_clauses_and_rules_of_each_obligation_are_so_many(
    regulation: str, clauses: dict[str, int], rules: dict[str, int]
) -> None:
    own = edition(regulation)
    assert Counter(clause.obligation.value for clause in own.clauses) == clauses
    assert Counter(clause.obligation.value for clause, _rule in own.rules()) == rules


@BOTH
def test_every_judged_rule_says_who_is_responsible_and_what_closes_it(regulation: str) -> None:
    silent = [
        rule.id
        for _clause, rule in judged_rules(regulation)
        if not rule.responsible or not rule.remedy.strip()
    ]
    assert silent == []


@BOTH
def test_every_derived_rule_says_who_is_responsible(regulation: str) -> None:
    derived = [rule for _c, rule in edition(regulation).rules() if isinstance(rule, AllOfRule)]
    assert len(derived) == {"mun": 1, "sch": 2}[regulation]
    assert all(rule.responsible for rule in derived)


@BOTH
def test_no_gist_is_repeated(regulation: str) -> None:
    gists = Counter(clause.gist for clause in edition(regulation).clauses)
    assert [gist for gist, times in gists.items() if times > 1] == []


@BOTH
def test_every_judged_rule_shows_itself_with_two_statuses(regulation: str) -> None:
    poor = [
        rule.id
        for _clause, rule in judged_rules(regulation)
        if len({example.expect for example in rule.examples}) < 2
    ]
    assert poor == []


@BOTH
def test_advice_and_requirements_fail_in_their_own_words(regulation: str) -> None:
    """An example of advice never expects a gap, nor one of a requirement a doubt."""
    foreign = {Obligation.MUST: "unconfirmed", Obligation.SHOULD: "gap"}
    wrong = [
        rule.id
        for clause, rule in judged_rules(regulation)
        if foreign[clause.obligation] in {example.expect for example in rule.examples}
    ]
    assert wrong == []


@pytest.mark.parametrize("regulation", ["mun", pytest.param("sch", marks=pytest.mark.slow)])
def test_every_example_comes_out(app: Flask, regulation: str) -> None:
    file = load_folder(ROOT / "rules").by_id[regulation]
    assert [str(failure) for failure in run(file, clause_ids())] == []


EXAMPLE = "{on: 2025-09-10, expect: at_risk, actual: 0}"


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("{on: 2025-09-10, expect: met}", "small.2: пример 2: expect: met ≠ at_risk"),
        ("{on: 2025-09-10, expect: at_risk, actual: 1}", "small.2: пример 2: actual: 1 ≠ 0"),
        (
            "{on: 2026-06-01, expect: gap, due: 2026-05-30}",
            "пример 2: due: 2026-05-30 ≠ 2026-05-31",
        ),
        ("{on: 2025-09-10, expect: at_risk, scheduled: 2}", "пример 2: scheduled: 2 ≠ 0"),
        ("{on: 2025-09-10, expect: at_risk, given: {meetngs: []}}", "пример 2: /meetngs: "),
        ("{on: 2025-09-10, expect: at_risk, given: {meetings: [5]}}", "пример 2: /meetings/0: 5"),
        ("{on: 2025-09-10, expect: at_risk, given: {regulation: x}}", "пример 2: /regulation: "),
    ],
)
def test_rules_check_tells_an_example_that_comes_out_otherwise(
    app: Flask, tmp_path: Path, example: str, said: str
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace(EXAMPLE, example), "utf-8")
    result = app.test_cli_runner().invoke(args=["rules", "check", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert line.startswith("small.yaml: small.2: пример 2: ")
    assert said in line


def test_an_example_of_a_derived_clause_is_judged_too(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    derived = (
        "- all_of: [small.4, small.5.p1]\n            examples: [{on: 2026-06-01, expect: %s}]"
    )
    path.write_text(SMALL.replace("- all_of: [small.4, small.5.p1]", derived % "gap"), "utf-8")
    runner = app.test_cli_runner()
    assert runner.invoke(args=["rules", "check", str(path)]).exit_code == 0
    path.write_text(SMALL.replace("- all_of: [small.4, small.5.p1]", derived % "met"), "utf-8")
    assert (
        "small.6: пример 1: expect: met ≠ gap"
        in runner.invoke(args=["rules", "check", str(path)]).stderr
    )
