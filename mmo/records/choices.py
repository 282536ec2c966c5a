"""What forms offer for choice from the living regulation and the year's records."""

from datetime import date
from uuid import UUID

from flask import current_app, g
from flask_login import current_user
from sqlalchemy import ColumnElement, select

from mmo.associations.models import Association
from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import EvidenceRule, Obligation
from mmo.extensions import db
from mmo.findings import Judge
from mmo.meetings.models import Meeting, MeetingStatus
from mmo.members.models import Member
from mmo.naming import meeting_name

Sections = list[tuple[str, list[tuple[str, str, str]]]]


def clauses() -> Sections:
    """By section of the year's regulation: clauses that can be proved or whose right is used.

    Those of the other level's regulation follow where the person works in both: one record may
    serve two associations.
    """
    judge: Judge = current_app.extensions["judge"]
    found = _sections(judge.rules_of(db.session(), g.year).edition)
    for regulation in judge.regulations.by_id.values():
        other = regulation.default_for_level and regulation.level != g.year.level
        if other and works_at(regulation.level):
            theirs = _sections(regulation.in_force_at(g.year.start))
            found += [(f"{regulation.title}: {title}", rows) for title, rows in theirs]
    return found


def _sections(edition: Edition) -> Sections:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for clause in edition.clauses:
        proved = any(isinstance(rule, EvidenceRule) for rule in clause.rules)
        if proved or clause.obligation is Obligation.MAY:
            section = clause.id.split(".")[1]
            entry = (clause.id, edition.label(clause.id), clause.gist)
            found.setdefault(section, []).append(entry)
    return [(f"{number}. {edition.sections.get(number, '')}", rows)
            for number, rows in found.items()]  # fmt: skip


def works_at(level: str) -> bool:
    """Whether the person has a role in, or is a member of, an association of this level."""
    granted = [grant.association_id for grant in current_user.grants if grant.association_id]
    member = select(Member.association_id).where(Member.person_id == current_user.person_id)
    mine: ColumnElement[bool] = Association.id.in_(granted)
    if current_user.person_id:
        mine |= Association.id.in_(member)
    found = select(Association.id).where(Association.level == level, mine)
    return db.session.scalar(found.limit(1)) is not None


def members(day: date | None = None, chosen: UUID | None = None) -> list[tuple[UUID, str]]:
    """The year's members by name; those who have left stand at the end.

    Args:
        day: leaves out who had left before it, except whoever is `chosen` already.
    """
    rows = db.session.execute(
        select(Member.id, Member.full_name, Member.left_on)
        .where(Member.association_id == g.year.association_id, Member.year_id == g.year.id)
        .order_by(Member.left_on.is_not(None), Member.name_key)
    )
    return [
        (row.id, row.full_name)
        for row in rows
        if day is None or row.left_on is None or row.left_on >= day or row.id == chosen
    ]


def meetings() -> list[tuple[UUID, str]]:
    """The year's meetings that were not cancelled, the latest first."""
    rows = db.session.execute(
        select(Meeting.id, Meeting.number, Meeting.date)
        .where(
            Meeting.association_id == g.year.association_id,
            Meeting.year_id == g.year.id,
            Meeting.status != MeetingStatus.CANCELLED,
        )
        .order_by(Meeting.date.desc(), Meeting.id)
    )
    return [(row.id, meeting_name(row)) for row in rows]
