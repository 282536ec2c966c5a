"""A file that comes again changes nothing; a newer one brings the year to what it says."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mmo.activities.models import Activity
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.clock import standing_at
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.groups.models import CreativeGroup
from mmo.materials.models import Material
from mmo.meetings.models import AgendaItem, Decision, Meeting
from mmo.members.models import HeadAppointment, Member
from mmo.plans.models import PlanItem
from mmo.submissions.models import Submission
from tests.conftest import TODAY
from tests.exchange.format_page import (
    FIELDS,
    PAGE,
    REFERRED_TO,
    completed,
    value_at,
    with_value,
)
from tests.exchange.whole_year import (
    BUNDLE,
    Json,
    comes_out,
    everything,
    exported,
    stored,
    whole_year,
)
from tests.factories import as_bundle
from tests.reference.random_years import random_year

Bring = Callable[..., AssociationYear]

TYPES: dict[str, tuple[Any, str]] = {
    "/head_appointments": (HeadAppointment, "order_number"),
    "/members": (Member, "position"),
    "/plan/items": (PlanItem, "title"),
    "/meetings": (Meeting, "theme"),
    "/meetings/0/agenda": (AgendaItem, "question"),
    "/meetings/0/agenda/0/decisions": (Decision, "text"),
    "/meetings/0/materials": (Material, "title"),
    "/activities": (Activity, "title"),
    "/materials": (Material, "title"),
    "/creative_groups": (CreativeGroup, "topic"),
    "/submissions": (Submission, "what"),
}
"""Of each list: its table, and a text that a newer file may change."""


def bring_later(app: Flask, data: Json, days: int = 3) -> AssociationYear:
    """Bring a year in some days later, when every stamp would be another."""
    with standing_at(TODAY + timedelta(days=days)):
        return import_bundle(as_bundle(app, data))


def year_row() -> Any:
    with db.engine.connect() as connection:
        return connection.execute(select(AssociationYear.__table__)).one()


def with_second_records() -> Json:
    """The whole year with a second record in every list, to which nothing refers."""
    data = whole_year()
    for pointer in TYPES:
        entries = value_at(data, pointer)
        parts = {"agenda", "decisions", "materials"} & set(entries[0])
        bare = entries[0] | {key: [] for key in parts}
        entries.append(bare | {"id": f"second {pointer}"})
    return data


def test_the_same_file_once_more_changes_nothing(app: Flask, bring: Bring) -> None:
    bring(BUNDLE)
    before = everything()
    bring_later(app, whole_year())
    assert everything() == before


def test_what_was_written_brought_in_once_more_changes_nothing(app: Flask, bring: Bring) -> None:
    rng = random.Random(3)
    for level in ("school", "municipal", "school"):
        year = bring(random_year(rng, level))
        before = everything()
        bring_later(app, exported(year.association.code, year.year))
        assert everything() == before


def test_keys_left_out_or_null_are_no_change(app: Flask, bring: Bring) -> None:
    least = {key: BUNDLE[key] for key in ("format", "association", "organisations", "year")}
    bring(least)
    before = everything()
    bring_later(app, completed(least))
    assert everything() == before


@pytest.mark.parametrize("pointer", TYPES)
def test_a_newer_file_changes_adds_and_removes_records(
    app: Flask, bring: Bring, pointer: str
) -> None:
    model, text = TYPES[pointer]
    bring(with_second_records())
    before = stored(model)
    newer = with_second_records()
    entries = value_at(newer, pointer)
    entries[-1] = entries[-1] | {"id": "third"}
    entries[0][text] = "иначе"
    bring_later(app, newer)
    after, first = stored(model), entries[0]["id"]
    assert exported() == newer
    assert set(after) == set(before) - {f"second {pointer}"} | {"third"}
    assert (after[first].id, after[first].version) == (before[first].id, before[first].version + 1)
    assert after[first].changed_at > before[first].changed_at
    others = set(after) - {first, "third"}
    assert {ref: after[ref] for ref in others} == {ref: before[ref] for ref in others}


@pytest.mark.parametrize("place", PAGE)
def test_whatever_a_newer_file_no_longer_says_is_gone(bring: Bring, place: str) -> None:
    bring(BUNDLE)
    for field in FIELDS:
        above, _slash, _key = field.pointer.rpartition("/")
        if above == place and not field.required and field.pointer not in REFERRED_TO:
            nothing: Any = [] if isinstance(value_at(BUNDLE, field.pointer), list) else None
            comes_out(bring, with_value(field.pointer, nothing))
    comes_out(bring, whole_year())


def test_any_year_may_become_any_other(bring: Bring) -> None:
    rng = random.Random(11)
    base = random_year(rng, "school")
    for _number in range(10):
        newer = random_year(rng, rng.choice(["school", "municipal"]))
        newer["association"]["code"] = base["association"]["code"]
        newer["year"] = base["year"]
        comes_out(bring, newer, completed(newer))


def test_a_change_is_one_revision_and_says_what_it_was(app: Flask, bring: Bring) -> None:
    bring(BUNDLE)
    before = year_row()
    bring_later(app, with_value("/submissions/0/what", "Иначе"))
    after = year_row()
    assert (after.revision, after.version) == (before.revision + 1, before.version)
    chosen = select(AuditLine).where(AuditLine.at > TODAY)
    lines = {
        (line.action, line.record_kind, str(line.changes)) for line in db.session.scalars(chosen)
    }
    assert ("import", "submission", str({"what": ["Отчёт", "Иначе"]})) in lines
    assert len(lines) == 1


def test_another_order_of_a_list_is_kept_and_records_stay(app: Flask, bring: Bring) -> None:
    data = with_second_records()
    bring(data)
    before = {pointer: stored(model) for pointer, (model, _text) in TYPES.items()}
    for pointer in reversed(TYPES):
        value_at(data, pointer).reverse()
    bring_later(app, data)
    assert exported() == data
    for pointer, (model, _text) in TYPES.items():
        rows = stored(model)
        assert {ref: row.id for ref, row in rows.items()} == {
            ref: row.id for ref, row in before[pointer].items()
        }
