"""What the minutes say of a question: compared, kept, joined with what somebody else wrote.

Two people may write to the same question. Whoever saves second is shown what the first has
written and chooses; nobody's text is lost. That another question was moved, or a question's own
words were changed, disturbs nobody: only what is said here counts.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import g

from mmo import journal
from mmo.database import uuid7
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Decision
from mmo.meetings.reading import Whole
from mmo.meetings.signing import open_meeting
from mmo.records.writing import find, new_in_year


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a question."""

    key: UUID
    text: str
    responsible_id: UUID | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that the minutes say of a question."""

    heard: str | None
    spoke: tuple[str, ...]
    votes: tuple[int, ...] | None
    decisions: tuple[Decided, ...]

    @property
    def token(self) -> str:
        """The same for the same words: a form carries it and tells whether they were changed."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


class Overtaken(Exception):
    """Somebody else wrote to this question meanwhile; nothing was kept."""


def said_of(whole: Whole, item: AgendaItem) -> Said:
    """What is stored of a question."""
    votes = (item.votes_for, item.votes_against, item.votes_abstained)
    return Said(
        item.heard or None, tuple(item.spoke),
        None if votes[0] is None else tuple(each or 0 for each in votes),
        tuple(Decided(row.id, row.text, row.responsible_id, row.due)
              for row in whole.decisions(item)),
    )  # fmt: skip


def keep(question_id: UUID, wanted: Said, known: Sequence[str]) -> None:
    """Write what a form says of a question; what says the same is not written again.

    Args:
        known: the tokens of what the person has seen.

    Raises:
        Signed: the minutes are signed.
        Overtaken: something else is stored than the person has seen.
    """
    with journal.change("change"):
        meeting = open_meeting(find(AgendaItem, question_id).meeting_id)
        item = db.session.get(AgendaItem, (g.year.association_id, question_id),
                              populate_existing=True)  # fmt: skip
        assert item is not None
        whole = Whole(meeting)
        now = said_of(whole, item)
        if now == wanted:
            return
        if now.token not in known:
            raise Overtaken
        _write(item, wanted)
        _decide(item, list(whole.decisions(item)), wanted.decisions)


def _write(item: AgendaItem, wanted: Said) -> None:
    votes: Sequence[int | None] = wanted.votes or (None, None, None)
    values = {"heard": wanted.heard, "spoke": list(wanted.spoke), "votes_for": votes[0],
              "votes_against": votes[1], "votes_abstained": votes[2]}  # fmt: skip
    for name, value in values.items():
        if getattr(item, name) != value:
            setattr(item, name, value)


def _decide(item: AgendaItem, stored: list[Decision], wanted: Sequence[Decided]) -> None:
    """New decisions come last; one that the form does not name is somebody else's and stays."""
    before = {row.id: row for row in stored}
    for decided in wanted:
        row = before.get(decided.key)
        if row is None:
            taken = db.session.get(Decision, (item.association_id, decided.key))
            key = decided.key if taken is None else None
            row = new_in_year(Decision, key or uuid7(), agenda_item_id=item.id,
                              text=decided.text)  # fmt: skip
            db.session.add(row)
        for name in ("text", "responsible_id", "due"):
            if getattr(row, name) != getattr(decided, name):
                setattr(row, name, getattr(decided, name))
        db.session.flush()


def joined(mine: Said, theirs: Said) -> Said:
    """Both versions in one: no line of either is lost."""
    others = {row.key: row for row in theirs.decisions}
    decisions = [_both(row, others.pop(row.key, None)) for row in mine.decisions]
    return Said(
        _lines(theirs.heard, mine.heard),
        (*theirs.spoke, *(line for line in mine.spoke if line not in theirs.spoke)),
        mine.votes or theirs.votes,
        (*decisions, *others.values()),
    )


def _both(mine: Decided, theirs: Decided | None) -> Decided:
    if theirs is None:
        return mine
    return replace(
        mine,
        text=_lines(theirs.text, mine.text) or mine.text,
        responsible_id=mine.responsible_id or theirs.responsible_id,
        due=mine.due or theirs.due,
    )


def _lines(first: str | None, second: str | None) -> str | None:
    if not first or not second:
        return first or second
    if first in second:
        return second
    return first if second in first else f"{first}\n{second}"
