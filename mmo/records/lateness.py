"""Honest dates: a record's own day and the day it was entered are told apart.

What was entered long after its own day is marked where it is shown and counted. The day of an
entry is that of the installation's time zone, in SQL too.
"""

from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from mmo.web import day_of

LATE_ENTRY = 14
"""Days after its own day from which on a record's entry is marked as late."""


def entered_late(own: date | None, entered: datetime | None) -> datetime | None:
    """When a record was entered, where that was long after its own day."""
    if own is None or entered is None:
        return None
    return entered if (day_of(entered) - own).days > LATE_ENTRY else None


class days_until(FunctionElement[int]):  # noqa: N801 — it is written as a function
    """Whole days from a day to that of a moment in a time zone, in SQL."""

    inherit_cache = True


@compiles(days_until, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    day, moment, zone = (compiler.process(each, **more) for each in element.clauses)
    return f"(julianday(day_in_zone({moment}, {zone})) - julianday({day}))"


@compiles(days_until, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    day, moment, zone = (compiler.process(each, **more) for each in element.clauses)
    return f"((({moment}) AT TIME ZONE ({zone}))::date - ({day}))"


def is_late(own: Any, entered: Any) -> Any:
    """The condition that a record was entered late, of its two columns."""
    zone: str = current_app.config["SETTINGS"].time_zone
    return days_until(own, entered, literal(zone)) > LATE_ENTRY
