"""Ids may be any text of 64 characters, and years any of the calendar."""

import json
from typing import Any

import pytest
from flask import Flask

from tests.exchange.whole_year import (
    ACTIVITY,
    AGENDA_ITEM,
    APPOINTMENT,
    DECISION,
    GROUP,
    MATERIAL,
    MEETING,
    MEMBER,
    PLAN_ITEM,
    PROTOCOL,
    SUBMISSION,
    Json,
    comes_out,
    exported,
    whole_year,
)

ODD_IDS = (
    "a/b", "a~b", "a\"b'c`", " ", "a b ", "a\tb", "a\nb", "Я1", "ё" * 64, "\U0001d537" * 64,
    "\U0001f468\u200d\U0001f467", "0", "00", "-1", "1e3", "null", "../../etc", "<b>&amp;", "%s",
    "\\", "\u202eabc", "é", "e\u0301", "k", "K", "\u212a", "мeeting", "meeting:z1", "\uffff", "*",
)  # fmt: skip
"""Among them some that differ by their code points only."""


def year_of_ids(ids: tuple[str, ...]) -> Json:
    """A year in which every type has a record of each id, which refers to others of that id."""
    made = whole_year()
    made["members"] = [MEMBER | {"id": ref} for ref in ids]
    made["head_appointments"] = [APPOINTMENT | {"id": ref, "member": ref} for ref in ids]
    made["plan"]["items"] = [PLAN_ITEM | {"id": ref, "responsible": ref} for ref in ids]
    made["plan"]["approved_at_meeting"] = ids[0]
    made["meetings"] = [meeting_of_ids(ref) for ref in ids]
    made["activities"] = [ACTIVITY | {"id": ref, "participants": [ref]} for ref in ids]
    made["materials"] = [MATERIAL | {"id": f"+{ref}"[:64]} for ref in ids]
    made["creative_groups"] = [
        GROUP | {"id": ref, "curator": ref, "approved_at_meeting": ref} for ref in ids
    ]
    made["submissions"] = [SUBMISSION | {"id": ref} for ref in ids]
    made["analysis"]["author"] = ids[-1]
    return made


def meeting_of_ids(ref: str) -> Json:
    decision = DECISION | {"id": ref, "responsible": ref}
    return MEETING | {
        "id": ref,
        "attendance": [{"member": ref, "state": "absent", "reason": None}],
        "agenda": [AGENDA_ITEM | {"id": ref, "speaker": ref, "decisions": [decision]}],
        "protocol": PROTOCOL | {"chair": ref, "secretary": ref},
        "materials": [MATERIAL | {"id": ref}],
    }


def year_of(start: str, end: str, *spans: tuple[str, str]) -> Json:
    made = whole_year()
    trimesters = [{"start": first, "end": last} for first, last in spans]
    made["year"] = {"start": start, "end": end, "trimesters": trimesters}
    return made


YEARS = {
    "the first of all": year_of(
        "0001-09-01", "0002-05-31", ("0001-09-01", "0001-11-16"), ("0001-11-17", "0002-02-15"),
        ("0002-02-16", "0002-05-31"),
    ),
    "the last of all": year_of(
        "9999-09-01", "9999-12-31", ("9999-09-01", "9999-10-01"), ("9999-10-02", "9999-11-01"),
        ("9999-11-02", "9999-12-31"),
    ),
    "the last but one": year_of(
        "9998-12-31", "9999-07-31", ("9998-12-31", "9999-02-01"), ("9999-02-02", "9999-05-01"),
        ("9999-05-02", "9999-07-31"),
    ),
    "the longest": year_of(
        "2023-08-01", "2024-07-31", ("2023-08-01", "2023-11-30"), ("2023-12-01", "2024-02-29"),
        ("2024-03-01", "2024-07-31"),
    ),
    "the shortest": year_of(
        "2025-12-29", "2025-12-31", ("2025-12-29",) * 2, ("2025-12-30",) * 2, ("2025-12-31",) * 2,
    ),
    "one with long holidays": year_of(
        "2025-08-01", "2026-07-31", ("2025-10-01",) * 2, ("2026-01-01",) * 2, ("2026-04-01",) * 2,
    ),
}  # fmt: skip


def test_ids_may_be_any_text(bring: Any) -> None:
    assert len(set(ODD_IDS)) == len(ODD_IDS)
    comes_out(bring, year_of_ids(ODD_IDS))


def test_odd_ids_stay_with_their_records_when_a_file_comes_again(bring: Any) -> None:
    bring(year_of_ids(ODD_IDS))
    comes_out(bring, year_of_ids(ODD_IDS[::-1]))


@pytest.mark.parametrize("name", YEARS)
def test_a_year_is_taken_that_is(app: Flask, bring: Any, name: str) -> None:
    comes_out(bring, YEARS[name])


@pytest.mark.parametrize("name", YEARS)
def test_a_year_can_be_judged_that_is(app: Flask, bring: Any, name: str) -> None:
    bring(YEARS[name])
    for day in (YEARS[name]["year"]["start"], YEARS[name]["year"]["end"], "9999-12-31"):
        number = YEARS[name]["year"]["start"][:4]
        arguments = ["check", "--year", number, "--as-of", day, "--format", "json"]
        (said,) = json.loads(app.test_cli_runner().invoke(args=arguments).stdout)
        assert (said["year"], said["as_of"]) == (int(number), day)


def test_one_association_may_have_many_years(bring: Any) -> None:
    for given in YEARS.values():
        bring(given)
    years = {int(given["year"]["start"][:4]): given for given in YEARS.values()}
    for number, given in years.items():
        assert exported("school-5", number) == given
