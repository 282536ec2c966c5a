"""What concerns several records: equal ids, repetitions, days out of order, and all at once."""

import re
from typing import Any

import pytest

from tests.exchange.format_page import of_kind, value_at, with_value
from tests.exchange.whole_year import (
    ACTIVITY,
    APPOINTMENT,
    BUNDLE,
    DECISION,
    GROUP,
    MATERIAL,
    MEMBER,
    ORGANISATION,
    PLAN_ITEM,
    SUBMISSION,
    Json,
    refused,
    whole_year,
)

pytestmark = pytest.mark.usefixtures("reading")

SECOND_MEETING: Json = {"id": "z2", "date": "2025-12-02", "status": "planned", "theme": "Итоги"}
SECOND_QUESTION: Json = {"id": "q2", "question": "Разное"}


def places(data: Json) -> list[str]:
    """Where the faults are; each has its sentence in Russian."""
    found = refused(data)
    assert all(re.search("[а-я]{2}", fault.sentence) for fault in found)
    return [fault.pointer for fault in found]


EQUAL_IDS = {
    "/organisations": ORGANISATION,
    "/head_appointments": APPOINTMENT,
    "/members": MEMBER | {"full_name": "Другая"},
    "/plan/items": PLAN_ITEM,
    "/meetings": SECOND_MEETING | {"id": "z1"},
    "/meetings/0/agenda": SECOND_QUESTION | {"id": "q1"},
    "/meetings/0/agenda/0/decisions": DECISION,
    "/meetings/0/materials": MATERIAL | {"id": "f1"},
    "/activities": ACTIVITY,
    "/materials": MATERIAL,
    "/creative_groups": GROUP,
    "/submissions": SUBMISSION,
}


@pytest.mark.parametrize("pointer", EQUAL_IDS)
def test_two_equal_ids_of_one_type_are_refused(pointer: str) -> None:
    key = "code" if pointer == "/organisations" else "id"
    number = len(value_at(BUNDLE, pointer))
    (fault,) = refused(with_value(f"{pointer}/-", EQUAL_IDS[pointer]))
    assert fault.pointer == f"{pointer}/{number}/{key}"
    assert f"{pointer}/0/{key};" in fault.sentence


def test_every_type_with_an_id_is_among_the_equal_ones() -> None:
    with_ids = {pointer.rpartition("/0/")[0] for pointer in of_kind("id")}
    assert with_ids == set(EQUAL_IDS) - {"/organisations"}


def test_agenda_items_of_all_meetings_are_one_type() -> None:
    meeting = SECOND_MEETING | {"agenda": [SECOND_QUESTION | {"id": "q1"}]}
    assert sorted(places(with_value("/meetings/-", meeting))) == ["/meetings/1/agenda/0/id"]


def test_decisions_of_all_agenda_items_are_one_type() -> None:
    question = SECOND_QUESTION | {"decisions": [DECISION]}
    assert places(with_value("/meetings/0/agenda/-", question)) == [
        "/meetings/0/agenda/1/decisions/0/id"
    ]


def test_materials_of_two_meetings_are_one_type() -> None:
    meeting = SECOND_MEETING | {"materials": [MATERIAL | {"id": "f1"}]}
    assert sorted(places(with_value("/meetings/-", meeting))) == ["/meetings/1/materials/0/id"]


def test_a_meeting_s_material_and_a_general_one_are_one_type() -> None:
    assert places(with_value("/materials/0/id", "f1")) == ["/materials/0/id"]


def test_every_further_equal_id_is_told() -> None:
    data = with_value("/submissions", [SUBMISSION] * 3)
    assert places(data) == ["/submissions/1/id", "/submissions/2/id"]


@pytest.mark.parametrize("pointer", of_kind("tags"))
def test_a_repeated_tag_is_refused(pointer: str) -> None:
    data = with_value(pointer, ["sch.5.4", "mun.3.3", "sch.5.4"])
    assert places(data) == [f"{pointer}/2"]


def test_there_are_five_places_for_tags() -> None:
    assert len(of_kind("tags")) == 5


def test_a_repeated_participant_is_refused() -> None:
    assert places(with_value("/activities/0/participants/-", "m2")) == [
        "/activities/0/participants/2"
    ]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_member_twice_in_one_meeting_s_attendance_is_refused(state: str) -> None:
    entry = {"member": "m1", "state": state}
    assert places(with_value("/meetings/0/attendance/-", entry)) == [
        "/meetings/0/attendance/2/member"
    ]


def test_an_appointment_that_ends_before_it_starts_is_refused() -> None:
    assert places(with_value("/head_appointments/0/to", "2025-08-31")) == [
        "/head_appointments/0/to"
    ]


WRONG_YEARS: dict[str, tuple[Json, list[str]]] = {
    "ends before it starts": ({"end": "2025-08-31"}, ["/year/end"]),
    "starts on 31 July": ({"start": "2025-07-31"}, ["/year/start"]),
    "starts in January": (
        {"start": "2026-01-01"},
        ["/year/start", "/year/trimesters/0/start", "/year/trimesters/1/start"],
    ),
    "ends on 1 August": ({"end": "2026-08-01"}, ["/year/end"]),
    "ends years later": ({"end": "2030-05-31"}, ["/year/end"]),
    "starts after its first trimester": ({"start": "2025-09-02"}, ["/year/trimesters/0/start"]),
    "ends before its last trimester": ({"end": "2026-05-30"}, ["/year/trimesters/2/end"]),
    "has no trimester": ({"trimesters": []}, ["/year/trimesters"]),
}
T1, T2, T3 = BUNDLE["year"]["trimesters"]
WRONG_TRIMESTERS: dict[str, tuple[list[Json], list[str]]] = {
    "two": ([T1, T2], [""]),
    "four": ([T1, T2, T3, {"start": "2026-05-31", "end": "2026-05-31"}], [""]),
    "one thrice": ([T1, T1, T1], ["/1/start", "/2/start"]),
    "one ends before it starts": ([T1, T2 | {"end": "2025-11-23"}, T3], ["/1/end"]),
    "the first begins before the year": ([T1 | {"start": "2025-08-31"}, T2, T3], ["/0/start"]),
    "the last ends after the year": ([T1, T2, T3 | {"end": "2026-06-01"}], ["/2/end"]),
    "one lies beyond the year": (
        [T1, T2, {"start": "2026-06-01", "end": "2026-06-30"}],
        ["/2/end"],
    ),
    "two share a day": ([T1, T2 | {"start": T1["end"]}, T3], ["/1/start"]),
    "two overlap": ([T1, T2, T3 | {"start": "2026-02-01"}], ["/2/start"]),
    "the third overlaps the first": (
        [T1 | {"end": "2026-03-01"}, T2, T3],
        ["/1/start", "/2/start"],
    ),
    "they are out of order": ([T3, T2, T1], ["/1/start", "/2/start"]),
}


@pytest.mark.parametrize("case", WRONG_YEARS)
def test_a_year_is_refused_that(case: str) -> None:
    change, told = WRONG_YEARS[case]
    assert places(whole_year() | {"year": BUNDLE["year"] | change}) == told


@pytest.mark.parametrize("case", WRONG_TRIMESTERS)
def test_trimesters_are_refused_of_which(case: str) -> None:
    trimesters, told = WRONG_TRIMESTERS[case]
    assert places(with_value("/year/trimesters", trimesters)) == [
        f"/year/trimesters{place}" for place in told
    ]


def test_the_last_year_of_the_calendar_ends_with_it() -> None:
    year = {"start": "9999-07-31", "end": "9999-12-31", "trimesters": [T1, T2, T3]}
    assert "/year/start" in places(whole_year() | {"year": year})


def test_faults_of_different_sorts_are_told_at_once() -> None:
    data = whole_year()
    data["members"][0]["experience_years"] = "12"
    data["plan"]["items"][0]["responsible"] = "nobody"
    data["activities"].append(dict(ACTIVITY))
    data["materials"][0]["clauses"] = ["sch.5.4#t2"]
    data["year"]["trimesters"][1]["start"] = T1["end"]
    data["remark"] = "x"
    del data["submissions"][0]["what"]
    data["goal"]["date"] = "2026-02-30"
    assert sorted(places(data)) == sorted(
        [
            "/members/0/experience_years",
            "/plan/items/0/responsible",
            "/activities/1/id",
            "/materials/0/clauses/0",
            "/year/trimesters/1/start",
            "/remark",
            "/submissions/0/what",
            "/goal/date",
        ]
    )


def test_several_faults_of_one_record_are_told_at_once() -> None:
    meeting: Any = {"id": "", "date": "x", "status": 1, "theme": None, "extra": None}
    assert sorted(places(with_value("/meetings/-", meeting))) == [
        "/meetings/1/date",
        "/meetings/1/extra",
        "/meetings/1/id",
        "/meetings/1/status",
        "/meetings/1/theme",
    ]


def test_faults_stand_in_the_order_of_their_lists() -> None:
    entries = [SUBMISSION | {"id": f"s{number}", "what": ""} for number in range(12)]
    data = with_value("/submissions", entries)
    assert places(data) == [f"/submissions/{number}/what" for number in range(12)]


def test_of_thousands_of_faults_two_hundred_are_told() -> None:
    assert len(places(with_value("/members", [1] * 5000))) == 200
    assert len(places(with_value("/materials/0/clauses", ["sch.5.4"] * 5000))) == 200
    assert len(places(whole_year() | {str(number): 1 for number in range(5000)})) == 200
    agenda = [{"id": f"k{n}", "question": 1, "decisions": [{}] * 50} for n in range(50)]
    assert len(places(with_value("/meetings/0/agenda", agenda))) == 200
