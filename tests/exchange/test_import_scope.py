"""What an import leaves as it is: other associations and years, and what no file holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mmo import journal
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.clock import standing_at
from mmo.compliance.models import YearState
from mmo.database import uuid7
from mmo.exchange.importing import _Import, import_bundle
from mmo.extensions import db
from mmo.members.models import Member, Person
from tests.conftest import TODAY
from tests.exchange.format_page import with_value
from tests.exchange.whole_year import BUNDLE, Json, everything, exported, whole_year
from tests.factories import TRIMESTERS, as_bundle

Bring = Callable[..., AssociationYear]

STEPS = ("_organisation", "_association", "_year", "_members", "_records", "_participants",
         "_meeting_parts", "delete_gone")  # fmt: skip


def revisions() -> dict[str, int]:
    """The revision of the only year of each association."""
    chosen = select(Association.code, AssociationYear.revision).join(AssociationYear)
    with db.engine.connect() as connection:
        return {row.code: row.revision for row in connection.execute(chosen)}


def association(code: str = "school-5") -> Association:
    db.session.expire_all()
    return db.session.scalars(select(Association).where(Association.code == code)).one()


def next_year() -> Json:
    """The same association a year later, with the same ids inside."""
    made = whole_year()
    made["year"] = {
        "start": "2026-09-01",
        "end": "2027-05-31",
        "trimesters": [
            {key: f"{int(day[:4]) + 1}{day[4:]}" for key, day in span.items()}
            for span in TRIMESTERS
        ],
    }
    made["theme"]["text"] = "Тема другого года"
    return made


def newer_of_everything() -> Json:
    """A file that changes, adds and removes something almost everywhere."""
    made = whole_year()
    made["association"]["name"] = made["organisations"][0]["name"] = "Новое имя"
    made["members"].append(made["members"][0] | {"id": "m3"})
    made["meetings"], made["creative_groups"], made["plan"] = [], [], None
    made["activities"][0]["participants"] = ["m3"]
    made["submissions"][0]["what"] = "Иначе"
    return made


@pytest.mark.parametrize("before", ["empty", "filled"])
@pytest.mark.parametrize("step", STEPS)
def test_a_failure_in_the_middle_leaves_nothing(
    app: Flask, bring: Bring, monkeypatch: pytest.MonkeyPatch, step: str, before: str
) -> None:
    if before == "filled":
        bring(BUNDLE)
    kept = everything()
    whole_step = getattr(_Import, step)

    def fail(self: Any, *arguments: Any) -> None:
        whole_step(self, *arguments)
        db.session.flush()
        raise ZeroDivisionError

    monkeypatch.setattr(_Import, step, fail)
    with pytest.raises(ZeroDivisionError):
        bring(newer_of_everything())
    assert everything() == kept
    monkeypatch.undo()
    bring(newer_of_everything())
    assert exported() == newer_of_everything()


def test_a_failure_of_the_judgement_leaves_nothing(
    app: Flask, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(BUNDLE)
    kept = everything()

    def fail(*_arguments: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(app.extensions["judge"], "refresh", fail)
    with pytest.raises(ZeroDivisionError):
        bring(newer_of_everything())
    assert everything() == kept


def test_associations_with_the_same_ids_inside_do_not_mix(bring: Bring) -> None:
    for code in ("school-5", "school-6"):
        bring(whole_year(code))
    newer = newer_of_everything()
    newer["organisations"][0]["name"] = BUNDLE["organisations"][0]["name"]
    bring(newer)
    assert exported("school-5") == newer
    assert exported("school-6") == whole_year("school-6")
    assert revisions() == {"school-5": revisions()["school-5"], "school-6": 2}


def test_years_of_one_association_with_the_same_ids_do_not_mix(bring: Bring) -> None:
    bring(BUNDLE)
    bring(next_year())
    assert exported() == BUNDLE
    assert exported("school-5", 2026) == next_year()
    bring(newer_of_everything())
    later = next_year()
    later["association"]["name"] = later["organisations"][0]["name"] = "Новое имя"
    assert exported("school-5", 2026) == later


def test_of_an_organisation_the_last_import_wins_everywhere(bring: Bring) -> None:
    bring(whole_year("school-5"))
    bring(whole_year("school-6"))
    before = revisions()
    newer = whole_year("school-6")
    newer["organisations"][0] |= {"name": "Дом творчества", "kind": "additional"}
    bring(newer)
    assert exported("school-5")["organisations"] == newer["organisations"]
    assert len(db.session.scalars(select(Organisation)).all()) == 1
    assert revisions() == {code: number + 1 for code, number in before.items()}


def test_an_association_is_judged_again_when_its_organisation_changes(bring: Bring) -> None:
    first = whole_year("mmo") | {"association": BUNDLE["association"] | {"level": "municipal"}}
    first["association"]["code"] = "mmo"
    bring(first)
    state = select(YearState.revision, YearState.rules).join(
        AssociationYear, AssociationYear.id == YearState.year_id
    ).join(Association).where(Association.code == "mmo")  # fmt: skip
    before = db.session.execute(state).one()
    newer = whole_year("school-6")
    newer["organisations"][0]["in_municipality"] = False
    bring(newer)
    after = db.session.execute(state).one()
    assert (before.rules["mun.3.1"][0], after.rules["mun.3.1"][0]) == ("met", "gap")
    assert after.revision == before.revision + 1 == revisions()["mmo"]


def test_an_organisation_that_a_file_no_longer_names_stays_for_the_others(bring: Bring) -> None:
    bring(whole_year("school-6"))
    bring(BUNDLE)
    newer = whole_year()
    newer["organisations"] = [newer["organisations"][0] | {"code": "s9"}]
    newer["association"]["organisation"] = "s9"
    for member in newer["members"]:
        member["organisation"] = "s9"
    bring(newer)
    assert exported() == newer
    assert exported("school-6") == whole_year("school-6")


def test_an_assigned_regulation_survives_even_a_change_of_level(bring: Bring) -> None:
    bring(BUNDLE)
    row = association()
    row.assigned_regulation = "mun"
    journal.save(row)
    bring(newer_of_everything())
    assert association().assigned_regulation == "mun"
    bring(with_value("/association/level", "municipal"))
    assert association().assigned_regulation == "mun"


def test_a_change_of_level_is_taken(bring: Bring) -> None:
    bring(BUNDLE)
    newer = with_value("/association/level", "municipal")
    bring(newer)
    assert exported() == newer
    bring(BUNDLE)
    assert exported() == BUNDLE


def test_what_the_format_does_not_hold_stays_on_records_whose_id_remains(
    app: Flask, bring: Bring
) -> None:
    year = bring(BUNDLE)
    member = db.session.scalars(select(Member).where(Member.ref == "m1")).one()
    person = Person(id=uuid7(), full_name=member.full_name)
    journal.save(person)
    year.closed_at = datetime(2026, 8, 1, tzinfo=UTC)
    member.person_id = person.id
    journal.save(year, member)
    newer = newer_of_everything()
    newer["members"][0]["full_name"] = "Орлова-Белова Нина"
    with standing_at(TODAY + timedelta(days=1)):
        import_bundle(as_bundle(app, newer))
    db.session.expire_all()
    assert db.session.get_one(AssociationYear, (year.association_id, year.id)).closed_at
    kept = db.session.scalars(select(Member).where(Member.ref == "m1")).one()
    assert (kept.person_id, kept.full_name) == (person.id, "Орлова-Белова Нина")
