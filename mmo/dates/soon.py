"""«Что скоро»: what is due in the next two weeks, and what should have been done lately.

It is for who looks on from above: who works in an association has the same among the duties.
"""

from dataclasses import dataclass
from datetime import date

from flask_login import current_user

from mmo.accounts.models import Role
from mmo.dates.events import Event, EventKind
from mmo.dates.reading import own_events
from mmo.schoolyear import plus
from mmo.web import today

AHEAD = 14
"""Days ahead."""
BACK = 30
"""Days back in which something undone is still recalled; older things stand in their lists."""
ABOVE = (Role.DEPUTY, Role.DIRECTOR, Role.OFFICE)
MOST = 8
"""Lines of each part; the calendar has the rest."""


@dataclass(frozen=True, slots=True)
class Soon:
    """What a person is reminded of on a day."""

    day: date
    late: list[Event]
    coming: list[Event]
    more: int
    """How many lines are left out."""
    several: bool
    """Whether it is about several associations, so that each line names its own."""


def soon() -> Soon:
    """What the signed-in person is reminded of today of what others do."""
    day = today()
    above = [grant for grant in current_user.grants if grant.role in ABOVE]
    found = [
        event
        for event in own_events(above, plus(day, -BACK), plus(day, AHEAD))
        if not event.done and not event.cancelled
    ]
    late = [event for event in found if event.day < day and event.kind is not EventKind.CLAUSE]
    coming = [event for event in found if event.day >= day]
    return Soon(
        day,
        late[-MOST:],
        coming[:MOST],
        max(0, len(late) - MOST) + max(0, len(coming) - MOST),
        len({event.row.association_id for event in found}) > 1,
    )
