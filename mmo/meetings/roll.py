"""Who came, as minutes name them: lists of names, with a reason or coming late beside a name."""

from dataclasses import dataclass, field
from uuid import UUID

from mmo.meetings.models import Presence
from mmo.meetings.reading import LATE, Whole


@dataclass(frozen=True, slots=True)
class Named:
    """A member in a list of those who came, or did not."""

    name: str
    late: bool = False
    reason: str | None = None


@dataclass(slots=True)
class Roll:
    """The members of the day of a meeting, by what is marked of them."""

    present: list[Named] = field(default_factory=list)
    excused: list[Named] = field(default_factory=list)
    absent: list[Named] = field(default_factory=list)

    @property
    def missing(self) -> list[Named]:
        """Who did not come, those with a good reason first."""
        return self.excused + self.absent


def roll_of(whole: Whole) -> Roll:
    """The roll of a meeting; who is not marked stands in no list."""
    roll = Roll()
    lists = {
        Presence.PRESENT.value: roll.present,
        LATE: roll.present,
        Presence.EXCUSED.value: roll.excused,
        Presence.ABSENT.value: roll.absent,
    }
    for row in whole.members:
        if mark := whole.mark(row.id):
            lists[mark].append(_named(whole, row.id, mark))
    return roll


def _named(whole: Whole, member: UUID, mark: str) -> Named:
    reason = whole.attendance[member].reason if mark not in (Presence.PRESENT, LATE) else None
    return Named(whole.name(member) or "", mark == LATE, reason)


def signature(name: str | None) -> str:
    """A short name as it stands beside a signature: ``А. П. Иванова``."""
    surname, _space, initials = (name or "").partition(" ")
    return f"{initials} {surname}" if initials.endswith(".") else name or ""
