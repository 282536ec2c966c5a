"""The only place that commits: what changed, who changed it, and what must be judged again.

A write is one transaction: the records, a line of the audit log for each, the growth of the
revision of every year touched, and the new judgement of those years. Either all of it is kept
or none. Nothing is acknowledged before it is committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import inspect, select, update

from mmo.associations.models import AssociationYear, Organisation, YearOrganisation
from mmo.audit.models import AuditLine
from mmo.database import Base, Stamped, now, uuid7, writing
from mmo.extensions import db
from mmo.schoolyear import today

UNTOLD = {"version", "created_at", "created_by", "changed_at", "changed_by", "password_hash"}
"""Columns that the audit log leaves out: bookkeeping, and secrets."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does what is written: an account, or the program itself."""

    account_id: UUID | None
    name: str


PROGRAM = Actor(None, "program")
_actor: ContextVar[Actor] = ContextVar("actor", default=PROGRAM)


def act_as(actor: Actor) -> None:
    """Say for the rest of this request who acts."""
    _actor.set(actor)


def save(*records: Base, action: str = "change") -> None:
    """Keep new and changed records.

    Raises:
        StaleDataError: somebody changed one of them after it was read; nothing is kept.
    """
    with change(action):
        db.session.add_all(records)


def remove(record: Base, action: str = "delete") -> None:
    """Delete a record; its last values stay in the audit log."""
    with change(action):
        db.session.delete(record)


@contextmanager
def change(action: str) -> Iterator[None]:
    """Everything written to the session inside becomes one transaction with its audit lines."""
    with writing():
        try:
            yield
            _finish(action)
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def note(action: str, **about: Any) -> None:
    """Write an audit line for what changes no record: a sign-in, a view, an export."""
    with writing():
        db.session.add(_line(action, **about))
        db.session.commit()


def _line(action: str, **about: Any) -> AuditLine:
    actor = _actor.get()
    return AuditLine(id=uuid7(), account_id=actor.account_id, actor=actor.name,
                     action=action, **about)  # fmt: skip


def _finish(action: str) -> None:
    session = db.session
    moment, actor = now(), _actor.get()
    lines: list[AuditLine] = []
    touched: set[UUID] = set()
    organisations: set[UUID] = set()
    for record in (*session.new, *session.dirty, *session.deleted):
        changes = _changes(record)
        if not changes:
            continue
        if isinstance(record, Stamped):
            if record in session.new:
                record.created_by = actor.account_id
            record.changed_at, record.changed_by = moment, actor.account_id
        lines.append(_line(_verb(record, action), changes=changes, **_about(record)))
        if isinstance(record, AssociationYear):
            touched.add(record.id)
        elif year := getattr(record, "year_id", None):
            touched.add(year)
        elif isinstance(record, Organisation):
            organisations.add(record.id)
    session.flush()
    session.add_all(lines)
    _judge_again(touched | _years_of(organisations))


def _verb(record: Base, action: str) -> str:
    if record in db.session.new:
        return "create" if action == "change" else action
    return action


def _changes(record: Base) -> dict[str, list[Any]]:
    """Old and new value of every column that changed; all of them where the record is new."""
    state = inspect(record)
    found: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in UNTOLD:
            continue
        value = getattr(record, name)
        if state.deleted or record in db.session.deleted:
            found[name] = [_plain(value), None]
        elif state.transient or state.pending:
            if value is not None:
                found[name] = [None, _plain(value)]
        elif (history := state.attrs[name].history).has_changes():
            before = history.deleted[0] if history.deleted else None
            if before != value:
                found[name] = [_plain(before), _plain(value)]
    return found


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
    return value


def _about(record: Base) -> dict[str, Any]:
    return {
        "association_id": getattr(record, "association_id", None),
        "year_id": record.id if isinstance(record, AssociationYear)
        else getattr(record, "year_id", None),
        "record_kind": record.__tablename__,
        "record_id": getattr(record, "id", None) if isinstance(getattr(record, "id", None), UUID)
        else None,
    }  # fmt: skip


def _years_of(organisations: set[UUID]) -> set[UUID]:
    if not organisations:
        return set()
    query = select(YearOrganisation.year_id).where(
        YearOrganisation.organisation_id.in_(organisations)
    )
    return set(db.session.scalars(query))


def _judge_again(years: set[UUID]) -> None:
    if not years:
        return
    db.session.flush()
    db.session.execute(
        update(AssociationYear)
        .where(AssociationYear.id.in_(years))
        .values(revision=AssociationYear.revision + 1)
        .execution_options(synchronize_session=False)
    )
    settings = current_app.config["SETTINGS"]
    current_app.extensions["judge"].refresh(db.session(), years, today(settings.zone))
