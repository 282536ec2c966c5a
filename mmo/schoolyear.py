"""Every date rule of the application: academic years, trimesters, windows, school terms.

An academic year is named by the calendar year in which it starts: 2025 is 2025/26.
Its record window C runs from 1 August to 31 July, because the first meetings are held in
the last days of August and belong to the coming year.
"""

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ALWAYS = date.min
"""A day before every other: since when an undated property holds."""


class Window(NamedTuple):
    """A span of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def written_day(text: str) -> date:
    """The day that is written as 2026-02-20, and in no other way.

    Raises:
        ValueError: it is written otherwise, or the calendar does not have it.
    """
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def plus(day: date, days: int) -> date:
    """``day`` moved by ``days``; stops at the ends of the calendar instead of failing."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def year_of(day: date) -> int:
    """The academic year whose record window holds ``day``."""
    return day.year if day.month >= 8 else day.year - 1


def year_name(year: int) -> str:
    """An academic year as people write it: ``2025/26``."""
    return f"{year}/{(year + 1) % 100:02d}"


@functools.cache
def record_window(year: int) -> Window:
    """C of an academic year: 1 August of ``year`` to 31 July of the next (evaluation.md, Words)."""
    last = date(year + 1, 7, 31) if year < date.max.year else date.max
    return Window(date(year, 8, 1), last)


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """The dates of one association's academic year, all of them data of that year."""

    year: int
    start: date
    end: date
    trimesters: tuple[Window, Window, Window]

    @property
    def window(self) -> Window:
        return record_window(self.year)

    def trimester_window(self, number: int) -> Window:
        """The days whose meetings count for trimester ``number`` (1, 2 or 3).

        Holidays between two trimesters belong to the one before; the first window opens on
        1 August and the third closes on 31 July.
        """
        first = self.window.first if number == 1 else self.trimesters[number - 1].first
        last = self.window.last if number == 3 else plus(self.trimesters[number].first, -1)
        return Window(first, last)

    def records_day(self, day: date) -> date:
        """E: the day as of which records are read when the question is asked on ``day``."""
        return min(day, self.window.last)
