"""The only place that commits: what changed, who changed it, and what must be judged again.

A write is one transaction: the records, a line of the audit log for each, the growth of the
revision of every year touched, and the new judgement of those years. Either all of it is kept
or none. Nothing is acknowledged before it is committed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Executable, event, insert, inspect, select, update
from sqlalchemy.orm import Session

from mmo.associations.models import AssociationYear, Organisation, YearOrganisation
from mmo.audit.models import AuditLine
from mmo.clock import now, today
from mmo.database import Base, Stamped, is_writing, uuid7, writing
from mmo.extensions import db

UNTOLD = {
    "version",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "password_hash",
    "extracted",
}
"""Columns that the audit log leaves out: bookkeeping, secrets, and whole files' texts."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does what is written: an account, or the program itself."""

    account_id: UUID | None
    name: str


PROGRAM = Actor(None, "program")
_actor: ContextVar[Actor] = ContextVar("actor", default=PROGRAM)


def act_as(actor: Actor = PROGRAM) -> None:
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


@dataclass(slots=True)
class Change:
    """What the running transaction has written so far; `kept` holds the `new` records too."""

    action: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    years: set[UUID] = field(default_factory=set)
    organisations: set[UUID] = field(default_factory=set)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    kept: dict[Base, None] = field(default_factory=dict)
    new: dict[Base, None] = field(default_factory=dict)
    gone: dict[Base, None] = field(default_factory=dict)


_running: ContextVar[Change | None] = ContextVar("running", default=None)


@contextmanager
def change(action: str) -> Iterator[None]:
    """Everything written to the session inside becomes one transaction with its audit lines."""
    running = Change(action)
    token = _running.set(running)
    try:
        with writing():
            yield
            db.session.flush()
            _write_lines(running.lines)
            _judge_again(running.years | _years_of(running.organisations))
            for work in running.afterwards:
                work()
            for follower in current_app.extensions.get("followers", ()):
                follower(db.session(), running)
            db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _running.reset(token)


@contextmanager
def aside() -> Iterator[Callable[[Executable], Any]]:
    """Write beside what the request is about, and keep it at once.

    A request that writes may already hold the write lock, so there its own session is used.
    """
    if is_writing():
        yield db.session.execute
        db.session.commit()
    else:
        with writing(), db.engine.begin() as connection:
            yield connection.execute


def note(action: str, **about: Any) -> None:
    """Write an audit line for what changes no record: a view, an export, a refused sign-in."""
    with aside() as execute:
        execute(insert(AuditLine).values(_line(action, **about)))


def _line(action: str, **about: Any) -> dict[str, Any]:
    actor = _actor.get()
    return {
        "id": uuid7(),
        "at": now(),
        "account_id": actor.account_id,
        "actor": actor.name,
        "action": action,
        "association_id": None,
        "year_id": None,
        "record_kind": None,
        "record_id": None,
        "changes": {},
        **about,
    }


def rebuild_history(year: AssociationYear) -> None:
    """Work out how a year went that comes in whole from a file, once it has been judged."""
    running = _running.get()
    assert running is not None, "a history is rebuilt inside journal.change"
    judge, settings = current_app.extensions["judge"], current_app.config["SETTINGS"]
    running.afterwards.append(
        lambda: judge.rebuild_history(db.session(), year.id, today(settings.zone))
    )


def follow(app: Flask, work: Callable[[Session, Change], None]) -> None:
    """Do this with every change, in its transaction, after all records are written."""
    app.extensions.setdefault("followers", []).append(work)


def watch(session: Any) -> None:
    """Take note of everything that this session is about to write."""
    if not event.contains(session, "before_flush", _take_note):
        event.listen(session, "before_flush", _take_note)


def _take_note(session: Session, _context: object, _instances: object) -> None:
    running = _running.get()
    if running is None:
        raise RuntimeError("records are written only inside journal.change, save or remove")
    moment, actor = now(), _actor.get()
    new, deleted = set(session.new), set(session.deleted)
    for record in (*new, *session.dirty, *deleted):
        changes = _changes(record, is_deleted=record in deleted)
        if not changes:
            continue
        if record in deleted:
            running.gone[record] = None
            running.kept.pop(record, None)
        else:
            running.kept[record] = None
        if record in new:
            running.new[record] = None
        if isinstance(record, Stamped):
            if record in new:
                record.created_by = actor.account_id
            record.changed_at, record.changed_by = moment, actor.account_id
        created = record in new and running.action == "change"
        verb = "create" if created else running.action
        running.lines.append(_line(verb, **_about(record), changes=changes))
        if isinstance(record, Organisation):
            running.organisations.add(record.id)
        elif year := _year_of(record):
            running.years.add(year)


def _year_of(record: Any) -> UUID | None:
    year: UUID | None = (
        record.id if isinstance(record, AssociationYear) else getattr(record, "year_id", None)
    )
    return year


def _write_lines(lines: list[dict[str, Any]]) -> None:
    if lines:
        db.session.execute(insert(AuditLine), lines)


def _changes(record: Base, *, is_deleted: bool) -> dict[str, list[Any]]:
    """Old and new value of every column that changed; all of them where the record is new."""
    state = inspect(record)
    found: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in UNTOLD:
            continue
        value = getattr(record, name)
        if is_deleted:
            found[name] = [_plain(value), None]
        elif state.pending:
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


def _about(record: Any) -> dict[str, Any]:
    own = getattr(record, "id", None)
    return {
        "association_id": getattr(record, "association_id", None),
        "year_id": _year_of(record),
        "record_kind": record.__tablename__,
        "record_id": own if isinstance(own, UUID) else None,
    }


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
    db.session.execute(
        update(AssociationYear)
        .where(AssociationYear.id.in_(years))
        .values(revision=AssociationYear.revision + 1)
        .execution_options(synchronize_session=False)
    )
    settings = current_app.config["SETTINGS"]
    current_app.extensions["judge"].refresh(db.session(), years, today(settings.zone))
