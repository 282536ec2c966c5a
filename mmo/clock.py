"""What time it is. Everything that asks for the present asks here, and nowhere else.

Evaluation never does: a question about a day names its day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    return _standing.get() or datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The present day in a time zone."""
    return day_of(now(), zone)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day that it is in a time zone at a moment."""
    return moment.astimezone(zone).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside, the clock stands: for the demonstration's past, and for tests."""
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)
