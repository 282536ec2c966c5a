"""Questions that members propose: entered, taken onto an agenda, declined, withdrawn."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, g
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import or_, select

from mmo import journal
from mmo.accounts.models import Account
from mmo.database import AnyRow, AnySelect, uuid7
from mmo.extensions import db
from mmo.meetings.models import (
    AgendaItem,
    AgendaProposal,
    Meeting,
    MeetingStatus,
    ProposalStatus,
    Protocol,
)
from mmo.meetings.signing import open_meeting
from mmo.members.models import Member
from mmo.naming import meeting_name
from mmo.records.fields import LongText, Reference
from mmo.records.forms import RecordForm, of_year
from mmo.records.retelling import CODES
from mmo.records.writing import find, new_in_year

PROPOSALS = {
    ProposalStatus.PROPOSED: _l("waits for the head or the secretary"),
    ProposalStatus.TAKEN: _l("put on the agenda"),
    ProposalStatus.DECLINED: _l("declined"),
}
CODES["agenda_proposal", "status"] = PROPOSALS


class ProposalForm(RecordForm):
    main = ("question", "grounds", "meeting_id")

    question = LongText(_l("Question"), _l("Write the question."), 1000, render_kw={"rows": 2})
    grounds = LongText(_l("Why it should be talked about"), longest=2000, render_kw={"rows": 2})
    meeting_id = Reference(_l("For the meeting"))

    def prepare(self) -> None:
        """Offer the meetings that are not held yet."""
        super().prepare()
        rows = db.session.execute(
            select(Meeting.id, Meeting.number, Meeting.date)
            .where(of_year(Meeting), Meeting.status == MeetingStatus.PLANNED)
            .order_by(Meeting.date)
        )
        coming = [(row.id, meeting_name(row)) for row in rows]
        self.meeting_id.offer(coming, str(_l("any coming one")))
        if not self.is_submitted() and self.meeting_id.data not in {key for key, _name in coming}:
            self.meeting_id.data = None


def propose(form: ProposalForm) -> None:
    """Keep a proposal; a form that is sent twice makes one."""
    key = (g.year.association_id, form.new_id)
    if db.session.get(AgendaProposal, key) is not None:
        return
    made = AgendaProposal(association_id=g.year.association_id, year_id=g.year.id, id=form.new_id)
    form.write(made)
    journal.save(made)


def _rows() -> AnySelect:
    return (
        select(
            AgendaProposal.id,
            AgendaProposal.question,
            AgendaProposal.grounds,
            AgendaProposal.status,
            AgendaProposal.answer,
            AgendaProposal.created_at,
            AgendaProposal.created_by,
            AgendaProposal.meeting_id,
            Account.full_name.label("who"),
            Meeting.number,
            Meeting.date,
        )
        .outerjoin(Account, Account.id == AgendaProposal.created_by)
        .outerjoin(Meeting, (Meeting.association_id == AgendaProposal.association_id)
                   & (Meeting.id == AgendaProposal.meeting_id))
        .where(of_year(AgendaProposal))
    )  # fmt: skip


def all_proposals() -> Sequence[AnyRow]:
    """Every proposal of the year, those that wait first."""
    waits = (AgendaProposal.status != ProposalStatus.PROPOSED, AgendaProposal.created_at.desc())
    return db.session.execute(_rows().order_by(*waits)).all()


def waiting(meeting: Meeting) -> Sequence[AnyRow]:
    """What is proposed for this meeting, or for any coming one, and not settled yet."""
    own = or_(AgendaProposal.meeting_id == meeting.id, AgendaProposal.meeting_id.is_(None))
    chosen = _rows().where(own, AgendaProposal.status == ProposalStatus.PROPOSED)
    return db.session.execute(chosen.order_by(AgendaProposal.created_at)).all()


def _unsettled(proposal_id: UUID) -> Any:
    """A proposal, held fast; None where somebody has settled it."""
    find(AgendaProposal, proposal_id)
    found = db.session.get(AgendaProposal, (g.year.association_id, proposal_id),
                           with_for_update=True, populate_existing=True)  # fmt: skip
    return found if found is not None and found.status is ProposalStatus.PROPOSED else None


def take(proposal_id: UUID, meeting_id: UUID) -> bool:
    """Put a proposal on the agenda of a meeting, its proposer as the speaker.

    Raises:
        Signed: the minutes of the meeting are signed.
    """
    with journal.change("change"):
        open_meeting(meeting_id)
        found = _unsettled(proposal_id)
        if found is None:
            return False
        found.status, found.meeting_id = ProposalStatus.TAKEN, meeting_id
        db.session.add(
            new_in_year(AgendaItem, uuid7(), meeting_id=meeting_id, question=found.question,
                        speaker_id=_member_behind(found.created_by))
        )  # fmt: skip
    return True


def _member_behind(account_id: UUID | None) -> UUID | None:
    return db.session.scalar(
        select(Member.id)
        .join(Account, Account.person_id == Member.person_id)
        .where(of_year(Member), Account.id == account_id)
        .limit(1)
    )


def decline(proposal_id: UUID, answer: str | None) -> bool:
    """Say no to a proposal, and why."""
    with journal.change("change"):
        found = _unsettled(proposal_id)
        if found is None:
            return False
        found.status, found.answer = ProposalStatus.DECLINED, answer
    return True


def withdraw(proposal_id: UUID) -> bool:
    """Take one's own proposal back, while nobody has settled it."""
    found = _unsettled(proposal_id)
    if found is None:
        return False
    if found.created_by != current_user.account_id:
        abort(403)
    journal.remove(found)
    return True


def next_open_meeting() -> UUID | None:
    """The first planned meeting whose minutes are open."""
    own = (Protocol.association_id == Meeting.association_id) & (Protocol.meeting_id == Meeting.id)
    return db.session.scalar(
        select(Meeting.id)
        .outerjoin(Protocol, own)
        .where(of_year(Meeting), Meeting.status == MeetingStatus.PLANNED,
               Protocol.signed_on.is_(None))
        .order_by(Meeting.date, Meeting.id)
        .limit(1)
    )  # fmt: skip
