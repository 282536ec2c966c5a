"""Duties about meetings: those that come, and the minutes of those that were held."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, func, or_, select

from mmo.accounts.models import Role
from mmo.accounts.permissions import Can
from mmo.database import AnyRow
from mmo.duties.desk import Desk, Place, of_places
from mmo.duties.duty import Duty
from mmo.extensions import db
from mmo.meetings.models import (
    AgendaProposal,
    Meeting,
    MeetingStatus,
    ProposalStatus,
    Protocol,
)
from mmo.web import day as day_word


def meetings(desk: Desk) -> Iterator[Duty]:
    """Coming meetings, and minutes to write or to sign; one query.

    Minutes of a year that was left open are still to be signed.
    """
    places = desk.at(Role.HEAD, Role.SECRETARY, Role.MEMBER, present=False)
    if not places:
        return
    chosen = (
        select(Meeting.id, Meeting.year_id, Meeting.date, Meeting.theme, Meeting.status,
               Meeting.place, Protocol.meeting_id.label("drafted"))
        .outerjoin(Protocol, (Protocol.association_id == Meeting.association_id)
                   & (Protocol.meeting_id == Meeting.id))
        .where(
            of_places(Meeting, places),
            or_(
                and_(Meeting.status == MeetingStatus.PLANNED, Meeting.date <= desk.last),
                and_(Meeting.status == MeetingStatus.HELD, Protocol.signed_on.is_(None)),
            ),
        )
    )  # fmt: skip
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        keeps = Can.KEEP_MINUTES in place.can
        if row.status is MeetingStatus.HELD:
            if keeps:
                yield _minutes(row, place)
        elif row.date >= desk.day:
            yield _coming(row, place)
        elif keeps:
            yield _unmarked(row, place)


def _minutes(row: AnyRow, place: Place) -> Duty:
    words = (
        _("Sign the minutes of the meeting of %(day)s", day=day_word(row.date))
        if row.drafted
        else _("Write the minutes of the meeting of %(day)s", day=day_word(row.date))
    )
    return Duty(
        words, _keeper(place), place.address("meetings.protocol", meeting_id=row.id),
        place.row.name, row.theme, since=row.date,
    )  # fmt: skip


def _keeper(place: Place) -> str:
    return _("secretary") if Role.SECRETARY in place.roles else _("head and secretary")


def _coming(row: AnyRow, place: Place) -> Duty:
    return Duty(
        _("Meeting: %(theme)s", theme=row.theme), _("everybody"),
        place.address("records.meeting_show", record_id=row.id), place.row.name,
        row.place or "", row.date,
    )  # fmt: skip


def _unmarked(row: AnyRow, place: Place) -> Duty:
    return Duty(
        _("Mark whether the meeting took place: %(theme)s", theme=row.theme), _keeper(place),
        place.address("records.meeting_show", record_id=row.id), place.row.name, "", row.date,
    )  # fmt: skip


def proposals(desk: Desk) -> Iterator[Duty]:
    """Questions that members propose and nobody has decided about; one query."""
    places = desk.at(Role.HEAD, Role.SECRETARY)
    if not places:
        return
    chosen = select(AgendaProposal.year_id, func.count().label("number")).where(
        of_places(AgendaProposal, places), AgendaProposal.status == ProposalStatus.PROPOSED
    )
    for row in db.session.execute(chosen.group_by(AgendaProposal.year_id)):
        place = places[row.year_id]
        yield Duty(
            ngettext("%(num)d question proposed for an agenda waits for an answer",
                     "%(num)d questions proposed for agendas wait for an answer", row.number),
            _keeper(place), place.address("records.meeting_list"), place.row.name,
        )  # fmt: skip
