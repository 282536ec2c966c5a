"""The agenda of a meeting: its order, and what earlier meetings left for it.

What is offered here is usual and asked by no regulation: decisions that nobody has carried out,
and the minutes of the meeting before.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from mmo import journal
from mmo.database import AnyRow, AnySelect, uuid7
from mmo.extensions import db
from mmo.meetings.models import (
    AgendaItem,
    AgendaOrigin,
    Decision,
    Meeting,
    MeetingStatus,
)
from mmo.meetings.signing import open_meeting
from mmo.members.models import Member
from mmo.naming import meeting_name
from mmo.records.forms import of_year
from mmo.records.writing import new_in_year, next_ordinal
from mmo.web import day

QUOTED = 300
"""Characters of a decision that a question quotes."""


def questions(meeting_id: UUID) -> list[AgendaItem]:
    """The questions of a meeting in their order."""
    chosen = select(AgendaItem).where(of_year(AgendaItem), AgendaItem.meeting_id == meeting_id)
    return list(db.session.scalars(chosen.order_by(AgendaItem.ordinal, AgendaItem.id)))


def arrange(meeting_id: UUID, wanted: Sequence[UUID]) -> None:
    """Put the questions of a meeting in this order; those that it does not name come last.

    They keep among themselves the places that they have among all questions of the year.

    Raises:
        Signed: the minutes are signed.
    """
    with journal.change("change"):
        open_meeting(meeting_id)
        rows = questions(meeting_id)
        place = {key: number for number, key in enumerate(wanted)}
        ordinals = sorted(row.ordinal for row in rows)
        if len(set(ordinals)) < len(ordinals):
            first = next_ordinal(AgendaItem)
            ordinals = list(range(first, first + len(rows)))
        rows.sort(key=lambda row: place.get(row.id, len(place)))
        for row, ordinal in zip(rows, ordinals, strict=True):
            if row.ordinal != ordinal:
                row.ordinal = ordinal


def moved(meeting_id: UUID, key: UUID, step: int) -> list[UUID]:
    """The order in which one question stands a place higher (-1) or lower (1)."""
    keys = [row.id for row in questions(meeting_id)]
    if key in keys:
        here = keys.index(key)
        there = min(max(0, here + step), len(keys) - 1)
        keys.insert(there, keys.pop(here))
    return keys


def unfinished(meeting: Meeting) -> Sequence[AnyRow]:
    """Decisions of earlier meetings that nobody has carried out and that are not yet on this
    agenda, the oldest first."""
    return db.session.execute(_unfinished(meeting)).all()


def _unfinished(meeting: Meeting) -> AnySelect:
    taken = (
        select(AgendaOrigin.decision_id)
        .join(AgendaItem, _joined(AgendaItem, AgendaOrigin.agenda_item_id))
        .where(of_year(AgendaOrigin), AgendaItem.meeting_id == meeting.id,
               AgendaOrigin.decision_id.is_not(None))
    )  # fmt: skip
    return (
        select(Decision.id, Decision.text, Decision.due, Decision.responsible_id,
               Member.full_name, Member.left_on, Meeting.date, Meeting.number)
        .join(AgendaItem, _joined(AgendaItem, Decision.agenda_item_id))
        .join(Meeting, _joined(Meeting, AgendaItem.meeting_id))
        .outerjoin(Member, _joined(Member, Decision.responsible_id))
        .where(of_year(Decision), Decision.done_on.is_(None), Meeting.date < meeting.date,
               Decision.id.not_in(taken))
        .order_by(Meeting.date, AgendaItem.ordinal, Decision.ordinal, Decision.id)
    )  # fmt: skip


def _joined(model: Any, column: Any) -> Any:
    return (model.association_id == column.class_.association_id) & (model.id == column)


def to_approve(meeting: Meeting) -> AnyRow | None:
    """The held meeting before this one, where no agenda approves its minutes yet."""
    before = (
        select(Meeting.id, Meeting.number, Meeting.date, AgendaOrigin.agenda_item_id)
        .outerjoin(AgendaOrigin, (AgendaOrigin.association_id == Meeting.association_id)
                   & (AgendaOrigin.minutes_of_id == Meeting.id))
        .where(of_year(Meeting), Meeting.date < meeting.date,
               Meeting.status == MeetingStatus.HELD)
        .order_by(Meeting.date.desc(), Meeting.number.desc())
        .limit(1)
    )  # fmt: skip
    row = db.session.execute(before).first()
    return row if row is not None and row.agenda_item_id is None else None


def carry(meeting_id: UUID, decisions: Collection[UUID], minutes_of: UUID | None) -> int:
    """Put unfinished decisions, and the approval of earlier minutes, on an agenda.

    What stands there already does not come twice. Says how many questions were added.

    Raises:
        Signed: the minutes are signed.
    """
    with journal.change("change"):
        meeting = open_meeting(meeting_id)
        number = 0
        earlier = to_approve(meeting) if minutes_of else None
        if earlier is not None and earlier.id == minutes_of:
            _add(meeting, _("Approval of the minutes: %(meeting)s", meeting=meeting_name(earlier)),
                 minutes_of_id=minutes_of)  # fmt: skip
            number += 1
        for row in unfinished(meeting) if decisions else ():
            if row.id in decisions:
                asked = _("How the decision of %(day)s is carried out: “%(text)s”",
                          day=day(row.date), text=_quoted(row.text))  # fmt: skip
                here = row.left_on is None or row.left_on >= meeting.date
                _add(meeting, asked, row.responsible_id if here else None, decision_id=row.id)
                number += 1
    return number


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"


def _add(meeting: Meeting, asked: str, speaker: UUID | None = None, **origin: Any) -> None:
    item = new_in_year(AgendaItem, uuid7(), meeting_id=meeting.id, question=asked,
                       speaker_id=speaker)  # fmt: skip
    db.session.add(item)
    db.session.flush()
    db.session.add(AgendaOrigin(association_id=meeting.association_id, year_id=meeting.year_id,
                                agenda_item_id=item.id, **origin))  # fmt: skip
