"""Terms of a rule file: "30 September", "year.end + 15 days", "trimester 2 end", "protocol_days".

A term names a day of an association's year. It is one anchor, optionally moved by a number of
days that is written out or is itself a named parameter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from mmo.schoolyear import AcademicYear, plus

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TERM = re.compile(
    r"(?P<anchor>[a-z_][\w.]*|trimester [123] end|\d{1,2} [A-Z][a-z]+)"
    r"(?:\s*(?P<sign>[+-])\s*(?P<shift>\d{1,3} days|[a-z_]+))?"
)
CALENDAR_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)")
ALLOWED = (
    '"30 September", "year.start", "year.end", "trimester 1 end", a parameter of the file, '
    'or one of them with "+ 15 days" or "+ a_parameter"'
)


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
            raise BadTerm(f"{text!r} is not a term; allowed: {ALLOWED}")
        anchor, sign, shift = found["anchor"], found["sign"], found["shift"]
        if day := CALENDAR_DAY.fullmatch(anchor):
            _check_calendar_day(text, int(day[1]), day[2])
        days: str | int = 0
        if shift:
            days = int(shift.split()[0]) if shift[0].isdigit() else shift
        return cls(anchor, days, -1 if sign == "-" else 1)

    def uses(self) -> list[tuple[str, type]]:
        """The parameters that this term speaks of, each with the sort it has to be."""
        used: list[tuple[str, type]] = []
        if re.fullmatch(r"[a-z_]+", self.anchor):
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
        if self.anchor.startswith("trimester"):
            return year.trimesters[int(self.anchor.split()[1]) - 1].last
        if day := CALENDAR_DAY.fullmatch(self.anchor):
            month = MONTHS.index(day[2]) + 1
            return date(year.year if month >= 8 else year.year + 1, month, int(day[1]))
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


def parse_value(text: str | int) -> Value:
    """The value of a parameter: a number of days ("7 days", 7) or a term.

    Raises:
        BadTerm: it is neither.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        number = text
    elif isinstance(text, str) and (found := re.fullmatch(r"(\d{1,3})(?: days)?", text.strip())):
        number = int(found[1])
    elif isinstance(text, str):
        return Term.parse(text)
    else:
        raise BadTerm(f"{text!r} is neither a number of days nor a term; allowed: {ALLOWED}")
    if not 0 <= number <= 366:
        raise BadTerm(f"{number} days; allowed: 0 to 366")
    return number


def _check_calendar_day(text: str, day: int, month: str) -> None:
    if month not in MONTHS:
        raise BadTerm(f"{text!r}: {month!r} is not a month; allowed: {', '.join(MONTHS)}")
    try:
        date(2023, MONTHS.index(month) + 1, day)  # a common year: 29 February is not in every one
    except ValueError:
        raise BadTerm(f"{text!r}: {month} has no day {day} in every year") from None
