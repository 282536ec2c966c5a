"""Revisions of a plan: its items as they stood, and what differs between two of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from mmo.audit.noting import plain
from mmo.database import uuid7
from mmo.extensions import db
from mmo.plans.models import Cause, Plan, PlanItem, PlanRevision
from mmo.plans.reading import items_of_year
from mmo.records.choices import members
from mmo.web import today

FIELDS = {
    "section": _l("Section"),
    "title": _l("What is done"),
    "due": _l("Term"),
    "responsible": _l("Responsible"),
    "expected": _l("Expected result"),
    "priority": _l("Main direction"),
    "clauses": _l("Clauses"),
}
"""What makes up an item of a plan; whether it is done is no part of the plan."""

CAUSE = {
    Cause.SUBMITTED: _l("handed in to be agreed"),
    Cause.RETURNED: _l("returned with remarks"),
    Cause.AGREED: _l("agreed"),
    Cause.APPROVED: _l("approved at a meeting"),
    Cause.REVISED: _l("changed"),
}

Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that differs; `changes` are a field's name with its old and new value."""

    title: str
    section: str
    changes: Sequence[tuple[Any, Any, Any]] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two states of a plan."""

    added: list[Difference]
    removed: list[Difference]
    changed: list[Difference]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def count(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)


def as_kept(items: Iterable[PlanItem]) -> list[Kept]:
    """Items as a revision keeps them: plain values, the responsible by name."""
    named = dict(members())
    return [
        {
            "id": str(item.id),
            **{name: plain(getattr(item, name)) for name in FIELDS if name != "responsible"},
            "responsible": named.get(item.responsible_id) if item.responsible_id else None,
        }
        for item in items
    ]


def keep(plan: Plan, cause: Cause, note: str | None = None) -> PlanRevision:
    """Keep the plan's items as they stand now, inside the running change."""
    db.session.flush()
    last = db.session.scalar(
        select(func.max(PlanRevision.number)).where(
            PlanRevision.association_id == plan.association_id, PlanRevision.plan_id == plan.id
        )
    )
    revision = PlanRevision(
        association_id=plan.association_id,
        year_id=plan.year_id,
        id=uuid7(),
        plan_id=plan.id,
        number=(last or 0) + 1,
        made_on=today(),
        cause=cause,
        note=note,
        items=as_kept(items_of_year()),
    )
    db.session.add(revision)
    return revision


def revisions(plan: Plan) -> list[PlanRevision]:
    """The kept revisions of a plan, the last first."""
    chosen = select(PlanRevision).where(
        PlanRevision.association_id == g.year.association_id, PlanRevision.plan_id == plan.id
    )
    return list(db.session.scalars(chosen.order_by(PlanRevision.number.desc())))


def compare(before: Iterable[Kept], after: Iterable[Kept]) -> Compared:
    """What was added, removed and changed on the way from one state to the other."""
    old, new = ({item["id"]: item for item in each} for each in (before, after))
    return Compared(
        added=[_whole(item) for key, item in new.items() if key not in old],
        removed=[_whole(item) for key, item in old.items() if key not in new],
        changed=[
            Difference(item["title"], item["section"], found)
            for key, item in new.items()
            if key in old and (found := _changes(old[key], item))
        ],
    )


def _whole(item: Kept) -> Difference:
    return Difference(item["title"], item["section"])


def _changes(old: Kept, new: Kept) -> list[tuple[Any, Any, Any]]:
    return [
        (word, old.get(name), new.get(name))
        for name, word in FIELDS.items()
        if old.get(name) != new.get(name)
    ]
