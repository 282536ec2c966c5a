"""The short form of an activity: kind, day, title, who; the rest is optional."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.activities.models import (
    ActivityDetail,
    ActivityKind,
    ActivityStatus,
    Participation,
)
from mmo.extensions import db
from mmo.files.attaching import FileForm
from mmo.labels import ACTIVITY_STATUS, KIND
from mmo.records import choices
from mmo.records.fields import Choice, Clauses, Day, LongText, References, Text
from mmo.records.forms import REQUIRED_DAY, of_year
from mmo.records.writing import set_parts
from mmo.web import today

DETAILS = ("direction", "homeroom_class", "description", "scenario", "review")
"""What the bank of events keeps of an activity, in a table of its own."""


def detail_of(record: Any) -> ActivityDetail | None:
    """What the bank of events keeps of an activity; None where it keeps nothing."""
    return db.session.get(ActivityDetail, (record.association_id, record.id))


def write_detail(record: Any, values: dict[str, Any]) -> None:
    """Keep what the bank of events knows: a row where anything of it is filled, or was."""
    detail = detail_of(record)
    if detail is None and any(values.values()):
        detail = ActivityDetail(
            association_id=record.association_id, year_id=record.year_id, activity_id=record.id
        )
        db.session.add(detail)
    for name, value in values.items():
        if detail is not None and getattr(detail, name) != value:
            setattr(detail, name, value)


class ActivityForm(FileForm):
    main = ("kind", "date", "title", "status", "participants", "file")
    owns = "activity"
    more = (
        (_l("Clauses that it proves"), ("clauses",)),
        (_l("For the bank of events: class, scenario, analysis"), DETAILS),
        (_l("Cancellation"), ("cancelled_on",)),
    )
    apart = frozenset({"participants", "file", *DETAILS})

    kind = Choice(_l("What it was"), {kind: KIND[kind.value] for kind in ActivityKind})
    date = Day(_l("Day"), REQUIRED_DAY)
    title = Text(_l("Title"), _l("Enter a title: what it was about."))
    status = Choice(_l("State"), ACTIVITY_STATUS)
    participants = References(_l("Who took part"))
    clauses = Clauses()
    direction = Text(
        _l("Direction"), longest=200, description=_l("Patriotic, environmental, family …"),
        render_kw={"list": "directions"},
    )  # fmt: skip
    homeroom_class = Text(_l("Class"), longest=60)
    description = LongText(_l("What it was like, what came of it"))
    scenario = LongText(_l("Scenario"))
    review = LongText(_l("Analysis of the event"))
    cancelled_on = Day(_l("Cancelled on"))

    def prepare(self) -> None:
        """Offer the members; a new activity is of today, and done."""
        super().prepare()
        self.participants.offer(choices.members())
        if self.record is None and not self.is_submitted():
            self.date.data = self.date.data or today()
            self.status.data = self.status.data or ActivityStatus.DONE

    def read(self, record: Any) -> dict[str, Any]:
        """Who took part."""
        chosen = select(Participation.member_id).where(
            of_year(Participation), Participation.activity_id == record.id
        )
        detail = detail_of(record)
        kept = {name: getattr(detail, name) for name in DETAILS} if detail else {}
        took_part = db.session.scalars(chosen.order_by(Participation.ordinal))
        return {"participants": list(took_part), **kept}

    def write_parts(self, record: Any) -> None:
        """Who took part, in the order of the list."""
        wanted = [
            {"member_id": member, "ordinal": place}
            for place, member in enumerate(self.participants.data or ())
        ]
        set_parts(Participation, "activity_id", record.id, wanted, "member_id")
        write_detail(record, {name: self[name].data for name in DETAILS})

    @staticmethod
    def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What was done is past; only what was cancelled has a day of cancellation."""
        day, status = values.get("date"), values.get("status")
        if status == ActivityStatus.DONE and day and day > today():
            told = _("What is still ahead cannot have been done yet: leave it planned, or correct "
                     "the day.")  # fmt: skip
            yield "date", told
        if values.get("cancelled_on") and status != ActivityStatus.CANCELLED:
            told = _("The day of cancellation is there, but the state is another.")
            yield "cancelled_on", told
