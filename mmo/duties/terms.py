"""Duties with a term of their own: decisions, plan items, events, papers to hand in.

A head sees what the whole association owes; everybody else what is theirs.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import false, or_, select

from mmo.accounts.models import Role
from mmo.activities.models import Activity, ActivityStatus
from mmo.database import AnyRow
from mmo.duties.desk import Desk, Place, of_places
from mmo.duties.duty import Duty
from mmo.extensions import db
from mmo.labels import KIND
from mmo.meetings.models import AgendaItem, Decision, Meeting
from mmo.members.models import Member
from mmo.naming import short_name
from mmo.plans.models import PlanItem
from mmo.submissions.models import Submission
from mmo.web import day as day_word

SOON = timedelta(days=14)
"""How far ahead a head is reminded of what others do."""
INSIDE = (Role.HEAD, Role.SECRETARY, Role.MEMBER)


def decisions(desk: Desk) -> Iterator[Duty]:
    """Decisions that are not carried out; one query."""
    places = desk.at(*INSIDE)
    if not places:
        return
    chosen = (
        select(Decision.id, Decision.year_id, Decision.text.label("title"), Decision.due,
               Meeting.date, Member.full_name, Member.person_id)
        .join(AgendaItem, (AgendaItem.association_id == Decision.association_id)
              & (AgendaItem.id == Decision.agenda_item_id))
        .join(Meeting, (Meeting.association_id == AgendaItem.association_id)
              & (Meeting.id == AgendaItem.meeting_id))
    )  # fmt: skip
    for row, place in _open(desk, places, chosen, Decision, Decision.done_on.is_(None)):
        yield Duty(
            row.title, _who(desk, row), place.address("records.decision_show", record_id=row.id),
            place.row.name, _("decision of %(day)s", day=day_word(row.date)), row.due,
            None if row.due else row.date,
        )  # fmt: skip


def plan_items(desk: Desk) -> Iterator[Duty]:
    """Items of the plan that are not done; one query."""
    places = desk.at(*INSIDE)
    if not places:
        return
    chosen = select(PlanItem.id, PlanItem.year_id, PlanItem.title, PlanItem.due,
                    PlanItem.section, Member.full_name, Member.person_id)  # fmt: skip
    for row, place in _open(desk, places, chosen, PlanItem, PlanItem.done_on.is_(None)):
        yield Duty(
            row.title, _who(desk, row), place.address("records.plan_item_show", record_id=row.id),
            place.row.name, _("plan: %(section)s", section=row.section), row.due,
        )  # fmt: skip


def _open(
    desk: Desk, places: dict[Any, Place], chosen: Any, model: Any, is_open: Any
) -> Iterator[tuple[AnyRow, Place]]:
    """What is open of the person's own, and of a head's association what is late or soon."""
    headed = {key: place for key, place in places.items() if Role.HEAD in place.roles}
    own = Member.person_id == desk.person_id if desk.person_id else false()
    of_others = of_places(model, headed) & (model.due <= desk.day + SOON)
    rows = db.session.execute(
        chosen.outerjoin(
            Member,
            (Member.association_id == model.association_id) & (Member.id == model.responsible_id),
        ).where(of_places(model, places), is_open, or_(own, of_others))
    )
    for row in rows:
        yield row, places[row.year_id]


def _who(desk: Desk, row: AnyRow) -> str:
    if row.full_name is None:
        return _("nobody is named")
    mine = desk.person_id is not None and row.person_id == desk.person_id
    return _("you") if mine else short_name(row.full_name)


def activities(desk: Desk) -> Iterator[Duty]:
    """Planned events whose day has come or is near; one query."""
    places = desk.at(Role.HEAD)
    if not places:
        return
    chosen = select(Activity.id, Activity.year_id, Activity.title, Activity.kind, Activity.date)
    rows = db.session.execute(
        chosen.where(
            of_places(Activity, places),
            Activity.status == ActivityStatus.PLANNED,
            Activity.date <= desk.day + SOON,
        )
    )
    for row in rows:
        place = places[row.year_id]
        past = row.date < desk.day
        yield Duty(
            _("Mark whether it took place: %(title)s", title=row.title) if past else row.title,
            _("you"),
            place.address("records.activity_show", record_id=row.id), place.row.name,
            str(KIND[row.kind]), row.date,
        )  # fmt: skip


def papers(desk: Desk) -> Iterator[Duty]:
    """Papers to hand in; one query."""
    places = desk.at(Role.HEAD)
    if not places:
        return
    chosen = select(Submission.id, Submission.year_id, Submission.what, Submission.to,
                    Submission.due)  # fmt: skip
    rows = db.session.execute(
        chosen.where(
            of_places(Submission, places),
            Submission.submitted_on.is_(None),
            Submission.due <= desk.last,
        )
    )
    for row in rows:
        place = places[row.year_id]
        yield Duty(
            _("Hand in: %(what)s", what=row.what), _("you"),
            place.address("records.submission_show", record_id=row.id), place.row.name,
            row.to or "", row.due,
        )  # fmt: skip
