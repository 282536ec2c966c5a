"""Terms of a rule file: "30 September", "year.end + 15 days", "trimester 2 end", "protocol_days".

A term names a day of an association's year. It is one anchor, optionally moved by a number of
days that is written out or is itself a named parameter.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from flask_babel import gettext as _

from mmo.schoolyear import AcademicYear, plus
from mmo.validation import shorten

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PARAMETER = r"[a-z_][a-z0-9_]*"
TERM = re.compile(
    rf"(?P<anchor>year\.start|year\.end|trimester [123] end|\d{{1,2}} [A-Z][a-z]+|{PARAMETER})"
    rf"(?:\s*(?P<sign>[+-])\s*(?P<shift>\d+ days|{PARAMETER}))?"
)
CALENDAR_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)")
ALLOWED = "30 September, year.start, year.end, trimester 1 end, year.end + 15 days"
MOST_DAYS = 366


class BadTerm(ValueError):
    """A term that cannot be read; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A day of a year, not yet resolved against that year's dates."""

    anchor: str
    shift: str | int = 0
    sign: int = 1

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Read a term.

        Raises:
            BadTerm: the text is not one.
        """
        found = TERM.fullmatch(text.strip())
        if not found:
            raise _bad(text, ALLOWED)
        anchor, sign, shift = found["anchor"], found["sign"], found["shift"]
        if day := CALENDAR_DAY.fullmatch(anchor):
            _check_calendar_day(text, int(day[1]), day[2])
        days: str | int = 0
        if shift:
            days = _number(shift.split()[0]) if shift[0].isdigit() else shift
        return cls(anchor, days, -1 if sign == "-" else 1)

    def uses(self) -> list[tuple[str, type]]:
        """The parameters that this term speaks of, each with the sort it has to be."""
        used: list[tuple[str, type]] = []
        if re.fullmatch(PARAMETER, self.anchor):
            used.append((self.anchor, Term))
        if isinstance(self.shift, str):
            used.append((self.shift, int))
        return used

    def resolve(self, year: AcademicYear, parameters: "Parameters") -> date:
        """The day it means in this year."""
        days = parameters[self.shift] if isinstance(self.shift, str) else self.shift
        assert isinstance(days, int), f"{self.shift} is a day, not a number of days"
        return plus(self._anchor_day(year, parameters), self.sign * days)

    def _anchor_day(self, year: AcademicYear, parameters: "Parameters") -> date:
        if self.anchor == "year.start":
            return year.start
        if self.anchor == "year.end":
            return year.end
        if self.anchor.startswith("trimester "):
            return year.trimesters[int(self.anchor.split()[1]) - 1].last
        if day := CALENDAR_DAY.fullmatch(self.anchor):
            month = MONTHS.index(day[2]) + 1
            number = year.year if month >= 8 else year.year + 1
            return date(number, month, int(day[1])) if number <= date.max.year else date.max
        value = parameters[self.anchor]
        assert isinstance(value, Term), f"{self.anchor} is a number of days, not a day"
        return value.resolve(year, parameters)

    def __str__(self) -> str:
        if not self.shift:
            return self.anchor
        shift = f"{self.shift} days" if isinstance(self.shift, int) else self.shift
        return f"{self.anchor} {'+' if self.sign > 0 else '-'} {shift}"


Value: TypeAlias = Term | int
Parameters: TypeAlias = Mapping[str, Value]


def parse_value(text: Any) -> Value:
    """The value of a parameter: a number of days ("7 days", 7) or a term.

    Raises:
        BadTerm: it is neither.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        return _number(text)
    if isinstance(text, str) and (found := re.fullmatch(r"(-?\d+)(?: days)?", text.strip())):
        return _number(found[1])
    if isinstance(text, str):
        return Term.parse(text)
    raise _bad(text, f"7 days, {ALLOWED}")


def _number(text: str | int) -> int:
    number = int(text)
    if not 0 <= number <= MOST_DAYS:
        raise _bad(text, f"0–{MOST_DAYS}")
    return number


def _check_calendar_day(text: str, day: int, month: str) -> None:
    if month not in MONTHS:
        raise _bad(text, ", ".join(MONTHS))
    last = monthrange(2023, MONTHS.index(month) + 1)[1]  # 29 February is not in every year
    if not 1 <= day <= last:
        raise _bad(text, f"1–{last} {month}")


def _bad(text: object, allowed: str) -> BadTerm:
    sentence = _("%(found)s is not allowed here; allowed: %(allowed)s",
                 found=shorten(text), allowed=allowed)  # fmt: skip
    return BadTerm(sentence)
