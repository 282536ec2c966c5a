"""What forms offer for choice from the living regulation and the year's records."""

from uuid import UUID

from flask import current_app, g
from sqlalchemy import select

from mmo.compliance.rulefile import EvidenceRule, Obligation
from mmo.extensions import db
from mmo.findings import Judge
from mmo.meetings.models import Meeting, MeetingStatus
from mmo.members.models import Member
from mmo.naming import meeting_name

Sections = list[tuple[str, list[tuple[str, str, str]]]]


def clauses() -> Sections:
    """By section of the year's regulation: clauses that can be proved or whose right is used."""
    judge: Judge = current_app.extensions["judge"]
    edition = judge.rules_of(db.session(), g.year).edition
    found: dict[str, list[tuple[str, str, str]]] = {}
    for clause in edition.clauses:
        proved = any(isinstance(rule, EvidenceRule) for rule in clause.rules)
        if proved or clause.obligation is Obligation.MAY:
            section = clause.id.split(".")[1]
            entry = (clause.id, edition.label(clause.id), clause.gist)
            found.setdefault(section, []).append(entry)
    return [(f"{number}. {edition.sections.get(number, '')}", rows)
            for number, rows in found.items()]  # fmt: skip


def members() -> list[tuple[UUID, str]]:
    """The year's members by name; those who have left stand at the end."""
    rows = db.session.execute(
        select(Member.id, Member.full_name, Member.left_on)
        .where(Member.association_id == g.year.association_id, Member.year_id == g.year.id)
        .order_by(Member.left_on.is_not(None), Member.name_key)
    )
    return [(row.id, row.full_name) for row in rows]


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
