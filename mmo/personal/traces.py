"""Where else somebody is named: papers, reasons of absence, typed cases, lines of the audit log."""

import json
from collections.abc import Collection, Sequence
from uuid import UUID

from flask import g
from sqlalchemy import String, and_, cast, or_, select

from mmo.audit.models import AuditLine
from mmo.database import text_key
from mmo.documents.models import NameCases, PrintedPaper
from mmo.extensions import db
from mmo.meetings.models import Attendance
from mmo.members.models import Handover, Member, Person
from mmo.naming import short_name
from mmo.plans.models import PlanRevision
from mmo.records.models import RemovedRecord
from mmo.tenancy import unfenced

TELLING = (
    "member", "self_education", "self_education_stage", "course", "card_proposal",
    "personal_basis", "stored_file", "file_version", "attendance", "removed_record",
    "handover", "plan_revision", "name_cases",
)  # fmt: skip
"""Records of an association whose audit lines may tell something of a member."""


def rename(rows: Sequence[Member], old_names: set[str], name: str) -> None:
    """Give papers that name somebody the name that is left; inside `journal.change`."""
    _in_revisions(old_names, name)
    _in_handovers(old_names, name)
    _in_printed_papers(old_names, name)
    _forget_cases({text_key(each) or "" for each in old_names}, {each.id for each in rows})


def _in_revisions(old_names: set[str], name: str) -> None:
    chosen = select(PlanRevision).where(PlanRevision.association_id == g.year.association_id)
    for revision in db.session.scalars(chosen):
        if any(item.get("responsible") in old_names for item in revision.items):
            revision.items = [
                item | {"responsible": name} if item.get("responsible") in old_names else item
                for item in revision.items
            ]


def _in_handovers(old_names: set[str], name: str) -> None:
    chosen = select(Handover).where(Handover.association_id == g.year.association_id)
    for handover in db.session.scalars(chosen):
        for side in ("from_name", "to_name"):
            if getattr(handover, side) in old_names:
                setattr(handover, side, name)


def _in_printed_papers(old_names: set[str], name: str) -> None:
    """A file is called after the person whom a petition or an order is about."""
    short = [short_name(each).rstrip(". ") for each in old_names]
    chosen = select(PrintedPaper).where(
        PrintedPaper.association_id == g.year.association_id,
        or_(*(PrintedPaper.file_name.contains(each, autoescape=True) for each in short)),
    )
    for paper in db.session.scalars(chosen):
        for each in short:
            paper.file_name = paper.file_name.replace(each, name)


def _forget_cases(keys: set[str], members: set[UUID]) -> None:
    """The cases of a name that a person typed, unless a namesake still has it."""
    chosen = select(NameCases).where(
        NameCases.association_id == g.year.association_id, NameCases.name_key.in_(keys)
    )
    kept = select(Member.name_key).where(
        Member.association_id == g.year.association_id,
        Member.name_key.in_(keys),
        Member.id.not_in(members),
    )
    named = set(db.session.scalars(kept))
    for cases in db.session.scalars(chosen):
        if cases.name_key not in named:
            db.session.delete(cases)


def drop_reasons(association: UUID, keys: Sequence[UUID], removed: list[RemovedRecord]) -> None:
    """Why somebody was absent says something of them, in a deleted meeting too."""
    chosen = select(Attendance).where(
        Attendance.association_id == association, Attendance.member_id.in_(keys),
        Attendance.reason.is_not(None),
    )  # fmt: skip
    for each in db.session.scalars(chosen):
        each.reason = None
    own = {str(key) for key in keys}
    for record in removed:
        marks = record.rows.get("attendance", [])
        if any(mark["member_id"] in own and mark["reason"] for mark in marks):
            record.rows = record.rows | {
                "attendance": [
                    mark | {"reason": None} if mark["member_id"] in own else mark for mark in marks
                ]
            }


def forget_person(member: Member, name: str) -> bool:
    """Forget the person behind, unless a member of another association is left; says whether."""
    person = db.session.get(Person, member.person_id) if member.person_id else None
    if person is None:
        return True
    others = select(Member.id).where(
        Member.person_id == person.id, Member.association_id != member.association_id
    )
    with unfenced(db.session()):  # whether there is one is all that is asked
        if db.session.scalar(others.limit(1)) is not None:
            return False
    person.full_name = name
    return True


def audit_lines(keys: Collection[UUID], old_names: set[str], *, of_persons: bool) -> list[UUID]:
    """The audit lines whose values tell of somebody: by keys of their records, and by names.

    A line about typed cases does not say whose they are, so the values of all of those go. Lines
    about the person behind belong to no association.
    """
    values = cast(AuditLine.changes, String)
    known = [*old_names, *(text_key(name) or "" for name in old_names)]
    words: list[str] = [str(key) for key in keys]
    words += [json.dumps(name, ensure_ascii=ascii)[1:-1]
              for name in known for ascii in (True, False)]  # fmt: skip
    told = or_(*(values.contains(word, autoescape=True) for word in words))
    typed = AuditLine.record_kind == NameCases.__tablename__
    where = and_(
        AuditLine.association_id == g.year.association_id,
        AuditLine.record_kind.in_(TELLING),
        AuditLine.record_id.in_(keys) | told | typed,
    )
    if of_persons:
        where |= (AuditLine.record_kind == Person.__tablename__) & told
    return list(db.session.scalars(select(AuditLine.id).where(where)))
