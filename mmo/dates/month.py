"""A month as a calendar shows it: weeks of days, each with what stands on it."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mmo.dates.events import Event
from mmo.dates.working import Rest, rest
from mmo.schoolyear import Window, plus


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the table."""

    day: date
    inside: bool
    """Whether it belongs to the month, not to a neighbour."""
    rest: Rest
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with the first days of its neighbours."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def span(self) -> Window:
        return span_of(self.first)

    @property
    def before(self) -> date:
        return plus(self.first, -1).replace(day=1)

    @property
    def after(self) -> date:
        return plus(self.first, 31).replace(day=1)

    @property
    def days(self) -> list[Day]:
        """The days of the month on which something stands, in order."""
        return [day for week in self.weeks for day in week if day.inside and day.events]


def span_of(first: date) -> Window:
    """The days of the month that begins on `first`."""
    return Window(first, plus(plus(first, 31).replace(day=1), -1))


def build(first: date, found: Iterable[Event]) -> Month:
    """The month that begins on `first`, with these events in their places."""
    by_day: dict[date, list[Event]] = {}
    for event in found:
        by_day.setdefault(event.day, []).append(event)
    weeks = tuple(
        tuple(
            Day(
                day,
                day.month == first.month,
                rest(day),
                tuple(by_day.get(day, ())) if day.month == first.month else (),
            )
            for day in week
        )
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first, weeks)


def parse_month(text: str | None, default: date) -> date:
    """The first day of the month that an address asks for (``2026-02``), else of the default."""
    try:
        asked = date.fromisoformat(f"{text or ''}-01")
    except ValueError:
        asked = default
    return asked.replace(day=1) if 1900 < asked.year < 2200 else default.replace(day=1)
