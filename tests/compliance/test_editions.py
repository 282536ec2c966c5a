"""A year keeps the edition in force at its start; an organisation may set its own parameters."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mmo import journal
from mmo.associations.models import Association, AssociationYear, ParameterOverride
from mmo.compliance.judging import ClauseFinding
from mmo.compliance.loading import load_file
from mmo.compliance.models import YearState
from mmo.compliance.regulations import Regulation, Regulations
from mmo.config import ROOT, Settings
from mmo.extensions import db
from mmo.findings import STATE_COLUMNS, YEAR_COLUMNS, JudgedYear
from tests.conftest import TODAY
from tests.factories import activity, as_bundle, bundle, meeting, plan

EDITIONS = Path(__file__).parent / "data" / "editions.yaml"
Bring = Callable[..., AssociationYear]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules by which schools are judged by the regulation with two editions; read once."""
    made = tmp_path_factory.mktemp("rules")
    for file in (ROOT / "rules" / "municipal.yaml", EDITIONS):
        shutil.copy(file, made)
    return made


@pytest.fixture
def settings(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"rules_dir": folder})


@pytest.fixture
def regulations(app: Flask) -> Regulations:
    found: Regulations = app.extensions["judge"].regulations
    return found


@pytest.fixture
def regulation(regulations: Regulations) -> Regulation:
    return regulations.by_id["vol"]


def moved(data: dict[str, Any], years: int) -> dict[str, Any]:
    """The same records so many years later."""
    text = re.sub(
        r"\b(20\d\d)(?=-\d\d-\d\d)",
        lambda found: str(int(found[1]) + years),
        json.dumps(data),
    )
    result: dict[str, Any] = json.loads(text)
    return result


def three_meetings(code: str = "camp") -> dict[str, Any]:
    days = ("2025-10-01", "2025-12-01", "2026-03-02")
    return bundle(code, meetings=[meeting(f"z{n}", day) for n, day in enumerate(days, start=1)])


def judged(app: Flask, year: AssociationYear, day: date) -> JudgedYear:
    (found,) = app.extensions["judge"].judge(db.session(), AssociationYear.id == year.id, day)
    result: JudgedYear = found
    return result


def clause(app: Flask, year: AssociationYear, number: str, day: date) -> ClauseFinding:
    found = judged(app, year, day).findings.clauses
    return next(each for each in found if each.id == number)


# --- editions


def test_a_later_edition_is_the_earlier_one_with_its_changes(regulation: Regulation) -> None:
    first, second = regulation.editions
    assert [each.id for each in first.clauses] == [f"vol.{n}" for n in range(1, 7)]
    assert [each.id for each in second.clauses] == [
        f"vol.{n}" for n in ("1", "2", "3", "3.1", "5", "6")
    ]
    assert second.clauses[1].gist == "Сборы четырежды в год"
    assert [second.clauses[n] for n in (0, 2, 4, 5)] == [first.clauses[n] for n in (0, 2, 4, 5)]


def test_a_later_edition_keeps_what_it_does_not_change(regulation: Regulation) -> None:
    first, second = regulation.editions
    assert (first.parameters["minutes_days"], second.parameters["minutes_days"]) == (7, 3)
    assert second.parameters["papers"] == first.parameters["papers"]
    assert second.parameter_titles["minutes_days"] == "протокол после сбора, новый срок"
    assert second.parameter_titles["papers"] == "бумаги начала года"
    assert second.sections == {"1": "Общее", "3": "Сборы и протоколы"}
    assert first.sections["3"] == "Сборы"
    assert second.lists == {"p": "подп."}
    assert second.source == "Решение педагогического совета от 2 июня 2025 г."


@pytest.mark.parametrize(
    ("start", "edition"),
    [
        (date(1999, 9, 1), "первая"),
        (date(2020, 9, 1), "первая"),
        (date(2021, 7, 31), "первая"),
        (date(2021, 8, 1), "первая"),
        (date(2024, 9, 1), "первая"),
        (date(2025, 7, 31), "первая"),
        (date(2025, 8, 1), "вторая"),
        (date(2025, 9, 1), "вторая"),
        (date(9999, 9, 1), "вторая"),
    ],
)
def test_a_year_has_the_edition_in_force_at_its_start(
    regulations: Regulations, regulation: Regulation, start: date, edition: str
) -> None:
    assert regulations.year_rules(regulation, start, {}).edition.name == edition


def test_editions_are_found_by_date_however_they_stand_in_the_file(tmp_path: Path) -> None:
    text = EDITIONS.read_text("utf-8")
    later = text.replace("2021-08-01", "2031-08-01")
    (tmp_path / "later.yaml").write_text(later, "utf-8")
    turned = load_file(tmp_path / "later.yaml")
    assert [each.name for each in turned.editions] == ["вторая", "первая"]
    assert turned.in_force_at(date(2030, 9, 1)).name == "вторая"


def test_the_same_records_are_judged_by_each_years_own_edition(app: Flask, bring: Bring) -> None:
    before, after = bring(moved(three_meetings(), -1)), bring(three_meetings())
    assert clause(app, before, "vol.2", date(2025, 6, 1)).status == "met"
    assert clause(app, after, "vol.2", date(2026, 6, 1)).status == "gap"
    assert clause(app, before, "vol.3", date(2024, 10, 5)).due == date(2024, 10, 8)
    assert clause(app, after, "vol.3", date(2025, 10, 4)).due == date(2025, 10, 4)
    assert clause(app, after, "vol.3.1", date(2025, 10, 5)).status == "unconfirmed"
    assert clause(app, before, "vol.4", date(2025, 6, 1)).status == "unconfirmed"


def test_an_earlier_year_keeps_its_edition_when_asked_later(app: Flask, bring: Bring) -> None:
    year = bring(moved(three_meetings(), -1))
    found = judged(app, year, date(2027, 1, 1))
    assert found.gauges.rules.edition.name == "первая"
    assert [each.id for each in found.findings.clauses] == [f"vol.{n}" for n in range(1, 7)]


def test_a_derived_clause_follows_what_it_repeats_into_the_new_edition(
    app: Flask, bring: Bring
) -> None:
    year = bring(three_meetings())
    assert clause(app, year, "vol.6", date(2025, 10, 5)).due == date(2025, 10, 4)


def test_a_tag_of_a_removed_clause_is_still_taken(app: Flask) -> None:
    data = bundle("camp", activities=[activity(clauses=["vol.4"])])
    assert as_bundle(app, data).activities[0].clauses == ["vol.4"]


def test_examples_are_judged_by_the_edition_that_they_stand_in(app: Flask, tmp_path: Path) -> None:
    """Those of a kept clause speak of the earlier one: its parameters have changed since."""
    runner = app.test_cli_runner()
    assert runner.invoke(args=["rules", "check", str(EDITIONS)]).exit_code == 0
    text = EDITIONS.read_text("utf-8").replace("expect: gap, actual: 3", "expect: met, actual: 3")
    (tmp_path / "editions.yaml").write_text(text, "utf-8")
    result = runner.invoke(args=["rules", "check", str(tmp_path / "editions.yaml")])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["editions.yaml: vol.2: пример 1: expect: met ≠ gap"]


# --- parameters of an organisation


def override(year: AssociationYear, name: str, value: str, regulation: str = "vol") -> None:
    organisation = year.association.organisation_id
    journal.save(
        ParameterOverride(
            organisation_id=organisation, regulation=regulation, name=name, value=value
        )
    )


def test_an_organisations_own_term_moves_the_due_day(app: Flask, bring: Bring) -> None:
    year, day = bring(three_meetings()), date(2025, 10, 1)
    assert clause(app, year, "vol.5", day).status == "gap"
    override(year, "papers", "year.start + 45 days")
    moved_clause = clause(app, year, "vol.5", day)
    assert (moved_clause.status, moved_clause.due) == ("pending", date(2025, 10, 16))


def test_an_organisations_own_days_move_the_due_days(app: Flask, bring: Bring) -> None:
    year, day = bring(three_meetings()), date(2025, 10, 5)
    assert clause(app, year, "vol.3", day).status == "gap"
    override(year, "minutes_days", "10 days")
    override(year, "soon_days", "5")
    assert clause(app, year, "vol.3", day).due == date(2025, 10, 11)
    assert clause(app, year, "vol.3", day).status == "pending"
    assert clause(app, year, "vol.3", date(2025, 10, 6)).status == "due_soon"


def test_all_years_of_an_organisation_have_its_own_term(app: Flask, bring: Bring) -> None:
    before, after = bring(moved(three_meetings(), -1)), bring(three_meetings())
    override(before, "papers", "20 October")
    assert clause(app, before, "vol.5", date(2024, 10, 1)).due == date(2024, 10, 20)
    assert clause(app, after, "vol.5", date(2025, 10, 1)).due == date(2025, 10, 20)


def test_nothing_changes_for_another_organisation(app: Flask, bring: Bring) -> None:
    camp, club = bring(three_meetings("camp")), bring(three_meetings("club"))
    before = judged(app, club, date(2025, 10, 5))
    override(camp, "papers", "20 October")
    after = judged(app, club, date(2025, 10, 5))
    assert after.findings == before.findings
    assert after.gauges.rules.digest == before.gauges.rules.digest
    assert clause(app, camp, "vol.5", date(2025, 10, 5)).due == date(2025, 10, 20)


@pytest.mark.parametrize(("regulation", "name"), [("mun", "papers"), ("vol", "papres")])
def test_a_term_of_another_regulation_or_name_changes_nothing(
    app: Flask, bring: Bring, regulation: str, name: str
) -> None:
    year = bring(three_meetings())
    before = judged(app, year, date(2025, 10, 1))
    override(year, name, "20 October", regulation)
    after = judged(app, year, date(2025, 10, 1))
    assert (after.findings, after.gauges.rules.digest) == (
        before.findings,
        before.gauges.rules.digest,
    )


def test_every_way_of_setting_parameters_has_its_own_digest(
    regulations: Regulations, regulation: Regulation
) -> None:
    ways = [{}, {"papers": "20 October"}, {"papers": "21 October"}, {"minutes_days": "20"}]
    years = [date(2024, 9, 1), date(2025, 9, 1)]
    rules = [regulations.year_rules(regulation, year, way) for way in ways for year in years]
    assert len({each.digest for each in rules}) == len(rules) == 8
    again = regulations.year_rules(regulation, date(2025, 9, 3), {"minutes_days": "20"})
    assert again.digest == rules[-1].digest


def judged_again(app: Flask, code: str) -> bool:
    """Look at the year as a page does; says whether what was stored no longer held."""
    rows = db.session.execute(
        select(*YEAR_COLUMNS, *STATE_COLUMNS)
        .join(Association)
        .outerjoin(YearState, YearState.year_id == AssociationYear.id)
        .where(Association.code == code)
    )
    row = rows.one()
    db.session.rollback()  # as between two requests
    again: bool = app.extensions["judge"].ensure_fresh(row, TODAY.date())
    db.session.rollback()
    return again


def judged_by(code: str) -> str:
    """The digest of the rules by which what is stored of an association's year was judged."""
    db.session.rollback()
    chosen = select(YearState.rules_digest).join(
        Association, Association.id == YearState.association_id
    )
    return str(db.session.scalars(chosen.where(Association.code == code)).one())


def test_an_own_term_has_the_years_of_its_organisation_judged_again_at_once(
    app: Flask, bring: Bring
) -> None:
    camp, _club = bring(three_meetings("camp")), bring(three_meetings("club"))
    before = judged_by("camp"), judged_by("club")
    override(camp, "papers", "20 October")
    assert judged_by("camp") != before[0]
    assert judged_by("club") == before[1]
    assert [judged_again(app, "camp"), judged_again(app, "club")] == [False, False]
    journal.remove(db.session.scalars(select(ParameterOverride)).one())
    assert (judged_by("camp"), judged_by("club")) == before


def test_a_plan_made_by_an_own_term_is_in_time(app: Flask, bring: Bring) -> None:
    data = three_meetings() | {"plan": plan(created_on="2025-10-15")}
    year = bring(data)
    override(year, "papers", "20 October")
    assert clause(app, year, "vol.5", date(2025, 10, 14)).status == "due_soon"
    assert clause(app, year, "vol.5", date(2025, 10, 15)).status == "met"
