"""A term of a rule file names one day of every academic year."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmo.compliance.regulations import parse_override
from mmo.compliance.terms import MONTHS, BadTerm, Term, Value, parse_value
from mmo.schoolyear import AcademicYear, Window

PARAMETERS: dict[str, Value] = {
    "papers": Term("30 September"),
    "year_end": Term("year.end"),
    "analysis": Term("year.end", 15),
    "protocol_days": 7,
    "no_days": 0,
    "trimester_days": 20,
    "papers2": Term("2 October"),
}


def year_from(start: date, end: date) -> AcademicYear:
    """A year whose trimesters meet without holidays."""
    second = start + (end - start) // 3
    third = start + (end - start) * 2 // 3
    day = timedelta(1)
    spans = Window(start, second - day), Window(second, third - day), Window(third, end)
    return AcademicYear(start.year, start, end, spans)


YEAR = AcademicYear(
    2025,
    date(2025, 9, 1),
    date(2026, 5, 29),
    (
        Window(date(2025, 9, 1), date(2025, 11, 16)),
        Window(date(2025, 11, 24), date(2026, 2, 15)),
        Window(date(2026, 2, 24), date(2026, 5, 29)),
    ),
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("year.start", date(2025, 9, 1)),
        ("year.end", date(2026, 5, 29)),
        ("trimester 1 end", date(2025, 11, 16)),
        ("trimester 2 end", date(2026, 2, 15)),
        ("trimester 3 end", date(2026, 5, 29)),
        ("30 September", date(2025, 9, 30)),
        ("1 August", date(2025, 8, 1)),
        ("31 December", date(2025, 12, 31)),
        ("1 January", date(2026, 1, 1)),
        ("28 February", date(2026, 2, 28)),
        ("31 July", date(2026, 7, 31)),
        ("year.end + 15 days", date(2026, 6, 13)),
        ("year.end+15 days", date(2026, 6, 13)),
        ("year.start - 1 days", date(2025, 8, 31)),
        ("year.end - 366 days", date(2025, 5, 28)),
        ("15 October + 0 days", date(2025, 10, 15)),
        ("papers", date(2025, 9, 30)),
        ("papers2", date(2025, 10, 2)),
        ("analysis", date(2026, 6, 13)),
        ("papers + protocol_days", date(2025, 10, 7)),
        ("papers - protocol_days", date(2025, 9, 23)),
        ("papers + no_days", date(2025, 9, 30)),
        ("year.start + trimester_days", date(2025, 9, 21)),
        ("  year.end  ", date(2026, 5, 29)),
    ],
)
def test_a_term_names_a_day_of_the_year(text: str, day: date) -> None:
    assert Term.parse(text).resolve(YEAR, PARAMETERS) == day


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("year.end + 15 days", []),
        ("30 September", []),
        ("trimester 2 end", []),
        ("papers2", [("papers2", Term)]),
        ("trimesters", [("trimesters", Term)]),
        ("year", [("year", Term)]),
        ("year.start + protocol_days", [("protocol_days", int)]),
        ("papers - days2", [("papers", Term), ("days2", int)]),
    ],
)
def test_a_term_tells_which_parameters_it_needs(text: str, uses: list[tuple[str, type]]) -> None:
    assert Term.parse(text).uses() == uses


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 February",
        "29 February",
        "30 February",
        "31 April",
        "0 May",
        "32 May",
        "1 Mai",
        "30 september",
        "30 September 2025",
        "September",
        "2025-09-30",
        "30.09",
        "срок",
        "Papers",
        "year.ending",
        "year.start.end",
        "trimester 0 end",
        "trimester 4 end",
        "trimester 1",
        "year.end +",
        "year.end + 15",
        "year.end + 367 days",
        "year.end + -1 days",
        "year.end + 15 days + 1 days",
        "year.end + year.start",
        "year.end * 2 days",
    ],
)
def test_what_is_not_a_term_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(BadTerm, match=r"allowed: \S") as caught:
        Term.parse(text)
    assert f"«{text}»" in str(caught.value) or "«367»" in str(caught.value)


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        (0, 0),
        (366, 366),
        ("0", 0),
        ("7 days", 7),
        ("366 days", 366),
        (" 14 days ", 14),
        ("15 October", Term("15 October")),
        ("year.end + 15 days", Term("year.end", 15)),
    ],
)
def test_a_parameter_is_a_number_of_days_or_a_day(given_value: Any, value: Value) -> None:
    assert parse_value(given_value) == value


@pytest.mark.parametrize(
    "given_value", [-1, 367, "-1 days", "367 days", "1000", 7.0, True, None, [7], {}, date.max]
)
def test_what_is_neither_is_refused_with_what_is_allowed(given_value: Any) -> None:
    with pytest.raises(BadTerm, match=r"allowed: (0–366|7 days, 30 September)"):
        parse_value(given_value)


def test_an_override_is_of_the_sort_of_its_default() -> None:
    assert parse_override(7, "5 days") == 5
    assert parse_override(Term("30 September"), "15 October") == Term("15 October")
    with pytest.raises(ValueError, match="a number of days is needed"):
        parse_override(7, "15 October")
    with pytest.raises(ValueError, match="a day is needed"):
        parse_override(Term("30 September"), "5 days")


@pytest.mark.parametrize("text", ["year_end", "papers", "papres", "year.end + soon_days"])
def test_an_override_never_speaks_of_a_parameter(text: str) -> None:
    """It could speak of itself, or of one that the next edition has not."""
    with pytest.raises(ValueError, match="not from a parameter"):
        parse_override(Term("30 September"), text)


def test_terms_stop_at_the_last_day_of_the_calendar() -> None:
    last = year_from(date(9999, 9, 1), date(9999, 12, 31))
    assert Term.parse("year.end + 1 days").resolve(last, {}) == date.max
    assert Term.parse("30 September + 366 days").resolve(last, {}) == date.max
    assert Term.parse("20 May").resolve(last, {}) == date.max
    assert Term.parse("20 May - 1 days").resolve(last, {}) == date(9999, 12, 30)
    assert Term.parse("30 September").resolve(last, {}) == date(9999, 9, 30)


def test_terms_stop_at_the_first_day_of_the_calendar() -> None:
    first = year_from(date(1, 8, 1), date(2, 5, 31))
    assert Term.parse("year.start - 211 days").resolve(first, {}) == date(1, 1, 2)
    assert Term.parse("year.start - 212 days").resolve(first, {}) == date.min
    assert Term.parse("year.start - 366 days").resolve(first, {}) == date.min


ANCHORS = st.one_of(
    st.sampled_from(["year.start", "year.end", *(f"trimester {n} end" for n in (1, 2, 3))]),
    st.sampled_from(["papers", "year_end", "papers2"]),
    st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(MONTHS)),
)
SHIFTS = st.one_of(
    st.just(""),
    st.builds(" {} {} days".format, st.sampled_from("+-"), st.integers(0, 366)),
    st.builds(" {} {}".format, st.sampled_from("+-"), st.sampled_from(["protocol_days"])),
)


@given(text=st.builds("{}{}".format, ANCHORS, SHIFTS), start=st.integers(1, 9998))
def test_a_term_comes_back_as_it_is_written(text: str, start: int) -> None:
    year = year_from(date(start, 9, 1), date(start + 1, 5, 31))
    term = Term.parse(text)
    again = Term.parse(str(term))
    assert str(again) == str(term) == re_spelt(text)
    assert again.resolve(year, PARAMETERS) == term.resolve(year, PARAMETERS)


def re_spelt(text: str) -> str:
    """A move by no days is not written."""
    return text.removesuffix(" + 0 days").removesuffix(" - 0 days")
