"""`check`: which associations and which year are judged, on which day, and how it ends."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from mmo.associations.models import AssociationYear
from mmo.clock import standing_at
from mmo.exchange.importing import import_bundle
from tests.exchange.whole_year import BUNDLE, Json, everything, whole_year
from tests.factories import TRIMESTERS, as_bundle, bundle, meeting
from tests.reference.clauses import REGULATIONS

Bring = Callable[..., AssociationYear]

CLAUSE_KEYS = ["id", "obligation", "derived", "status", "due", "rules"]
RULE_KEYS = ["id", "status", "due", "actual", "target", "scheduled", "counted", "open"]
STATUSES = {"met", "not_applicable", "gap", "unconfirmed", "due_soon", "at_risk", "pending"}


def run(app: Flask, *arguments: str) -> Any:
    return app.test_cli_runner().invoke(args=["check", *arguments, "--format", "json"])


def check(app: Flask, *arguments: str) -> list[Json]:
    """What ``check`` prints, of a run without an error."""
    result = run(app, *arguments)
    assert result.exit_code in (0, 3), result.stderr
    assert result.stderr == ""
    said: list[Json] = json.loads(result.stdout)
    return said


def named(said: list[Json]) -> list[tuple[str, int, str]]:
    return [(each["association"], each["year"], each["as_of"]) for each in said]


def in_year(number: int, code: str = "school-5") -> Json:
    """A bundle of another year of the association."""
    moved = [
        {key: f"{int(day[:4]) + number - 2025}{day[4:]}" for key, day in span.items()}
        for span in TRIMESTERS
    ]
    year = {"start": moved[0]["start"], "end": moved[2]["end"], "trimesters": moved}
    return bundle(code, year=year)


@pytest.fixture
def three_years(bring: Bring) -> None:
    for number in (2024, 2025, 2026):
        bring(in_year(number))


def test_of_an_empty_installation_nothing_is_said(app: Flask) -> None:
    result = run(app)
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_without_a_code_every_association_is_judged_by_code_point(app: Flask, bring: Bring) -> None:
    codes = ["b", "a-b", "a", "0", "ab", "a0", "9-", "a-", "10"]
    for code in codes:
        bring(bundle(code, "municipal" if code == "b" else "school"))
    found = [code for code, _year, _day in named(check(app))]
    assert found == sorted(codes)
    assert found == ["0", "10", "9-", "a", "a-", "a-b", "a0", "ab", "b"]


def test_codes_choose_and_their_order_does_not_matter(app: Flask, bring: Bring) -> None:
    for code in ("a", "b", "c"):
        bring(bundle(code))
    assert [code for code, _year, _day in named(check(app, "c", "a", "c"))] == ["a", "c"]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2024-08-01", 2024), ("2025-07-31", 2024), ("2025-08-01", 2025), ("2025-12-31", 2025),
        ("2026-01-01", 2025), ("2026-02-20", 2025), ("2026-07-31", 2025), ("2026-08-01", 2026),
        ("2027-07-31", 2026),
    ],
)  # fmt: skip
def test_the_year_is_the_one_whose_window_holds_the_day(
    app: Flask, three_years: None, day: str, year: int
) -> None:
    assert named(check(app, "--as-of", day)) == [("school-5", year, day)]
    assert named(check(app, "school-5", "--as-of", day)) == [("school-5", year, day)]


def test_the_year_may_be_named_whatever_the_day(app: Flask, three_years: None) -> None:
    for year, day in ((2024, "2026-02-20"), (2026, "2020-01-01"), (2025, "9999-12-31")):
        said = check(app, "--year", str(year), "--as-of", day)
        assert named(said) == [("school-5", year, day)]


def test_the_day_is_today_in_the_time_zone_of_the_installation(
    app: Flask, three_years: None
) -> None:
    assert named(check(app)) == [("school-5", 2025, "2026-03-01")]
    for moment, found in (
        (datetime(2026, 7, 31, 20, 59, tzinfo=UTC), ("school-5", 2025, "2026-07-31")),
        (datetime(2026, 7, 31, 21, 0, tzinfo=UTC), ("school-5", 2026, "2026-08-01")),
    ):
        with standing_at(moment):
            assert named(check(app)) == [found]


def test_an_association_without_the_year_is_left_out(app: Flask, bring: Bring) -> None:
    bring(in_year(2024, "old"))
    bring(in_year(2025, "new"))
    assert named(check(app)) == [("new", 2025, "2026-03-01")]
    assert named(check(app, "--year", "2024")) == [("old", 2024, "2026-03-01")]
    assert check(app, "--year", "2000") == check(app, "--as-of", "1999-01-01") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nobody"], ["school-5", "nobody"], ["SCHOOL-5"], [""], ["school-5", "--year", "2024"],
        ["school-5", "--as-of", "2025-07-31"], ["school-5", "--as-of", "2026-08-01"],
        ["old", "school-5"],
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_judged_is_an_error(
    app: Flask, bring: Bring, arguments: list[str]
) -> None:
    bring(bundle())
    bring(in_year(2023, "old"))
    result = run(app, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip()


def has_gap(said: Json) -> bool:
    return any(
        (clause["obligation"], clause["status"]) == ("must", "gap") for clause in said["clauses"]
    )


@pytest.mark.parametrize(
    ("day", "status"), [("2025-08-20", 0), ("2025-09-30", 0), ("2025-10-01", 3), ("2026-08-30", 3)]
)
def test_the_exit_status_is_3_where_a_must_clause_is_a_gap_and_else_0(
    app: Flask, bring: Bring, day: str, status: int
) -> None:
    bring(bundle())
    result = run(app, "--year", "2025", "--as-of", day)
    (said,) = json.loads(result.stdout)
    assert (result.exit_code, has_gap(said)) == (status, status == 3)


def test_one_association_with_a_gap_among_several_is_enough(app: Flask, bring: Bring) -> None:
    late = bundle("late", meetings=[meeting(date="2025-09-01")])
    for data in (bundle("a"), late, bundle("z")):
        bring(data)
    day = ("--as-of", "2025-09-20")
    assert [has_gap(said) for said in check(app, *day)] == [False, True, False]
    assert run(app, *day).exit_code == run(app, "late", "z", *day).exit_code == 3
    assert run(app, "a", "z", *day).exit_code == 0


@pytest.mark.parametrize(("level", "regulation"), [("school", "sch"), ("municipal", "mun")])
def test_the_shape_is_that_of_the_page(
    app: Flask, bring: Bring, level: str, regulation: str
) -> None:
    data = whole_year()
    data["association"]["level"] = level
    bring(data)
    result = run(app, "--as-of", "2026-02-20")
    (said,) = json.loads(result.stdout)
    head = {"association": "school-5", "year": 2025, "as_of": "2026-02-20"}
    assert list(said.items())[:4] == [*head.items(), ("regulation", regulation)]
    assert list(said)[4:] == ["clauses", "summary"]
    wanted = [clause.id for clause in REGULATIONS[regulation]]
    assert [clause["id"] for clause in said["clauses"]] == wanted
    for clause in said["clauses"]:
        assert list(clause) == CLAUSE_KEYS
        for rule in clause["rules"]:
            assert list(rule) == RULE_KEYS
            assert rule["id"].partition("#")[0] == clause["id"]
            assert rule["counted"] == sorted(rule["counted"])
            assert rule["open"] == sorted(rule["open"])
    assert list(said["summary"]) == ["must", "should"]
    for obligation, counts in said["summary"].items():
        assert set(counts) <= STATUSES
        judged = [
            clause["status"]
            for clause in said["clauses"]
            if clause["obligation"] == obligation and not clause["derived"]
        ]
        assert {key: number for key, number in counts.items() if number} == {
            status: judged.count(status) for status in set(judged)
        }


def test_texts_of_any_alphabet_are_printed_as_they_are(app: Flask, bring: Bring) -> None:
    data = whole_year()
    data["materials"][0]["id"] = "Ж😀"
    bring(data)
    assert "material:Ж😀" in run(app, "--as-of", "2026-02-20").stdout


def test_to_ask_changes_nothing(app: Flask, bring: Bring) -> None:
    bring(BUNDLE)
    before = everything()
    check(app, "--as-of", "2026-06-30")
    assert everything() == before


def test_the_answer_follows_a_newer_file_at_once(app: Flask, bring: Bring) -> None:
    bring(BUNDLE)
    first = check(app)
    import_bundle(as_bundle(app, whole_year() | {"members": BUNDLE["members"], "plan": None}))
    assert check(app) != first
    bring(BUNDLE)
    assert check(app) == first


@pytest.mark.parametrize(
    "options",
    [
        ["--as-of", "2026-02-30"],
        ["--as-of", "2026-2-3"],
        ["--as-of", "2026-W08-5"],
        ["--year", "x"],
        ["--year", "9" * 30],
    ],
)
def test_a_wrong_option_is_an_error_like_any_other(app: Flask, options: list[str]) -> None:
    said = app.test_cli_runner().invoke(args=["check", *options])
    assert said.exit_code == 1
