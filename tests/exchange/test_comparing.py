"""The differences between two bundles are exact: none where none is, each where it is."""

import random
from typing import Any

import pytest
from flask import Flask

from mmo.exchange.comparing import compare
from mmo.exchange.schema import Bundle
from tests.exchange.whole_year import whole_year
from tests.factories import as_bundle
from tests.reference.random_years import random_year

CHANGES: list[tuple[str, Any, str, str]] = [
    ("members/0/self_education/topic", "Другое", "member", "self_education.topic"),
    ("members/0/pedagogical", False, "member", "pedagogical"),
    ("meetings/0/attendance/0/state", "absent", "meeting", "attendance"),
    ("meetings/0/protocol/signed_on", "2025-09-09", "meeting", "protocol.signed_on"),
    ("meetings/0/agenda/0/votes/for", 3, "agenda_item", "votes.for"),
    ("meetings/0/agenda/0/decisions/0/due", "2025-12-01", "decision", "due"),
    ("meetings/0/materials/0/kind", "other", "material", "kind"),
    ("plan/agreed_by", "завуч", "plan", "agreed_by"),
    ("plan/items/0/priority", False, "plan_item", "priority"),
    ("activities/0/participants", ["m1"], "activity", "participants"),
    ("year/end", "2026-05-30", "year", "end"),
    ("goal/text", "Иная", "year", "goal.text"),
    ("analysis/author", "m2", "analysis", "author"),
    ("organisations/0/name", "Лицей", "organisation", "name"),
]


def bundle(app: Flask, data: dict[str, Any]) -> Bundle:
    return as_bundle(app, data)


@pytest.mark.parametrize(("path", "value", "kind", "name"), CHANGES, ids=lambda each: str(each))
def test_one_change_is_one_difference(
    app: Flask, path: str, value: Any, kind: str, name: str
) -> None:
    changed = whole_year()
    *way, last = path.split("/")
    place: Any = changed
    for part in way:
        place = place[int(part)] if part.isdigit() else place[part]
    place[last] = value
    if path == "year/end":
        changed["year"]["trimesters"][2]["end"] = "2026-05-30"
    (section,) = compare(bundle(app, whole_year()), bundle(app, changed))
    assert section.kind == kind
    (record,) = section.changed
    assert name in [change.field for change in record.changes]
    assert section.counts == {"added": 0, "changed": 1, "gone": 0}


def test_a_part_that_moves_is_a_change_of_that_part(app: Flask) -> None:
    changed = whole_year()
    changed["materials"].append(changed["meetings"][0]["materials"].pop())
    (section,) = compare(bundle(app, whole_year()), bundle(app, changed))
    assert [change.field for change in section.changed[0].changes] == ["meeting"]


def test_another_order_is_told(app: Flask) -> None:
    changed = whole_year()
    changed["members"].reverse()
    (section,) = compare(bundle(app, whole_year()), bundle(app, changed))
    assert (section.kind, section.moved) == ("member", True)


def test_random_years_differ_from_others_and_not_from_themselves(app: Flask) -> None:
    rng = random.Random(7)
    for _ in range(40):
        one = bundle(app, random_year(rng, "school"))
        assert compare(one, one) == []
        for section in compare(None, one):
            assert not section.changed
            assert not section.gone
