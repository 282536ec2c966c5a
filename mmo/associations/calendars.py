"""The dates of an academic year: proposed, remembered by an organisation, found wrong.

A regulation speaks of trimesters. Where a school has four quarters, three windows of three
months are proposed; that is a reading, and the screens say so.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from mmo.associations.models import Scheme, SchoolCalendar
from mmo.database import uuid7
from mmo.extensions import db
from mmo.schoolyear import record_window

Dates = dict[str, date]
SPANS = (("start", "end"), *((f"trimester{n}_start", f"trimester{n}_end") for n in (1, 2, 3)))
FIELDS = tuple(name for span in SPANS for name in span)


def proposed(scheme: Scheme, year: int) -> Dates:
    """The dates that a new year begins with; a school changes them as its own order says."""
    following = year + 1
    start, end = date(year, 9, 1), date(following, 5, 26)
    if scheme is Scheme.QUARTERS:
        winter = date(following, 2, monthrange(following, 2)[1])
        inner = (date(year, 11, 30), date(year, 12, 1), winter, date(following, 3, 1))
    else:
        inner = (date(year, 11, 15), date(year, 11, 23),
                 date(following, 2, 21), date(following, 3, 1))  # fmt: skip
    return dict(zip(FIELDS, (start, end, start, *inner, end), strict=True))


def dates_of(record: Any) -> Dates:
    """The dates of a school calendar or of an association's year."""
    return {name: getattr(record, name) for name in FIELDS}


def moved(dates: Mapping[str, date], by: int) -> Dates:
    """The same dates so many years later."""
    return {name: _moved(day, by) for name, day in dates.items()}


def _moved(day: date, by: int) -> date:
    year = day.year + by
    if day.month == 2 and day.day >= 28:
        return date(year, 2, monthrange(year, 2)[1])
    return day.replace(year=year)


def remembered(organisation_id: UUID, year: int) -> tuple[Scheme, Dates]:
    """How an organisation divides a year: as it said, as in an earlier year, or as proposed."""
    latest = db.session.scalars(
        select(SchoolCalendar)
        .where(SchoolCalendar.organisation_id == organisation_id, SchoolCalendar.year <= year)
        .order_by(SchoolCalendar.year.desc())
        .limit(1)
    ).first()
    if latest is None:
        return Scheme.TRIMESTERS, proposed(Scheme.TRIMESTERS, year)
    return latest.scheme, moved(dates_of(latest), year - latest.year)


def calendar_for(organisation_id: UUID, year: int) -> SchoolCalendar:
    """The organisation's calendar of a year, made where there is none; it is not saved here."""
    found = db.session.scalar(
        select(SchoolCalendar).where(
            SchoolCalendar.organisation_id == organisation_id, SchoolCalendar.year == year
        )
    )
    if found is not None:
        return found
    scheme, dates = remembered(organisation_id, year)
    return SchoolCalendar(
        id=uuid7(), organisation_id=organisation_id, year=year, scheme=scheme, version=1, **dates
    )


def faults(year: int, dates: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    """What is wrong with the dates of a year: the field, and a sentence."""
    window = record_window(year)
    before: date | None = None
    for first, last in SPANS:
        start, end = dates.get(first), dates.get(last)
        if start is None or end is None:
            continue
        if end < start:
            yield last, _("The end is before the beginning.")
        if not (start in window and end in window):
            yield first, _("The days of a year lie between 1 August and 31 July.")
        if first == "start":
            if start.year != year:
                yield first, _("The year begins in %(year)d.", year=year)
            continue
        if before is not None and start <= before:
            yield first, _("A trimester begins after the one before has ended.")
        before = end
