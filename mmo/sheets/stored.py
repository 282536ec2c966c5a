"""The records of a year as rows of a table: read with all their parts, and written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from mmo.activities.models import Activity, Participation
from mmo.database import AnyRow, text_key, uuid7
from mmo.extensions import db
from mmo.members.models import Member, SelfEducation
from mmo.plans.models import Plan, PlanItem
from mmo.sheets.columns import SheetKind

MODELS: dict[str, Any] = {"member": Member, "plan_item": PlanItem, "activity": Activity}
PARTS = {"topic", "participants"}
"""Columns that are kept in other tables."""
RENAMED = {"organisation": "organisation_id", "responsible": "responsible_id"}


@dataclass(slots=True)
class Stored:
    """A record with its values by column."""

    record: Any
    values: dict[str, Any]


def stored(kind: SheetKind, year: AnyRow) -> list[Stored]:
    """The year's records of a kind, in their order."""
    model = MODELS[kind.name]
    rows = db.session.scalars(select(model).where(_in(model, year)).order_by(model.ordinal)).all()
    topics: dict[UUID, Any] = {}
    people: dict[UUID, list[UUID]] = {}
    if model is Member:
        found = select(SelfEducation.member_id, SelfEducation.topic)
        topics = {row.member_id: row.topic
                  for row in db.session.execute(found.where(_in(SelfEducation, year)))}  # fmt: skip
    elif model is Activity:
        parts = select(Participation.activity_id, Participation.member_id)
        parts = parts.where(_in(Participation, year)).order_by(Participation.ordinal)
        for row in db.session.execute(parts):
            people.setdefault(row.activity_id, []).append(row.member_id)
    return [Stored(row, _values(kind, row, topics, people)) for row in rows]


def _values(kind: SheetKind, row: Any, topics: Mapping[UUID, Any], people: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in kind.columns:
        name = column.name
        if name == "topic":
            values[name] = topics.get(row.id)
        elif name == "participants":
            values[name] = people.get(row.id, [])
        else:
            found = getattr(row, RENAMED.get(name, name))
            values[name] = getattr(found, "value", found)
    return values


def has_plan(year: AnyRow) -> bool:
    """Whether the year has a plan into which items could come."""
    return db.session.scalar(select(Plan.id).where(_in(Plan, year))) is not None


class Writer:
    """Writes the rows of one table, inside the running change."""

    def __init__(self, kind: SheetKind, year: AnyRow) -> None:
        self.kind, self.year, self.model = kind, year, MODELS[kind.name]
        last = db.session.scalar(select(func.max(self.model.ordinal)).where(_in(self.model, year)))
        self.next = 0 if last is None else last + 1
        self.plan = db.session.scalar(select(Plan.id).where(_in(Plan, year)))

    def make(self, values: dict[str, Any]) -> None:
        """A new record, after the others."""
        key = uuid7()
        record = self.model(
            association_id=self.year.association_id, year_id=self.year.id, id=key, ref=str(key),
            ordinal=self.next,
        )  # fmt: skip
        self.next += 1
        if self.model is PlanItem:
            record.plan_id = self.plan
        self.change(record, values)
        db.session.add(record)

    def change(self, record: Any, values: dict[str, Any]) -> None:
        """Set these values of a record; its parts in their own tables."""
        for name, value in values.items():
            if name not in PARTS:
                setattr(record, RENAMED.get(name, name), value)
        if "full_name" in values:
            record.name_key = text_key(values["full_name"]) or ""
        if "topic" in values:
            self._topic(record.id, values["topic"])
        if "participants" in values:
            self._participants(record.id, values["participants"])

    def _topic(self, member: UUID, topic: str | None) -> None:
        own = db.session.get(SelfEducation, (self.year.association_id, member))
        if own is None:
            if topic is None:
                return
            own = self._part(SelfEducation, member_id=member)
        own.topic = topic

    def _participants(self, activity: UUID, members: list[UUID]) -> None:
        rows = db.session.scalars(
            select(Participation).where(
                _in(Participation, self.year), Participation.activity_id == activity
            )
        )
        existing = {row.member_id: row for row in rows}
        for ordinal, member in enumerate(members):
            row = existing.pop(member, None) or self._part(
                Participation, activity_id=activity, member_id=member
            )
            row.ordinal = ordinal
        for row in existing.values():
            db.session.delete(row)

    def _part(self, model: Any, **values: Any) -> Any:
        row = model(association_id=self.year.association_id, year_id=self.year.id, **values)
        db.session.add(row)
        return row


def key_of(kind: SheetKind, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """By what a record is found again, as it is compared."""
    return tuple(
        " ".join((text_key(value) or "").split()) if isinstance(value, str) else value
        for value in (values.get(name) for name in kind.key)
    )


def _in(model: Any, year: AnyRow) -> Any:
    return (model.association_id == year.association_id) & (model.year_id == year.id)


def comparable(value: Any) -> Any:
    """A value as two are compared: nothing is nothing, however it is kept."""
    if isinstance(value, list | tuple):
        return list(value) or None
    return value if isinstance(value, date) or value not in ("", None) else None
