"""Activities as a kind of records: the register of everything that the regulations name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, func, select, type_coerce

from mmo.accounts.permissions import Can
from mmo.activities.forms import ActivityForm
from mmo.activities.models import Activity, ActivityKind, ActivityStatus, Participation
from mmo.compliance.explaining import Action
from mmo.database import AnySelect
from mmo.labels import ACTIVITY_STATUS, KIND
from mmo.records.closing import closes, dated, new, once_past, open_record
from mmo.records.kinds import Bulk, Column, Filter, Kind, Words
from mmo.records.routes import mount


def _activities() -> AnySelect:
    took_part = (
        select(func.count())
        .where(
            Participation.association_id == Activity.association_id,
            Participation.activity_id == Activity.id,
        )
        .correlate(Activity)
        .scalar_subquery()
    )
    return select(
        Activity.id,
        Activity.title,
        Activity.date,
        type_coerce(Activity.kind, String).label("kind"),
        type_coerce(Activity.status, String).label("status"),
        Activity.created_at,
        took_part.label("participants"),
    )


def _kinds() -> Sequence[tuple[str, Any]]:
    return [(kind.value, KIND[kind.value]) for kind in ActivityKind]


def _statuses() -> Sequence[tuple[str, Any]]:
    return [(status.value, word) for status, word in ACTIVITY_STATUS.items()]


def _done(record: Any, _day: date) -> None:
    record.status, record.cancelled_on = ActivityStatus.DONE, None


ACTIVITY = mount(
    Kind(
        name="activity",
        plural="activities",
        model=Activity,
        words=Words(
            _l("activity"), _l("Activities"), _l("New activity"),
            _l("Nothing is entered yet. A consultation, a notice, an open event: a line each."),
        ),
        form=ActivityForm,
        listing=_activities,
        columns=(
            Column("title", _l("Title"), lambda row: row.title, (Activity.title,)),
            Column("date", _l("Day"), lambda row: row.date, (Activity.date,)),
            Column("kind", _l("What it was"), lambda row: str(KIND[row.kind]), (Activity.kind,)),
            Column("status", _l("State"), lambda row: str(ACTIVITY_STATUS[row.status]),
                   (Activity.status,)),
            Column("participants", _l("Took part"), lambda row: row.participants),
        ),
        title=lambda record: record.title,
        search=(Activity.title,),
        filters=(
            Filter("kind", _l("What it was"), _kinds, lambda value: Activity.kind == value),
            Filter("status", _l("State"), _statuses, lambda value: Activity.status == value),
        ),
        order=(Activity.date.desc(),),
        bulk=(Bulk("done", _l("mark as done"), _done),),
        own_day=Activity.date,
        creates=Can.PROPOSE,
        page="activities/activity.html",
        list_page="activities/list.html",
    )
)  # fmt: skip


def _first_kind(action: Action) -> str | None:
    return next((kind for kind in action.kinds if not kind.startswith("material.")), None)


def _is_material(action: Action) -> bool:
    return bool(action.kinds) and _first_kind(action) is None


closes("add_activity", needs=Can.PROPOSE)(
    new("records.activity_new", kind=_first_kind, date=dated, status=once_past("done"))
)
closes("mark_activity_done")(open_record("records.activity_show", status="done"))


@closes("add_evidence", needs=Can.PROPOSE)
def _evidence(action: Action, record: Any) -> str | None:
    """A record of the first kind that proves the clause; where no kind does, one tagged with it."""
    if _is_material(action):
        kind = action.kinds[0].removeprefix("material.")
        return new("records.material_new", kind=kind, added_on=dated)(action, record)
    tag = None if _first_kind(action) else action.clause
    return new(
        "records.activity_new",
        kind=_first_kind(action),
        date=dated,
        status=once_past("done"),
        clauses=tag,
    )(action, record)
