"""What stands in a calendar: meetings, activities, terms, and the deadlines of clauses.

Everything is read in a fixed number of queries, however many years are asked for. A deadline
of a clause comes from the stored state; nothing is judged here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from mmo.accounts.permissions import Can
from mmo.activities.models import Activity, ActivityStatus
from mmo.compliance.models import YearState
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import ClauseEntry, Obligation
from mmo.database import AnyRow
from mmo.findings import Judge
from mmo.labels import KIND
from mmo.meetings.models import Decision, Meeting, MeetingStatus
from mmo.plans.models import PlanItem
from mmo.schoolyear import Window
from mmo.submissions.models import Submission


class EventKind(StrEnum):
    MEETING = "meeting"
    ACTIVITY = "activity"
    PLAN_ITEM = "plan_item"
    DECISION = "decision"
    SUBMISSION = "submission"
    CLAUSE = "clause"


KIND_WORD = {
    EventKind.MEETING: _l("meeting"),
    EventKind.ACTIVITY: _l("activity"),
    EventKind.PLAN_ITEM: _l("term of a plan item"),
    EventKind.DECISION: _l("term of a decision"),
    EventKind.SUBMISSION: _l("term of a paper"),
    EventKind.CLAUSE: _l("deadline of the regulation"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a calendar, all of a day.

    Attributes:
        key: the same for ever and unique between installations.
        row: the year that it belongs to.
        anchor: what `address` needs to find its page.
    """

    day: date
    kind: EventKind
    title: str
    key: str
    row: AnyRow
    changed_at: datetime
    anchor: str = ""
    note: str = ""
    version: int = 1
    done: bool = False
    cancelled: bool = False

    @property
    def order(self) -> tuple[Any, ...]:
        return self.day, list(EventKind).index(self.kind), self.row.code, self.title, self.key


def address(event: Event, *, whole: bool = False) -> str:
    """The page that an event leads to: its clause, its record, or its day in the calendar.

    Args:
        whole: with the installation's own name, for a program outside.
    """
    year = {"association": event.row.code, "year": event.row.year, "_external": whole}
    if event.kind is EventKind.CLAUSE:
        return url_for("regulation.living", **year, _anchor=event.anchor)
    if has_page(event):
        return url_for(f"records.{event.kind}_show", **year, record_id=event.key)
    return url_for("dates.of_year", **year, month=f"{event.day:%Y-%m}", _anchor=f"d{event.day}")


def has_page(event: Event) -> bool:
    """Whether an event leads to more than its day in the calendar."""
    record = f"records.{event.kind}_show" in current_app.view_functions
    return record or event.kind is EventKind.CLAUSE


@dataclass(frozen=True, slots=True)
class Readable:
    """A year, and whether its records may be read or its state only."""

    row: AnyRow
    can: set[Can]

    @property
    def records(self) -> bool:
        return Can.READ_RECORDS in self.can


def events(session: Session, judge: Judge, years: Sequence[Readable], span: Window) -> list[Event]:
    """Everything that stands in the calendar of these years on these days, in order."""
    full = {year.row.id: year.row for year in years if year.records}
    found: list[Event] = []
    for model, day, make in SOURCES:
        if full:
            chosen = select(*columns(model)).where(
                model.association_id.in_({row.association_id for row in full.values()}),
                model.year_id.in_(list(full)),
                day.between(span.first, span.last),
            )
            found += (make(each, full[each.year_id]) for each in session.execute(chosen))
    stated = {year.row.id: year.row for year in years if Can.SEE_STATE in year.can}
    found += (each for each in _deadlines(session, judge, stated) if each.day in span)
    return sorted(found, key=lambda event: event.order)


def columns(model: Any) -> list[Any]:
    """The columns of a table, to be read as rows."""
    return list(model.__table__.columns)


def _meeting(row: AnyRow, year: AnyRow) -> Event:
    title = (
        _("Meeting: %(theme)s", theme=row.theme)
        if row.number is None
        else _("Meeting no. %(number)s: %(theme)s", number=row.number, theme=row.theme)
    )
    return Event(
        row.date, EventKind.MEETING, title, _key(row), year, row.changed_at,
        anchor=row.ref, note=row.place or "", version=row.version,
        done=row.status is MeetingStatus.HELD, cancelled=row.status is MeetingStatus.CANCELLED,
    )  # fmt: skip


def _activity(row: AnyRow, year: AnyRow) -> Event:
    return Event(
        row.date, EventKind.ACTIVITY, row.title, _key(row), year, row.changed_at,
        anchor=row.ref, note=str(KIND[row.kind]), version=row.version,
        done=row.status is ActivityStatus.DONE, cancelled=row.status is ActivityStatus.CANCELLED,
    )  # fmt: skip


def _plan_item(row: AnyRow, year: AnyRow) -> Event:
    return Event(
        row.due, EventKind.PLAN_ITEM, row.title, _key(row), year, row.changed_at,
        anchor=row.ref, note=row.section, version=row.version, done=row.done_on is not None,
    )  # fmt: skip


def _decision(row: AnyRow, year: AnyRow) -> Event:
    return Event(
        row.due, EventKind.DECISION, row.text, _key(row), year, row.changed_at,
        anchor=row.ref, version=row.version, done=row.done_on is not None,
    )  # fmt: skip


def _submission(row: AnyRow, year: AnyRow) -> Event:
    return Event(
        row.due, EventKind.SUBMISSION, row.what, _key(row), year, row.changed_at,
        anchor=row.ref, note=row.to, version=row.version, done=row.submitted_on is not None,
    )  # fmt: skip


def _key(row: AnyRow) -> str:
    return str(row.id)


Make = Callable[[AnyRow, AnyRow], Event]
SOURCES: tuple[tuple[Any, Any, Make], ...] = (
    (Meeting, Meeting.date, _meeting),
    (Activity, Activity.date, _activity),
    (PlanItem, PlanItem.due, _plan_item),
    (Decision, Decision.due, _decision),
    (Submission, Submission.due, _submission),
)
"""Tables of records that stand in a calendar, the column of their day, and their event."""


def _deadlines(session: Session, judge: Judge, rows: dict[Any, AnyRow]) -> Iterator[Event]:
    """The next due day of every clause that is open, from what is stored of these years."""
    if not rows:
        return
    rules = judge.rules_of_all(session, rows.values())
    chosen = select(YearState.year_id, YearState.rules, YearState.judged_at).where(
        YearState.association_id.in_({row.association_id for row in rows.values()}),
        YearState.year_id.in_(list(rows)),
    )
    for state in session.execute(chosen):
        yield from _of_state(state, rows[state.year_id], rules[state.year_id])


def _of_state(state: AnyRow, row: AnyRow, rules: YearRules) -> Iterator[Event]:
    """Deadlines that one thing settles on one day are one line with all their clauses."""
    together: dict[tuple[date, str], list[tuple[ClauseEntry, str]]] = {}
    for clause, rule in rules.edition.rules():
        due = state.rules.get(rule.id, (None, None))[1]
        if due and clause.obligation in (Obligation.MUST, Obligation.SHOULD):
            key = date.fromisoformat(due), rule.remedy
            together.setdefault(key, []).append((clause, rule.id))
    for (day, remedy), found in together.items():
        clauses = list({clause.id: clause for clause, _rule in found}.values())
        labels = ", ".join(rules.edition.label(clause.id) for clause in clauses)
        required = any(clause.obligation is Obligation.MUST for clause in clauses)
        note = _("cl. %(numbers)s", numbers=labels)
        if not required:
            note += ", " + _("advised")
        yield Event(
            day, EventKind.CLAUSE, remedy, f"{row.id}-{found[0][1]}", row, state.judged_at,
            anchor=clauses[0].id, note=note,
        )  # fmt: skip
