"""What the format does not forbid is taken, and comes out as it came in."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from mmo.exchange.validating import read_bundle
from tests.exchange.format_page import (
    FIELDS,
    LISTS,
    REFERRED_TO,
    Field,
    find,
    of_kind,
    with_value,
    without,
)
from tests.exchange.whole_year import (
    BUNDLE,
    Json,
    comes_out,
    encode,
    exported,
    import_file,
    whole_year,
)
from tests.factories import clause_ids

NULLABLE = [field for field in FIELDS if not field.required]
ODD_TEXTS = {
    "a space": " ", "line breaks": "\t\n\r", "a no-break space": "\u00a0", "no width": "\u200b",
    "a digit": "0", "a word of JSON": "null", "a long one": "я" * 20_000,
    "the ends of the planes": "\ue000\uffff\U0010ffff",
}  # fmt: skip
UNUSUAL: dict[str, Json] = {
    "a member who left before joining": {"/members/0/left_on": "2020-08-31"},
    "a category that lapsed before it was assigned": {
        "/members/0/category_valid_until": "2020-01-01"
    },
    "a held meeting with the day of its cancellation": {"/meetings/0/cancelled_on": "2025-01-01"},
    "a cancelled meeting without that day": {
        "/meetings/0/status": "cancelled", "/meetings/0/cancelled_on": None,
    },
    "the minutes of a planned meeting": {"/meetings/0/status": "planned"},
    "minutes signed before they were drafted": {"/meetings/0/protocol/signed_on": "2025-09-01"},
    "minutes of one for both": {"/meetings/0/protocol/secretary": "m1"},
    "a done activity of a far day": {"/activities/0/date": "0001-01-01"},
    "a planned activity with participants": {"/activities/0/status": "planned"},
    "a group that was closed before it was formed": {"/creative_groups/0/closed_on": "2020-01-01"},
    "a paper due before it was asked for": {"/submissions/0/due": "9999-12-31"},
    "a regulation that ends before it begins": {"/regulation/valid_to": "2020-01-01"},
    "an appointment of one day": {"/head_appointments/0/to": "2025-09-01"},
    "an order after the appointment": {"/head_appointments/0/order_date": "2030-01-01"},
    "a plan revised before it was made": {"/plan/revised_on": "2000-02-29"},
    "a plan without items": {"/plan/items": []},
    "a reviewer who is the author": {"/analysis/reviewed_by": "Орлова Нина Павловна"},
    "votes of nobody": {"/meetings/0/agenda/0/votes": {"for": 0, "against": 0, "abstained": 0}},
    "more votes than members": {"/meetings/0/agenda/0/votes/for": 2**63 - 1},
    "a meeting without a number": {"/meetings/0/number": None},
    "a meeting number 0": {"/meetings/0/number": 0},
    "a meeting number below 0": {"/meetings/0/number": -1},
    "the least number": {"/meetings/0/number": -(2**63)},
    "the largest number": {"/meetings/0/number": 2**63 - 1},
    "an experience of 0 years": {"/members/0/experience_years": 0},
    "a topic since 0": {"/members/0/self_education/since": 0},
    "a topic since before our era": {"/members/0/self_education/since": -500},
    "a topic of which nothing is known": {
        "/members/0/self_education": {"topic": None, "since": None, "output": None}
    },
    "texts of nothing in lists": {
        "/meetings/0/invited": ["", "", " "], "/meetings/0/agenda/0/spoke": [""],
    },
    "the founder in another municipality": {"/organisations/0/in_municipality": False},
    "a name of markup": {"/association/name": "<script>alert('1')</script> & \"—\" \\"},
    "the largest code": {"/association/code": "a" + "-" * 63},
    "a code of one digit": {"/association/code": "0"},
    "tags of both regulations": {"/materials/0/clauses": ["sch.1.1", "mun.1.1", "sch.6.b9"]},
}  # fmt: skip


def changed(changes: Json) -> Json:
    data = whole_year()
    for pointer, value in changes.items():
        holder, key = find(data, pointer)
        holder[key] = value
    return data


def taken(data: Json) -> Json:
    """What was read of a file that must be taken, as it would be written."""
    written: Json = read_bundle(encode(data), clause_ids()).model_dump(mode="json", by_alias=True)
    return written


def test_every_unusual_thing_is_taken_alone(reading: None) -> None:
    for name, changes in UNUSUAL.items():
        assert taken(changed(changes)) == changed(changes), name


@pytest.mark.parametrize("number", range(4))
def test_every_unusual_thing_comes_out_as_it_came_in(bring: Any, number: int) -> None:
    for changes in list(UNUSUAL.values())[number::4]:
        comes_out(bring, changed(changes))


def test_a_byte_order_mark_is_taken(app: Flask, bundle_file: Path) -> None:
    bundle_file.write_bytes(b"\xef\xbb\xbf" + encode(BUNDLE))
    assert import_file(app, bundle_file) == (0, [])
    assert exported() == BUNDLE


def test_white_space_and_escapes_of_json_do_not_matter(app: Flask, bundle_file: Path) -> None:
    data = encode(BUNDLE).decode().replace(", ", "\r\n\t, ").encode("ascii", "backslashreplace")
    text = b"\n " + data.replace(b'"mmo-', rb'"\u006dmo-') + b"\r\n"
    bundle_file.write_bytes(text)
    assert import_file(app, bundle_file) == (0, [])
    assert exported() == BUNDLE


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_any_text_that_is_not_empty_is_kept_to_the_letter(bring: Any, text: str) -> None:
    comes_out(bring, changed(dict.fromkeys(of_kind("text"), text)))


def test_an_empty_text_in_a_nullable_place_stays_an_empty_text(bring: Any) -> None:
    comes_out(bring, changed(dict.fromkeys(of_kind("text", required=False), "")))


@pytest.mark.parametrize(
    "field",
    [field for field in NULLABLE if field.pointer not in REFERRED_TO],
    ids=lambda field: field.pointer,
)
def test_null_and_a_missing_key_mean_the_same(reading: None, field: Field) -> None:
    nothing: Any = [] if field.kind in LISTS else None
    expected = with_value(field.pointer, nothing)
    assert taken(with_value(field.pointer, None)) == expected
    assert taken(without(field.pointer)) == expected


def test_everything_that_may_be_left_out_may_be_left_out_at_once(bring: Any) -> None:
    least = {key: BUNDLE[key] for key in ("format", "association", "organisations", "year")}
    nothing: Json = {
        "theme": None, "goal": None, "regulation": None, "head_appointments": [], "members": [],
        "plan": None, "meetings": [], "activities": [], "materials": [], "creative_groups": [],
        "submissions": [], "analysis": None,
    }  # fmt: skip
    for given in (least, least | nothing, least | dict.fromkeys(nothing)):
        comes_out(bring, given, least | nothing)


def test_records_with_nothing_but_what_is_required_are_taken(bring: Any) -> None:
    bare, empty = whole_year(), whole_year()
    for field in reversed(NULLABLE):
        if field.pointer.count("/") > 1:
            holder, key = find(bare, field.pointer)
            del holder[key]
            holder, key = find(empty, field.pointer)
            holder[key] = [] if field.kind in LISTS else None
    bare["members"][1:] = empty["members"][1:] = []
    assert set(bare["members"][0]) == {
        "id", "full_name", "organisation", "pedagogical", "joined_on"
    }  # fmt: skip
    comes_out(bring, bare, empty)
