"""Forgetting a member who has left: the data goes, the minutes' text stays, an act is made.

The member's rows of this association become «Бывший член МО № N». What a past year is judged by
stays filled, without saying what it was: a closed year does not rot.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from mmo import journal
from mmo.associations.models import AssociationYear
from mmo.database import text_key, uuid7
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from mmo.files.operations import the_storage
from mmo.members.models import CardProposal, Course, Member, SelfEducation, SelfEducationStage
from mmo.personal import traces
from mmo.personal.models import ForgettingAct, PersonalBasis
from mmo.records.models import RemovedRecord
from mmo.schoolyear import record_window
from mmo.web import today

JUDGED = ("position", "education", "category")
"""Words of a card whose presence is judged."""
GONE = (Course, SelfEducationStage, CardProposal, PersonalBasis)


def why_not(member: Member) -> str | None:
    """Why a member cannot be forgotten yet; None where they can."""
    if any(each.left_on is None and _is_present(each) for each in rows_of(member)):
        return _("The person is still a member. Enter the day of leaving first.")
    if any(each.left_on is not None and each.left_on > today() for each in rows_of(member)):
        return _("The day of leaving is still ahead.")
    if act_of(member) is not None:
        return _("This has been done already.")
    return None


def _is_present(member: Member) -> bool:
    """Whether the member's year still runs."""
    year = db.session.get(AssociationYear, (member.association_id, member.year_id))
    return year is not None and today() <= record_window(year.year).last


def rows_of(member: Member) -> list[Member]:
    """The person's members in all years of this association."""
    if member.person_id is None:
        return [member]
    found = select(Member).where(
        Member.association_id == member.association_id, Member.person_id == member.person_id
    )
    return list(db.session.scalars(found.order_by(Member.id)))


def act_of(member: Member) -> ForgettingAct | None:
    """The act by which a member was forgotten."""
    keys = [each.id for each in rows_of(member)]
    found: ForgettingAct | None = db.session.scalar(
        select(ForgettingAct).where(
            ForgettingAct.association_id == member.association_id,
            ForgettingAct.member_id.in_(keys),
        )
    )
    return found


def forget(member: Member, reason: str) -> ForgettingAct:
    """Forget a member who has left, in one transaction; the audit log keeps facts, no values."""
    rows = rows_of(member)
    old_names = {each.full_name for each in rows}
    act = ForgettingAct(
        association_id=g.year.association_id, year_id=g.year.id, id=uuid7(),
        number=_next_number(), made_on=today(), reason=reason,
        made_by=current_user.full_name, member_id=member.id,
    )  # fmt: skip
    with force_locale("ru"):
        name = _("Former member no. %(number)d", number=act.number)
        said = _("deleted by act no. %(number)d", number=act.number)
    with journal.change("forget", tells_values=False):
        files, kept = _remove_files(rows)
        counts, removed = _remove_parts(rows)
        act.removed = counts | {"stored_file": len(files)}
        for each in rows:
            _empty(each, name, said)
        traces.rename(rows, old_names, name)
        keys = [*(each.id for each in rows), *files, *removed]
        is_gone = traces.forget_person(member, name)
        journal.empty_lines(traces.audit_lines(keys, old_names, of_persons=is_gone))
        db.session.add(act)
    for name_of_bytes in kept:  # what a crash leaves here has no row, and the sweeper takes it
        the_storage().drop(act.association_id, name_of_bytes)
    return act


def _next_number() -> int:
    last = db.session.scalar(
        select(func.max(ForgettingAct.number)).where(
            ForgettingAct.association_id == g.year.association_id
        )
    )
    return (last or 0) + 1


def _empty(member: Member, name: str, said: str) -> None:
    """A card without what it said; what a past year is judged by stays filled."""
    year = db.session.get(AssociationYear, (member.association_id, member.year_id))
    assert year is not None
    window = record_window(year.year)
    judged = member.left_on is None or member.left_on > window.last
    for field in JUDGED:
        was = getattr(member, field)
        setattr(member, field, said if judged and was and was.strip() else None)
    if not judged:
        member.experience_years = None
    member.full_name, member.name_key = name, text_key(name) or ""
    member.homeroom_class = None
    member.category_assigned_on = None
    if not judged or member.category_valid_until not in window:
        member.category_valid_until = None  # inside the year it says that attestation was due
    topic = db.session.get(SelfEducation, (member.association_id, member.id))
    if topic is not None:
        topic.topic = said if judged and topic.topic and topic.topic.strip() else None
        topic.since = topic.output = topic.outcome = None


def _remove_parts(rows: Sequence[Member]) -> tuple[dict[str, int], list[UUID]]:
    """Delete what belongs to the members.

    Returns:
        How many rows of which table, and the keys under which deleted records were kept.
    """
    association, keys = rows[0].association_id, [each.id for each in rows]
    counts: dict[str, int] = {}
    for model in GONE:
        chosen: Any = select(model).where(
            model.association_id == association, model.member_id.in_(keys)
        )
        found = db.session.scalars(chosen).all()
        for each in found:
            db.session.delete(each)
        counts[model.__tablename__] = len(found)
    removed = db.session.scalars(
        select(RemovedRecord).where(RemovedRecord.association_id == association)
    ).all()
    kinds = {"member", *(model.__tablename__ for model in GONE)}
    named = [
        each
        for each in removed
        if each.record_kind in kinds and any(str(key) in str(each.rows) for key in keys)
    ]
    for each in named:
        db.session.delete(each)
    traces.drop_reasons(association, keys, [each for each in removed if each not in named])
    return counts | {"removed_record": len(named)}, [each.id for each in named]


def _remove_files(rows: Sequence[Member]) -> tuple[list[UUID], list[UUID]]:
    """Delete the members' files, those already put away too; their bytes go after the commit.

    Returns:
        The ids of the files, and the names under which their bytes lie.
    """
    chosen = select(StoredFile).where(
        StoredFile.association_id == rows[0].association_id,
        StoredFile.record_kind == "member",
        StoredFile.record_id.in_([each.id for each in rows]),
    )
    files = db.session.scalars(chosen).all()
    versions = db.session.scalars(
        select(FileVersion).where(
            FileVersion.association_id == rows[0].association_id,
            FileVersion.file_id.in_([file.id for file in files]),
        )
    ).all()
    kept = [version.kept_as for version in versions]
    for version in versions:
        db.session.delete(version)
    db.session.flush()
    for file in files:
        db.session.delete(file)
    return [file.id for file in files], kept
