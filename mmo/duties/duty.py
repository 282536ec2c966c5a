"""A duty: what is to be done, by whom, by when, and the page on which it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from mmo.schoolyear import plus

WEEK = 7
"""Days ahead, today among them, that are told apart from what is later."""


class Urgency(StrEnum):
    """In which part of the page a duty stands; the most pressing first."""

    LATE = "late"
    WEEK = "week"
    WAITING = "waiting"
    """No term is set: none is invented, but somebody waits."""
    AHEAD = "ahead"


URGENCY = {
    Urgency.LATE: _l("The term has passed"),
    Urgency.WEEK: _l("In the next seven days"),
    Urgency.WAITING: _l("Waits for you, without a term"),
    Urgency.AHEAD: _l("Ahead"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of «Мои дела».

    Attributes:
        words: what is to be done; `note` says more of it.
        whose: who does it, in words.
        where: the association, or nothing where it is about the installation.
        address: the page on which it is done, or seen where the person may only look.
        due: by when; where there is no term, `since` is the day since which it waits.
        late: the term has passed, whatever day it was.
    """

    words: str
    whose: str
    address: str
    where: str = ""
    note: str = ""
    due: date | None = None
    since: date | None = None
    late: bool = False

    def urgency(self, today: date) -> Urgency:
        """How pressing it is on a day."""
        if self.late or (self.due is not None and self.due < today):
            return Urgency.LATE
        if self.due is None:
            return Urgency.WAITING
        return Urgency.WEEK if self.due < plus(today, WEEK) else Urgency.AHEAD

    @property
    def order(self) -> tuple[date, date, str, str]:
        return self.due or date.max, self.since or date.max, self.where, self.words


@dataclass(frozen=True, slots=True)
class Group:
    """Duties of one urgency, in order; the first `MOST` are unfolded.

    A fold of one or two lines would hide them for nothing.
    """

    MOST, FEW = 10, 2

    urgency: Urgency
    duties: tuple[Duty, ...]

    @property
    def shown(self) -> tuple[Duty, ...]:
        return self.duties[: self._unfolded]

    @property
    def folded(self) -> tuple[Duty, ...]:
        return self.duties[self._unfolded :]

    @property
    def _unfolded(self) -> int:
        number = len(self.duties)
        return number if number <= self.MOST + self.FEW else self.MOST


def grouped(duties: Iterable[Duty], today: date) -> list[Group]:
    """Duties by urgency, the most pressing first; no group is empty."""
    found: dict[Urgency, list[Duty]] = {urgency: [] for urgency in Urgency}
    for duty in duties:
        found[duty.urgency(today)].append(duty)
    return [
        Group(urgency, tuple(sorted(each, key=lambda duty: duty.order)))
        for urgency, each in found.items()
        if each
    ]
