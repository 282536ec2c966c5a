"""One meeting with everything of it, each table read once and only where a page asks for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.database import AnyRow
from mmo.extensions import db
from mmo.files.models import StoredFile
from mmo.materials.models import Material
from mmo.meetings.models import (
    AgendaItem,
    AgendaOrigin,
    Attendance,
    Decision,
    Meeting,
    MeetingStatus,
    Presence,
    Protocol,
    ProtocolVersion,
)
from mmo.members.models import Member
from mmo.naming import meeting_name, short_name
from mmo.records.effects import rules_of_year
from mmo.records.forms import of_year
from mmo.web import capitalised

LATE = "late"
"""How coming late is told beside the states of the exchange format."""


def title(meeting: Any) -> str:
    """What a meeting is called: ``Заседание № 3 от 20 февраля 2026``."""
    return capitalised(meeting_name(meeting))


def signed_on(meeting_id: UUID) -> Any:
    """The day on which a meeting's minutes were signed; None while they may be changed."""
    return db.session.scalar(
        select(Protocol.signed_on).where(of_year(Protocol), Protocol.meeting_id == meeting_id)
    )


def clause_numbers(clauses: Sequence[str]) -> str:
    """The numbers of clauses as people write them; the edition is asked for once."""
    if not clauses:
        return ""
    if "meetings_edition" not in g:
        g.meetings_edition = rules_of_year().edition
    return ", ".join(g.meetings_edition.label(clause) for clause in clauses)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps of a meeting, and whether it is done."""

    endpoint: str
    word: Any
    done: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How many members came; the text of the regulation asks for no quorum, so none is told."""

    members: int
    present: int
    late: int
    excused: int
    absent: int

    @property
    def unmarked(self) -> int:
        return self.members - self.present - self.excused - self.absent


class Whole:
    """A meeting as its pages show it."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def _beside(self, model: Any) -> Any:
        """The condition that a row belongs to the year of the meeting."""
        of_it = model.association_id == self.meeting.association_id
        return of_it & (model.year_id == self.meeting.year_id)

    def _of_meeting(self, model: Any, *order: Any) -> list[Any]:
        chosen = select(model).where(self._beside(model), model.meeting_id == self.meeting.id)
        return list(db.session.scalars(chosen.order_by(*order)))

    @cached_property
    def agenda(self) -> list[AgendaItem]:
        return self._of_meeting(AgendaItem, AgendaItem.ordinal, AgendaItem.id)

    @cached_property
    def _decisions(self) -> dict[UUID, list[Decision]]:
        found: dict[UUID, list[Decision]] = defaultdict(list)
        chosen = (
            select(Decision)
            .join(
                AgendaItem,
                (AgendaItem.association_id == Decision.association_id)
                & (AgendaItem.id == Decision.agenda_item_id),
            )
            .where(self._beside(Decision), AgendaItem.meeting_id == self.meeting.id)
        )
        for row in db.session.scalars(chosen.order_by(Decision.ordinal, Decision.id)):
            found[row.agenda_item_id].append(row)
        return found

    def decisions(self, item: AgendaItem) -> Sequence[Decision]:
        """What was decided on a question."""
        return self._decisions.get(item.id, ())

    @property
    def decided(self) -> int:
        """How many decisions there are."""
        return sum(len(rows) for rows in self._decisions.values())

    @cached_property
    def attendance(self) -> dict[UUID, Attendance]:
        rows = self._of_meeting(Attendance, Attendance.ordinal)
        return {row.member_id: row for row in rows}

    @cached_property
    def everybody(self) -> dict[UUID, AnyRow]:
        """All members of the year by name."""
        rows = db.session.execute(
            select(Member.id, Member.full_name, Member.joined_on, Member.left_on, Member.person_id)
            .where(self._beside(Member))
            .order_by(Member.name_key, Member.id)
        )
        return {row.id: row for row in rows}

    @cached_property
    def members(self) -> list[AnyRow]:
        """Who was a member on the day, and whoever is marked all the same."""
        day = self.meeting.date
        return [
            row
            for row in self.everybody.values()
            if row.id in self.attendance
            or (row.joined_on <= day and (row.left_on is None or row.left_on > day))
        ]

    def offered(self, *chosen: UUID | None) -> list[tuple[UUID, str]]:
        """Whom a form offers: who had not left before the day, and whoever is chosen already."""
        day = self.meeting.date
        return [
            (row.id, row.full_name)
            for row in self.everybody.values()
            if row.left_on is None or row.left_on >= day or row.id in chosen
        ]

    def name(self, member: UUID | None) -> str | None:
        """A member's name in short."""
        found = self.everybody.get(member) if member else None
        return short_name(found.full_name) if found else None

    def mark(self, member: UUID) -> str | None:
        """How a member is marked: a state, or late; None where nothing is said."""
        row = self.attendance.get(member)
        if row is None:
            return None
        return LATE if row.late and row.state is Presence.PRESENT else row.state.value

    @cached_property
    def figures(self) -> Figures:
        marks = [self.mark(row.id) for row in self.members]
        late = marks.count(LATE)
        return Figures(
            members=len(marks),
            present=marks.count(Presence.PRESENT) + late,
            late=late,
            excused=marks.count(Presence.EXCUSED),
            absent=marks.count(Presence.ABSENT),
        )

    @cached_property
    def protocol(self) -> Protocol | None:
        return db.session.get(Protocol, (self.meeting.association_id, self.meeting.id))

    @property
    def signed(self) -> bool:
        """Whether the minutes are signed, so that nothing of the meeting may be changed."""
        return self.protocol is not None and self.protocol.signed_on is not None

    @cached_property
    def materials(self) -> list[Material]:
        return self._of_meeting(Material, Material.ordinal)

    @cached_property
    def filed(self) -> set[UUID]:
        """The materials of the meeting that have a file."""
        kept = (StoredFile.association_id == g.year.association_id) & (
            StoredFile.record_kind == "material"
        )
        wanted = StoredFile.record_id.in_([row.id for row in self.materials])
        chosen = select(StoredFile.record_id).where(kept, wanted, StoredFile.deleted_at.is_(None))
        return set(db.session.scalars(chosen))

    @cached_property
    def versions(self) -> list[ProtocolVersion]:
        return self._of_meeting(ProtocolVersion, ProtocolVersion.number.desc())

    @cached_property
    def origins(self) -> dict[UUID, AnyRow]:
        """For what a question was put on the agenda: the decision, the earlier meeting."""
        chosen = (
            select(AgendaOrigin.agenda_item_id, AgendaOrigin.decision_id,
                   AgendaOrigin.minutes_of_id, Decision.text, Decision.done_on,
                   Decision.due, Decision.responsible_id, Meeting.number, Meeting.date)
            .join(AgendaItem, (AgendaItem.association_id == AgendaOrigin.association_id)
                  & (AgendaItem.id == AgendaOrigin.agenda_item_id))
            .outerjoin(Decision, (Decision.association_id == AgendaOrigin.association_id)
                       & (Decision.id == AgendaOrigin.decision_id))
            .outerjoin(Meeting, (Meeting.association_id == AgendaOrigin.association_id)
                       & (Meeting.id == AgendaOrigin.minutes_of_id))
            .where(self._beside(AgendaOrigin), AgendaItem.meeting_id == self.meeting.id)
        )  # fmt: skip
        return {row.agenda_item_id: row for row in db.session.execute(chosen)}

    @property
    def approves(self) -> list[AnyRow]:
        """The earlier meetings whose minutes a question of this agenda approves."""
        return [row for row in self.origins.values() if row.minutes_of_id]

    @cached_property
    def approved_at(self) -> AnyRow | None:
        """The meeting that was to approve these minutes, if a question of an agenda does."""
        chosen = (
            select(Meeting.id, Meeting.number, Meeting.date, Meeting.status)
            .join(
                AgendaItem,
                (AgendaItem.association_id == Meeting.association_id)
                & (AgendaItem.meeting_id == Meeting.id),
            )
            .join(
                AgendaOrigin,
                (AgendaOrigin.association_id == AgendaItem.association_id)
                & (AgendaOrigin.agenda_item_id == AgendaItem.id),
            )
            .where(AgendaOrigin.minutes_of_id == self.meeting.id, self._beside(Meeting))
        )
        return db.session.execute(chosen.order_by(Meeting.date)).first()

    @cached_property
    def steps(self) -> list[Step]:
        held = self.meeting.status is MeetingStatus.HELD
        asked = bool(self.agenda)
        return [
            Step("records.meeting_show", _l("Preparation"), asked),
            Step("meetings.run", _l("The meeting"), held and bool(self.attendance)),
            Step("meetings.protocol", _l("Minutes"), self.signed),
        ]


def next_number(day: date | None = None) -> int:
    """The number that the next meeting of the year gets.

    Args:
        day: the number after those of the meetings until this day, where it is not taken.
    """
    rows = db.session.execute(
        select(Meeting.date, Meeting.number).where(of_year(Meeting), Meeting.number.is_not(None))
    ).all()
    taken = {row.number for row in rows}
    before = [row.number for row in rows if day is not None and row.date <= day]
    by_date = max(before, default=0) + 1
    return by_date if day and by_date not in taken else max(taken, default=0) + 1
