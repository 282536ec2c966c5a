"""Making a plan: empty, from a ready one, from last year's, or from what nothing serves yet."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.database import AnyRow, uuid7
from mmo.extensions import db
from mmo.members.models import Member
from mmo.plans import reading
from mmo.plans.models import PlanItem
from mmo.plans.ready_made import ReadyPlan, a_year_later, day_in
from mmo.records.forms import of_year
from mmo.records.writing import new_in_year, next_ordinal


def last_year_items() -> Sequence[AnyRow]:
    """The items of the last earlier plan of this association, with who answered for them."""
    last = db.session.execute(
        select(AssociationYear.id, AssociationYear.year)
        .join(
            PlanItem,
            (PlanItem.association_id == AssociationYear.association_id)
            & (PlanItem.year_id == AssociationYear.id),
        )
        .where(
            AssociationYear.association_id == g.year.association_id,
            AssociationYear.year < g.year.year,
        )
        .order_by(AssociationYear.year.desc())
    ).first()
    if last is None:
        return []
    return db.session.execute(
        select(
            PlanItem.section, PlanItem.title, PlanItem.due, PlanItem.priority, PlanItem.expected,
            PlanItem.clauses, Member.person_id, Member.name_key,
        )
        .outerjoin(
            Member,
            (Member.association_id == PlanItem.association_id)
            & (Member.id == PlanItem.responsible_id),
        )
        .add_columns(AssociationYear.year)
        .join(
            AssociationYear,
            (AssociationYear.association_id == PlanItem.association_id)
            & (AssociationYear.id == PlanItem.year_id),
        )
        .where(PlanItem.association_id == g.year.association_id, PlanItem.year_id == last.id)
        .order_by(PlanItem.ordinal, PlanItem.id)
    ).all()  # fmt: skip


def copy_last_year(sections: Collection[str]) -> int:
    """Copy these sections of the last plan, terms moved on; says how many items came."""
    people = _members_by_person()
    rows = [row for row in last_year_items() if row.section in sections]
    return _add(
        {
            "section": row.section,
            "title": row.title,
            "due": a_year_later(row.due, g.year.year - row.year),
            "priority": row.priority,
            "expected": row.expected,
            "clauses": list(row.clauses),
            "responsible_id": people.get(row.person_id) or people.get(row.name_key),
        }
        for row in rows
    )


def _members_by_person() -> dict[Any, UUID]:
    """This year's members who have not left, by the person and by the name."""
    rows = db.session.execute(
        select(Member.id, Member.person_id, Member.name_key).where(
            of_year(Member), Member.left_on.is_(None)
        )
    ).all()
    named = {row.name_key: row.id for row in rows}
    return named | {row.person_id: row.id for row in rows if row.person_id}


def copy_ready(plan: ReadyPlan, sections: Collection[str]) -> int:
    """Copy these sections of a ready plan; says how many items came."""
    return _add(
        {
            "section": item.section,
            "title": item.title,
            "due": day_in(g.year.year, item.due),
            "priority": item.priority,
            "expected": item.expected,
            "clauses": list(item.clauses),
            "responsible_id": None,
        }
        for item in plan.items
        if item.section in sections
    )


def add_items(rows: Collection[dict[str, Any]]) -> int:
    """Add items of these values; says how many came."""
    blank = {"due": None, "priority": False, "expected": None, "responsible_id": None}
    return _add(blank | row for row in rows)


def _add(rows: Any) -> int:
    """Write new items after the others, inside the running change; none stands there twice."""
    plan = reading.begun()
    there = {(item.section, item.title) for item in reading.items_of_year()}
    wanted = [row for row in rows if (row["section"], row["title"]) not in there]
    for place, row in enumerate(wanted, start=next_ordinal(PlanItem)):
        item = new_in_year(PlanItem, uuid7(), ordinal=place, plan_id=plan.id, **row)
        db.session.add(item)
    return len(wanted)
