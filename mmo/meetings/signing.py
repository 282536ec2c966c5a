"""Minutes: drafted, checked, signed, and corrected in a new version.

Signed minutes lock their meeting. A correction keeps the signed version whole and opens the
meeting again until the minutes are signed anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, current_app, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from mmo import journal
from mmo.compliance.rulefile import ClauseEntry, EachRule
from mmo.extensions import db
from mmo.findings import Judge
from mmo.meetings import usual
from mmo.meetings.models import Meeting, MeetingStatus, Protocol, ProtocolVersion
from mmo.meetings.numbering import following
from mmo.meetings.reading import Whole, signed_on
from mmo.meetings.snapshots import version_of
from mmo.members.models import HeadAppointment
from mmo.records.forms import of_year
from mmo.web import Refused


class Signed(Refused):
    """The minutes are signed: nothing of the meeting is changed any more."""

    def __init__(self) -> None:
        super().__init__(SIGNED)


SIGNED = _l("The minutes are signed, so nothing of the meeting is changed. A correction begins a "
            "new version of the minutes, on their page.")  # fmt: skip


def open_meeting(meeting_id: UUID) -> Meeting:
    """A meeting of the year whose minutes may still be changed; held fast until the end.

    Raises:
        Signed: its minutes are signed.
    """
    key = (g.year.association_id, meeting_id)
    found = db.session.get(Meeting, key, with_for_update=True, populate_existing=True)
    if found is None or found.year_id != g.year.id:
        abort(404)
    if signed_on(meeting_id) is not None:
        raise Signed
    return found


def hold(meeting_id: UUID | None) -> None:
    """Keep everybody from signing a meeting's minutes until the end; what was read stays so."""
    chosen = select(Meeting.id).where(of_year(Meeting), Meeting.id == meeting_id)
    db.session.execute(chosen.with_for_update())


class NotYet(Refused):
    """The day of the meeting has not come: nobody can have been there."""

    def __init__(self) -> None:
        super().__init__(NOT_YET)


NOT_YET = _l("The day of the meeting has not come yet: who came is marked on the day itself or "
             "later. If the meeting has been, correct its day first.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that signed minutes usually have and these do not; clauses where one asks."""

    what: str
    clauses: tuple[tuple[str, str], ...] = ()
    """The clauses' ids and numbers."""


def lacking(whole: Whole) -> Iterator[Lack]:
    """What is missing in the minutes. None of it stops the signing: no regulation says so."""
    meeting = whole.meeting
    if not meeting.form:
        yield Lack(_("the form of the meeting is not given"), _asking("form"))
    if not whole.attendance:
        yield Lack(_("nobody's attendance is marked"))
    elif whole.figures.unmarked:
        yield Lack(_("attendance of some members is not marked: %(number)d",
                     number=whole.figures.unmarked))  # fmt: skip
    if not whole.agenda:
        yield Lack(_("there is no question on the agenda"))
    yield from _unsaid(whole)
    if not whole.materials:
        yield Lack(_("no material is attached to the meeting"), _asking("material"))


def _unsaid(whole: Whole) -> Iterator[Lack]:
    numbered = list(enumerate(whole.agenda, start=1))
    undecided = [number for number, item in numbered if not whole.decisions(item)]
    unheard = [number for number, item in numbered
               if number not in undecided and not (item.heard or item.spoke)]  # fmt: skip
    if len(undecided) == 1:
        yield Lack(_("question %(number)d: nothing is decided", number=undecided[0]))
    elif undecided:
        yield Lack(_("questions %(numbers)s: nothing is decided", numbers=_spans(undecided)))
    if len(unheard) == 1:
        yield Lack(_("question %(number)d: what was heard is not written", number=unheard[0]))
    elif unheard:
        yield Lack(_("questions %(numbers)s: what was heard is not written",
                     numbers=_spans(unheard)))  # fmt: skip


def _spans(numbers: Sequence[int]) -> str:
    """Rising numbers in short: ``1–4, 6``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{each[0]}–{each[-1]}" if len(each) > 1 else f"{each[0]}" for each in spans)


def _asking(quality: str) -> tuple[tuple[str, str], ...]:
    """The clauses of this year's regulation that ask every held meeting for this."""
    judge: Judge = current_app.extensions["judge"]
    edition = judge.rules_of(db.session(), g.year).edition
    found: dict[str, ClauseEntry] = {}
    for clause, rule in edition.rules():
        if isinstance(rule, EachRule) and rule.each == "held_meetings" and rule.has == quality:
            found[clause.id] = clause
    return tuple((clause, edition.label(clause)) for clause in found)


def next_protocol_number() -> str:
    """The number that the next minutes of the year get."""
    return following(db.session.scalars(select(Protocol.number).where(of_year(Protocol))))


def usual_chair(whole: Whole) -> UUID | None:
    """The head of the association on the day of a meeting."""
    rows = db.session.scalars(select(HeadAppointment).where(of_year(HeadAppointment)))
    return usual.chair(rows, whole.meeting.date, dict(whole.offered()))


def usual_secretary(whole: Whole) -> UUID | None:
    """The member whose account is the secretary's, else who signed the last minutes."""
    accounts = usual.secretaries(db.session(), g.year.association_id)
    protocols = db.session.scalars(select(Protocol).where(of_year(Protocol)))
    return usual.secretary(whole.members, accounts, protocols, dict(whole.offered()))


def correct(meeting_id: UUID, reason: str) -> ProtocolVersion | None:
    """Open signed minutes for a correction, keeping them whole; None where they are open."""
    with journal.change("correct"):
        meeting = db.session.get(Meeting, (g.year.association_id, meeting_id), with_for_update=True)
        if meeting is None or meeting.year_id != g.year.id:
            abort(404)
        whole = Whole(meeting)
        protocol = whole.protocol
        if protocol is None or protocol.signed_on is None:
            return None
        kept = version_of(whole, reason, current_user.account_id)
        db.session.add(kept)
        protocol.signed_on = None
    return kept


def may_sign(meeting: Any) -> str | None:
    """Why minutes of this meeting cannot be signed at all; None where they can."""
    if meeting.status is MeetingStatus.CANCELLED:
        return _("The meeting was cancelled: there are no minutes of it.")
    if meeting.status is MeetingStatus.PLANNED:
        return _("The meeting is not marked as held. Mark it first.")
    return None
