"""Who came to a meeting: read from the rows of its form, and kept.

A row says what stood there when the page was made, so that a page that was open for an hour does
not take back what somebody else marked meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import lazy_pgettext

from mmo import journal
from mmo.extensions import db
from mmo.meetings.models import Attendance, Presence
from mmo.meetings.reading import LATE, Whole
from mmo.meetings.signing import NotYet, open_meeting
from mmo.records.fields import SHORT
from mmo.web import today

MARKS = {
    Presence.PRESENT.value: lazy_pgettext("at a meeting", "present"),
    Presence.EXCUSED.value: lazy_pgettext("at a meeting", "excused"),
    Presence.ABSENT.value: lazy_pgettext("at a meeting", "absent"),
    LATE: lazy_pgettext("at a meeting", "came late"),
}
REASONED = {Presence.EXCUSED.value, Presence.ABSENT.value}
"""Marks that keep a reason; nobody needs one for having come."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a member is marked: one of `MARKS`, or nothing yet."""

    word: str = ""
    reason: str | None = None

    @property
    def token(self) -> str:
        """The mark as the row of a page carries it."""
        return f"{self.word}|{self.reason or ''}"


@dataclass(slots=True)
class Kept:
    """What became of a sent form: who was marked, and who was marked by somebody else meanwhile.

    `refused` holds what the person chose; what is stored stands in the meeting.
    """

    changed: set[UUID] = field(default_factory=set)
    refused: dict[UUID, Mark] = field(default_factory=dict)

    @property
    def looked_at(self) -> set[UUID]:
        """The rows of which the page must be told."""
        return self.changed | set(self.refused)


def stored(whole: Whole, member: UUID) -> Mark:
    """How a member is marked now."""
    row = whole.attendance.get(member)
    return Mark(whole.mark(member) or "", row.reason) if row is not None else Mark()


def keep(meeting_id: UUID, sent: Mapping[str, str]) -> Kept:
    """Mark the members that the form names; «all» marks as present whom it leaves unmarked.

    Raises:
        Signed: the minutes are signed.
        NotYet: the day of the meeting has not come.
    """
    kept = Kept()
    with journal.change("change"):
        whole = Whole(open_meeting(meeting_id))
        if whole.meeting.date > today():
            raise NotYet
        for member in whole.members:
            wanted = _typed(sent, member.id)
            if wanted is None:
                continue
            now, was = stored(whole, member.id), sent.get(f"was-{member.id}")
            if wanted == now or (was is not None and was == wanted.token):
                continue
            if was is not None and was != now.token:
                kept.refused[member.id] = wanted
                continue
            _write(whole, member.id, wanted)
            kept.changed.add(member.id)
    return kept


def _typed(sent: Mapping[str, str], member: UUID) -> Mark | None:
    """What a row of the form says; None where the form has no such row."""
    if f"was-{member}" not in sent and f"mark-{member}" not in sent:
        return None
    word = sent.get(f"mark-{member}", "")
    if word not in MARKS:
        word = Presence.PRESENT.value if sent.get("all") else ""
    reason = " ".join(sent.get(f"reason-{member}", "").split())[:SHORT] or None
    if reason and word not in REASONED and sent.get(f"was-{member}") != Mark(word, reason).token:
        reason = None
    return Mark(word, reason)


def _write(whole: Whole, member: UUID, mark: Mark) -> None:
    row = whole.attendance.get(member)
    if not mark.word:
        if row is not None:
            db.session.delete(row)
        return
    late = mark.word == LATE
    values: dict[str, Any] = {
        "state": Presence.PRESENT if late else Presence(mark.word),
        "late": late,
        "reason": mark.reason,
    }
    if row is None:
        last = max((each.ordinal for each in whole.attendance.values()), default=-1)
        row = Attendance(association_id=whole.meeting.association_id, member_id=member,
                         year_id=whole.meeting.year_id, meeting_id=whole.meeting.id,
                         ordinal=last + 1)  # fmt: skip
        whole.attendance[member] = row
        db.session.add(row)
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
