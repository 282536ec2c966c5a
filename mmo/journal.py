"""The only place that commits: what changed, who changed it, and what must be judged again.

A write is one transaction: the records, a line of the audit log for each, the growth of the
revision of every year touched, and the new judgement of those years. Either all of it is kept
or none. Nothing is acknowledged before it is committed.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Executable, event, insert, select, update
from sqlalchemy.orm import Session

from mmo.associations.models import (
    Association,
    AssociationYear,
    Organisation,
    ParameterOverride,
    YearOrganisation,
)
from mmo.audit.models import AuditLine
from mmo.audit.noting import about, changes_of, year_of
from mmo.clock import now, today
from mmo.database import Base, Stamped, is_writing, uuid7, writing
from mmo.extensions import db
from mmo.findings import hold


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
    """What the running transaction has written so far, and, at its end, what became of it.

    `turned` holds, by year, the statuses of rules before and after, where they differ; `kept`
    the records that were written, the `new` ones too. Where it does not tell values, the audit
    log keeps the facts alone: personal data that is forgotten.
    """

    action: str
    tells_values: bool = True
    lines: list[dict[str, Any]] = field(default_factory=list)
    years: set[UUID] = field(default_factory=set)
    organisations: set[UUID] = field(default_factory=set)
    associations: set[UUID] = field(default_factory=set)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    turned: dict[UUID, dict[str, tuple[str, str]]] = field(default_factory=dict)
    kept: dict[Base, None] = field(default_factory=dict)
    new: dict[Base, None] = field(default_factory=dict)
    gone: dict[Base, None] = field(default_factory=dict)

    def tell(self, record: Base, **told: Any) -> None:
        """Add a line about a record that says more than its values: a reason, a count."""
        changes = {name: [None, value] for name, value in told.items()}
        self.lines.append(_line(self.action, **about(record), changes=changes))


_running: ContextVar[Change | None] = ContextVar("running", default=None)


@contextmanager
def change(action: str, *, tells_values: bool = True) -> Iterator[Change]:
    """Everything written to the session inside becomes one transaction with its audit lines."""
    with _transaction(action, tells_values) as running:
        yield running
        _settle(running)
        for follower in current_app.extensions.get("followers", ()):
            follower(db.session(), running)
        db.session.commit()


@contextmanager
def trial() -> Iterator[Change]:
    """Write, judge, and take everything back: what would become of the year.

    After the block the session is as it was before it, and `Change.turned` tells the difference.
    """
    with _transaction("trial") as running:
        yield running
        _settle(running)
        db.session.rollback()


@contextmanager
def _transaction(action: str, tells_values: bool = True) -> Iterator[Change]:
    running = Change(action, tells_values)
    token = _running.set(running)
    try:
        with writing():
            yield running
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _running.reset(token)


def _settle(running: Change) -> None:
    db.session.flush()
    _write_lines(running.lines)
    years = running.years | _years_of(running.organisations, running.associations)
    judge = current_app.extensions["judge"]
    before = judge.stored_statuses(db.session(), years)
    _judge_again(years)
    after = judge.stored_statuses(db.session(), years)
    running.turned = {year: turned(before.get(year, {}), after.get(year, {})) for year in years}
    for work in running.afterwards:
        work()


def turned(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The rules whose status differs, with both statuses."""
    return {
        rule: (before[rule], status)
        for rule, status in after.items()
        if rule in before and before[rule] != status
    }


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


def note(action: str, *beside: Executable, **about_it: Any) -> None:
    """Write an audit line for what changes no record: a view, an export, a refused sign-in.

    Args:
        beside: what is written in the same transaction, such as the code of a printed paper.
    """
    with aside() as execute:
        for statement in beside:
            execute(statement)
        execute(insert(AuditLine).values(_line(action, **about_it)))


def _line(action: str, **about_it: Any) -> dict[str, Any]:
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
        **about_it,
    }


def empty_lines(lines: Iterable[UUID]) -> None:
    """Empty the values of these audit lines; the lines themselves stay.

    The database lets nothing else be changed in them.
    """
    assert _running.get() is not None, "lines are emptied inside journal.change"
    db.session.execute(update(AuditLine).where(AuditLine.id.in_(list(lines))).values(changes={}))


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
        changes = changes_of(record, is_deleted=record in deleted)
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
            if record in new and running.action != "restore":
                record.created_by = actor.account_id
            record.changed_at, record.changed_by = moment, actor.account_id
        created = record in new and running.action == "change"
        verb = "create" if created else running.action
        told = changes if running.tells_values else {}
        running.lines.append(_line(verb, **about(record), changes=told))
        if isinstance(record, Organisation):
            running.organisations.add(record.id)
        elif isinstance(record, ParameterOverride):
            running.organisations.add(record.organisation_id)
        elif isinstance(record, Association):
            running.associations.add(record.id)
        elif year := year_of(record):
            running.years.add(year)


def _write_lines(lines: list[dict[str, Any]]) -> None:
    if lines:
        db.session.execute(insert(AuditLine), lines)


def _years_of(organisations: set[UUID], associations: set[UUID]) -> set[UUID]:
    """The years that speak of these organisations, and those of these associations."""
    found: set[UUID] = set()
    if organisations:
        query = select(YearOrganisation.year_id).where(
            YearOrganisation.organisation_id.in_(organisations)
        )
        found |= set(db.session.scalars(query))
    if associations:
        of_them = AssociationYear.association_id.in_(associations)
        found |= set(db.session.scalars(select(AssociationYear.id).where(of_them)))
    return found


def _judge_again(years: set[UUID]) -> None:
    if not years:
        return
    hold(db.session(), list(years))
    db.session.execute(
        update(AssociationYear)
        .where(AssociationYear.id.in_(years))
        .values(revision=AssociationYear.revision + 1)
        .execution_options(synchronize_session=False)
    )
    settings = current_app.config["SETTINGS"]
    current_app.extensions["judge"].refresh(db.session(), years, today(settings.zone))
