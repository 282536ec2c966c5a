"""Days on which people work in Russia: weekends, holidays, and the days that were moved."""

import functools
from dataclasses import dataclass
from datetime import date

import holidays
from flask_babel import get_locale

SPOKEN = {"ru": "ru", "en": "en_US"}
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rest:
    """Whether a day is free, and what it is called where it has a name."""

    free: bool
    name: str = ""
    moved: bool = False
    """A Saturday or Sunday on which people work, because its day off was moved."""


def rest(day: date) -> Rest:
    """What sort of day this is."""
    known = _of_year(day.year, SPOKEN.get(str(get_locale()), "ru"))
    name = known.get(day)
    if name:
        return Rest(True, name)
    weekend = day.weekday() >= SATURDAY
    moved = weekend and day in known.weekend_workdays
    return Rest(weekend and not moved, moved=moved)


@functools.lru_cache(maxsize=16)
def _of_year(year: int, language: str) -> holidays.HolidayBase:
    return holidays.country_holidays("RU", years=year, language=language, expand=False)
