"""A regulation of another district is one file: no line of Python knows it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mmo import journal
from mmo.associations.models import Association, AssociationYear
from mmo.compliance.models import YearState
from mmo.config import ROOT, Settings
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.importing import import_bundle
from mmo.exchange.validating import Refused
from mmo.extensions import db
from mmo.findings import STATE_COLUMNS, YEAR_COLUMNS
from tests.conftest import TODAY
from tests.factories import activity, as_bundle, bundle, meeting, member, plan, protocol

THIRD = Path(__file__).parent / "data" / "third.yaml"
CODE = "lake"
Bring = Callable[..., AssociationYear]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules with the file of a third regulation; one folder, so that it is read once."""
    made = tmp_path_factory.mktemp("rules")
    for file in (*(ROOT / "rules").glob("*.yaml"), THIRD):
        shutil.copy(file, made)
    return made


@pytest.fixture
def settings(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"rules_dir": folder})


def year_of(code: str = CODE, **parts: Any) -> dict[str, Any]:
    """Two meetings held and three planned, a member from a house of arts, a head by the school."""
    school, arts = f"{code}-org", f"{code}-arts"
    organisations = [
        {"code": school, "name": "Школа", "kind": "general", "in_municipality": True},
        {"code": arts, "name": "Дом творчества", "kind": "additional", "in_municipality": True},
    ]
    known = {"position": "педагог", "homeroom_class": "кружок"}
    head = {
        "id": "h1",
        "member": "m1",
        "post": "other",
        "issuer": "school",
        "order_number": "7-к",
        "order_date": "2025-09-01",
        "from": "2025-09-01",
    }
    held = [
        meeting("z1", "2025-10-01", protocol=protocol("2025-10-02", signed_on="2025-10-09")),
        meeting("z2", "2025-11-12"),
    ]
    planned = [
        meeting(f"z{number}", day, status="planned")
        for number, day in ((3, "2026-01-20"), (4, "2026-03-10"), (5, "2026-05-12"))
    ]
    return bundle(
        code,
        "municipal",
        **{
            "organisations": organisations,
            "members": [
                member("m1", school, **known),
                member("m2", arts, pedagogical=False, position="методист"),
            ],
            "head_appointments": [head],
            "meetings": held + planned,
            "plan": plan(created_on="2025-10-12"),
            "activities": [activity("a1", "2025-11-01", clauses=["prz.3.3"])],
        }
        | parts,
    )


def assign(code: str = CODE, regulation: str | None = "prz") -> None:
    """What an administrator does."""
    association = db.session.scalars(select(Association).where(Association.code == code)).one()
    association.assigned_regulation = regulation
    journal.save(association)


@pytest.fixture
def assigned(bring: Bring) -> None:
    bring(year_of())
    assign()


def check(app: Flask, day: str, *codes: str) -> list[dict[str, Any]]:
    """What ``check`` says of these associations, with their clauses by id."""
    arguments = ["check", *codes, "--as-of", day, "--format", "json"]
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code in (0, 3), result.output
    said: list[dict[str, Any]] = json.loads(result.stdout)
    for each in said:
        each["clauses"] = {clause["id"]: clause for clause in each["clauses"]}
    return said


def clauses_on(app: Flask, day: str) -> dict[str, Any]:
    (said,) = check(app, day, CODE)
    clauses: dict[str, Any] = said["clauses"]
    return clauses


def test_the_file_and_its_examples_are_without_a_fault(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["rules", "check", str(THIRD)])
    assert (result.exit_code, result.stderr) == (0, "")


def test_check_names_the_regulation_and_its_clauses_in_order(app: Flask, assigned: None) -> None:
    (said,) = check(app, "2025-11-20", CODE)
    assert (said["association"], said["regulation"]) == (CODE, "prz")
    numbers = ["1", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1.p1", "4.1.p2"]
    assert list(said["clauses"]) == [f"prz.{number}" for number in [*numbers, "4.2"]]
    assert sum(said["summary"]["must"].values()) == 7
    assert sum(said["summary"]["should"].values()) == 2


def test_its_clauses_are_called_as_its_own_text_calls_them(app: Flask) -> None:
    (edition,) = app.extensions["judge"].regulations.by_id["prz"].editions
    assert edition.label("prz.4.1.p2") == "4.1 подп. 2"
    assert edition.sections["3"] == "Встречи и помощь"


STATUSES = [
    ("2025-10-04", "prz.4.1.p1", "pending", "2025-10-15"),
    ("2025-10-05", "prz.4.1.p1", "due_soon", "2025-10-15"),
    ("2025-10-12", "prz.4.1.p1", "met", None),
    ("2025-10-06", "prz.3.4", "due_soon", "2025-10-06"),
    ("2025-10-07", "prz.3.4", "gap", "2025-10-06"),
    ("2025-10-09", "prz.3.4", "met", None),
    ("2025-11-18", "prz.3.4", "gap", "2025-11-17"),
    ("2025-09-20", "prz.2.1", "met", None),
    ("2025-08-31", "prz.2.2", "pending", "2025-10-15"),
    ("2025-09-01", "prz.2.2", "met", None),
    ("2025-09-21", "prz.2.3", "due_soon", "2025-09-21"),
    ("2025-09-22", "prz.2.3", "gap", "2025-09-21"),
    ("2025-11-20", "prz.3.1", "pending", "2026-05-31"),
    ("2026-01-20", "prz.3.1", "at_risk", "2026-05-31"),
    ("2026-06-01", "prz.3.1", "gap", "2026-05-31"),
    ("2025-10-31", "prz.3.3", "pending", "2026-05-31"),
    ("2025-11-01", "prz.3.3", "met", None),
    ("2025-11-20", "prz.3.2", "at_risk", "2026-05-31"),
    ("2026-06-01", "prz.3.2", "unconfirmed", "2026-05-31"),
    ("2025-10-16", "prz.4.1.p2", "gap", "2025-10-15"),
    ("2025-10-16", "prz.4.2", "gap", "2025-10-15"),
    ("2025-10-16", "prz.3.5", "info", None),
]
"""Day, clause, status and due day of the year above."""


def test_an_association_is_judged_by_what_it_was_assigned(app: Flask, assigned: None) -> None:
    said = {day: clauses_on(app, day) for day in {row[0] for row in STATUSES}}
    found = [
        (day, id_, said[day][id_]["status"], said[day][id_]["due"]) for day, id_, *_ in STATUSES
    ]
    assert found == STATUSES


def test_numbers_and_open_records_are_told_as_of_any_regulation(app: Flask, assigned: None) -> None:
    clauses = clauses_on(app, "2025-11-20")
    (meetings,) = clauses["prz.3.1"]["rules"]
    assert (meetings["actual"], meetings["target"], meetings["scheduled"]) == (2, 5, 3)
    assert meetings["counted"] == ["meeting:z1", "meeting:z2"]
    assert clauses["prz.3.4"]["rules"][0]["open"] == ["meeting:z2"]
    assert clauses["prz.2.3"]["rules"][0]["open"] == ["member:m2"]
    assert clauses["prz.3.3"]["rules"][0]["counted"] == ["activity:a1"]
    names = [rule["id"] for rule in clauses["prz.4.1.p2"]["rules"]]
    assert names == ["prz.4.1.p2#report", "prz.4.1.p2#programme"]


def test_an_order_without_a_number_does_not_appoint(app: Flask, bring: Bring) -> None:
    data = year_of()
    data["head_appointments"][0]["order_number"] = None
    bring(data)
    assign()
    assert clauses_on(app, "2025-10-16")["prz.2.2"]["status"] == "gap"
    assert clauses_on(app, "2025-10-15")["prz.2.2"]["status"] == "due_soon"


def test_an_association_without_the_assignment_keeps_its_levels_regulation(
    app: Flask, bring: Bring, assigned: None
) -> None:
    """The same records, read by the municipal regulation: a member from outside is a gap there."""
    bring(year_of("river"))
    lake, river = check(app, "2025-11-20")
    assert [lake["regulation"], river["regulation"]] == ["prz", "mun"]
    assert river["clauses"]["mun.3.1"]["rules"][0]["open"] == ["member:m2"]
    assert river["clauses"]["mun.4.1"]["status"] == "gap"


def test_an_import_leaves_the_assignment(app: Flask, assigned: None) -> None:
    newer = year_of(activities=[activity("a1", "2025-11-01", clauses=["prz.3.2"])])
    import_bundle(as_bundle(app, newer))
    (said,) = check(app, "2025-11-20", CODE)
    assert said["regulation"] == "prz"
    assert said["clauses"]["prz.3.2"]["status"] == "met"
    assert said["clauses"]["prz.3.3"]["status"] == "at_risk"


def test_tags_of_the_third_regulation_come_out_as_they_came_in(app: Flask, bring: Bring) -> None:
    written = json.loads(to_json(export_bundle(bring(year_of()))))
    assert written["activities"][0]["clauses"] == ["prz.3.3"]


@pytest.mark.parametrize("tag", ["prz.9", "prz.4.1.p2#report"])
def test_a_tag_that_is_none_of_its_clauses_is_refused(app: Flask, tag: str) -> None:
    with pytest.raises(Refused) as caught:
        as_bundle(app, year_of(activities=[activity(clauses=[tag])]))
    assert [fault.pointer for fault in caught.value.faults] == ["/activities/0/clauses/0"]


def ensure_fresh(app: Flask) -> bool:
    """Look at the year as a page does; says whether it had to be judged again."""
    rows = db.session.execute(
        select(*YEAR_COLUMNS, *STATE_COLUMNS)
        .join(Association)
        .outerjoin(YearState, YearState.year_id == AssociationYear.id)
        .where(Association.code == CODE)
    )
    row = rows.one()
    db.session.rollback()  # as between two requests
    fresh: bool = app.extensions["judge"].ensure_fresh(row, TODAY.date())
    return fresh


def stored_rules() -> set[str]:
    db.session.rollback()  # what was read before the judging is of the past
    stored = db.session.scalars(select(YearState.rules)).one()
    return {rule.partition(".")[0] for rule in stored}


def test_what_is_stored_follows_the_assignment(app: Flask, bring: Bring) -> None:
    bring(year_of())
    assert (ensure_fresh(app), stored_rules()) == (False, {"mun"})
    assign()
    assert (ensure_fresh(app), stored_rules()) == (False, {"prz"})  # judged again at once
    assign(regulation=None)
    assert (ensure_fresh(app), stored_rules()) == (False, {"mun"})


def test_a_year_before_its_first_edition_is_judged_by_the_first(app: Flask, bring: Bring) -> None:
    regulation = app.extensions["judge"].regulations.by_id["prz"]
    assert regulation.in_force_at(date(2019, 9, 1)).name == "2024 года"
