"""What a head hands over to the next: the inventory of a year as it stands."""

from collections.abc import Iterable
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import func, select

from mmo.activities.models import Activity
from mmo.analyses.models import Analysis
from mmo.extensions import db
from mmo.files.models import StoredFile
from mmo.groups.models import CreativeGroup
from mmo.materials.models import Material
from mmo.meetings.models import Decision, Meeting, MeetingStatus, Protocol
from mmo.members.models import HeadAppointment, Member
from mmo.plans.models import Plan, PlanItem
from mmo.records.forms import of_year
from mmo.submissions.models import Submission

Entry = dict[str, Any]


def inventory() -> list[Entry]:
    """What there is in the year, each with its number and what of it is still open."""
    return [
        _entry(_("Members' cards"), _count(Member)),
        _plan(),
        *_minutes(),
        _entry(_("Activities"), _count(Activity)),
        _entry(_("Materials"), _count(Material)),
        _entry(_("Files"), _count(StoredFile, StoredFile.deleted_at.is_(None))),
        _listed(_("Creative groups"), select(CreativeGroup.topic).where(of_year(CreativeGroup))),
        _listed(
            _("Decisions not carried out"),
            select(Decision.text).where(of_year(Decision), Decision.done_on.is_(None)),
        ),
        _listed(
            _("Papers not handed in"),
            select(Submission.what).where(of_year(Submission), Submission.submitted_on.is_(None)),
        ),
        _analysis(),
    ]


def _entry(what: str, number: int | None, open_: Iterable[str] = ()) -> Entry:
    return {"what": what, "number": number, "open": list(open_)}


def _count(model: Any, *which: Any) -> int:
    chosen = select(func.count()).select_from(model).where(of_year(model), *which)
    return db.session.scalar(chosen) or 0


def _listed(what: str, chosen: Any) -> Entry:
    found = list(db.session.scalars(chosen))
    return _entry(what, len(found), found)


def _plan() -> Entry:
    plan = db.session.scalar(select(Plan).where(of_year(Plan)))
    if plan is None:
        return _entry(_("Plan of the year"), 0, [_("there is no plan yet")])
    left = list(
        db.session.scalars(
            select(PlanItem.title)
            .where(of_year(PlanItem), PlanItem.done_on.is_(None), PlanItem.reason.is_(None))
            .order_by(PlanItem.due, PlanItem.ordinal)
        )
    )
    what = _("Plan of the year of %(day)s", day=format_date(plan.created_on, "d MMMM y"))
    return _entry(what, _count(PlanItem), left)


def _minutes() -> list[Entry]:
    rows = db.session.execute(
        select(Meeting.date, Meeting.theme, Protocol.number, Protocol.signed_on)
        .outerjoin(
            Protocol,
            (Protocol.association_id == Meeting.association_id)
            & (Protocol.meeting_id == Meeting.id),
        )
        .where(of_year(Meeting), Meeting.status == MeetingStatus.HELD)
        .order_by(Meeting.date)
    ).all()
    signed = [row for row in rows if row.signed_on]
    names = {row: f"{format_date(row.date, 'd MMMM y')}: {row.theme}" for row in rows}
    unsigned = [names[row] for row in rows if not row.signed_on]
    return [
        _entry(_("Minutes, signed"), len(signed)),
        _entry(_("Meetings held without signed minutes"), len(unsigned), unsigned),
    ]


def _analysis() -> Entry:
    found = db.session.scalar(select(Analysis).where(of_year(Analysis)))
    if found is None or found.completed_on is None:
        return _entry(_("Analysis of the year"), 0, [_("not completed")])
    lacks = [] if found.reviewed_on else [_("not reviewed")]
    return _entry(_("Analysis of the year"), 1, lacks)


def head_now() -> Any:
    """The member who is head now, or was last."""
    return db.session.scalar(
        select(HeadAppointment.member_id)
        .where(of_year(HeadAppointment))
        .order_by(HeadAppointment.from_on.desc(), HeadAppointment.ordinal.desc())
        .limit(1)
    )
