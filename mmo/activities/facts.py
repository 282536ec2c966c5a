"""What rules may ask of activities."""

from collections.abc import Iterator

from sqlalchemy import String, select, type_coerce

from mmo.activities.models import Activity, ActivityKind, ActivityStatus
from mmo.compliance.facts import source
from mmo.compliance.vocabulary import Countable, Records, words
from mmo.database import AnySelect
from mmo.schoolyear import ALWAYS


@source("activities", Activity)
def activities() -> AnySelect:
    return select(
        Activity.ref,
        type_coerce(Activity.kind, String).label("kind"),
        Activity.date,
        type_coerce(Activity.status, String).label("status"),
        Activity.cancelled_on,
        Activity.clauses,
    ).order_by(Activity.year_id, Activity.ordinal)


@words.collection(
    "activities",
    record="activity",
    add="add_activity",
    finish="mark_activity_done",
    kinds=[kind.value for kind in ActivityKind],
    evidence=True,
)
def activities_done(records: Records) -> Iterator[Countable]:
    for row in records["activities"]:
        cancelled = row.status == ActivityStatus.CANCELLED
        yield Countable(
            f"activity:{row.ref}",
            row.kind,
            done_on=row.date if row.status == ActivityStatus.DONE else None,
            planned_for=row.date,
            cancelled_on=(row.cancelled_on or ALWAYS) if cancelled else None,
            clauses=row.clauses,
        )
