"""Honest dates: a record's own day and the day it was entered are told apart.

What was entered long after its own day is marked where it is shown and counted.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

LATE_ENTRY = 14
"""Days after its own day from which on a record's entry is marked as late."""


def entered_late(own: date | None, entered: datetime | None) -> datetime | None:
    """When a record was entered, where that was long after its own day."""
    if own is None or entered is None:
        return None
    return entered if (entered.date() - own).days > LATE_ENTRY else None


class days_between(FunctionElement[int]):  # noqa: N801 — it is written as a function
    """Whole days from the first day to the second, in SQL."""

    inherit_cache = True


@compiles(days_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    first, second = (compiler.process(each, **more) for each in element.clauses)
    return f"(julianday(date({second})) - julianday(date({first})))"


@compiles(days_between, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    first, second = (compiler.process(each, **more) for each in element.clauses)
    return f"(({second})::date - ({first})::date)"


def is_late(own: Any, entered: Any) -> Any:
    """The condition that a record was entered late, of its two columns."""
    return days_between(own, entered) > LATE_ENTRY
