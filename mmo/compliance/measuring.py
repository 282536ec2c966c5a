"""Measures what a year's records say of each rule on a day: how much is done, of what, by when.

Nothing is decided here. A rule of each kind becomes a *gauge* over the year's records; a gauge
read on a day gives a `Reading`, of which the engine decides the status and the screens tell why.
The same functions sort records into counted and not counted for both, so the two cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from mmo.compliance.engine import Measure
from mmo.compliance.facts import YearRecords
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import (
    AnyRule,
    ClauseEntry,
    CountRule,
    EachRule,
    EvidenceRule,
    Span,
    StateRule,
)
from mmo.compliance.terms import Term
from mmo.compliance.vocabulary import Countable, Fineness, Item, Standing, words
from mmo.schoolyear import Window, plus

COUNTED = "counted"
SCHEDULED = "scheduled"


class Reading(NamedTuple):
    """What was measured of a rule on a day.

    `done` of `wanted` are there and `scheduled` more are on the way; `due` is the day by which
    all must be. `counted` and `open` name records as ``meeting:z1``.
    """

    applies: bool
    wanted: int
    done: int
    scheduled: int
    due: date
    counted: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class Gauge(Protocol):
    """A rule over one year's records."""

    schedulable: bool
    numbered: bool
    """Whether the rule's numbers are told (count and evidence) or not (each and state)."""

    def read(self, day: date) -> Reading:
        """What the records say on `day`, which is not after the end of the record window."""

    def dates(self) -> Iterable[date | None]:
        """All days on which a reading may change, for any reason but its due date."""


@dataclass(slots=True)
class CountGauge:
    """So many records of a collection, or at least one that proves an advised clause."""

    records: Sequence[Countable]
    wanted: int
    window: Window | None
    due: date
    schedulable: bool
    condition: str | None
    year: YearRecords
    numbered: bool = True

    def read(self, day: date) -> Reading:
        counted, scheduled = [], 0
        for record in self.records:
            outcome = self.outcome(record, day)
            if outcome == COUNTED:
                counted.append(record.ref)
            elif outcome == SCHEDULED:
                scheduled += 1
        applies = self.condition is None or words.conditions[self.condition].holds(self.year, day)
        return Reading(
            applies, self.wanted, len(counted), scheduled, self.due, tuple(sorted(counted))
        )

    def outcome(self, record: Countable, day: date) -> str:
        """`COUNTED`, `SCHEDULED`, or the code of the reason why the record is neither."""
        if record.never:
            return record.never.code
        if record.done_on is not None and record.done_on <= day:
            return COUNTED if self._inside(record.done_on) else "outside_window"
        if record.cancelled_on is not None and record.cancelled_on <= day:
            return "cancelled"
        if record.planned_for is None:
            return "dated_later" if record.done_on else "no_term"
        if record.planned_for <= day:
            return "never_marked" if record.done_on is None else "done_later"
        if not self._inside(record.planned_for):
            return "outside_window"
        if not self.schedulable:
            return "dated_later"
        return SCHEDULED if record.planned_for <= self.due else "after_due"

    def _inside(self, day: date) -> bool:
        return self.window is None or day in self.window

    def dates(self) -> Iterable[date | None]:
        for record in self.records:
            yield from (record.done_on, record.planned_for, record.cancelled_on)
        if self.condition:
            yield from words.conditions[self.condition].dates(self.year)


@dataclass(slots=True)
class EachGauge:
    """Every item of a group has its property within so many days of its base date."""

    items: Sequence[tuple[Item, Fineness]]
    days: int
    if_none: date | None
    """What no items mean: judged as not holding by this day, or (None) nothing to judge."""
    schedulable: bool = False
    numbered: bool = False

    def read(self, day: date) -> Reading:
        live = [(item, fine) for item, fine in self.items if is_live(item, day)]
        if not live:
            none = self.if_none
            return Reading(none is not None, 1, 0, 0, none or day)
        lacking = [item for item, fine in live if not is_fine(fine, day)]
        due = min((self.deadline(item) for item in lacking), default=day)
        refs = tuple(sorted(item.ref for item in lacking))
        return Reading(True, len(live), len(live) - len(lacking), 0, due, open=refs)

    def deadline(self, item: Item) -> date:
        """The day by which this item must have the property."""
        return plus(item.deadline_from, self.days)

    def dates(self) -> Iterable[date | None]:
        for item, fine in self.items:
            yield from (item.base, item.until, fine.since)


def is_live(item: Item, day: date) -> bool:
    """Whether an item is judged on `day`."""
    return not item.never and item.base <= day and (item.until is None or day < item.until)


def is_fine(fine: Fineness, day: date) -> bool:
    """Whether an item has its property on `day`."""
    return fine.since is not None and fine.since <= day


@dataclass(slots=True)
class StateGauge:
    """A thing holds; one that held and lapsed gets time to be mended."""

    rule: StateRule
    year: YearRecords
    due: date
    lapse_days: int
    schedulable: bool = False
    numbered: bool = False

    def standing(self, day: date) -> Standing:
        """The state on `day`, with the reasons where it does not hold."""
        standing: Standing = words.states[self.rule.state].standing(self.year, day, self.rule.where)
        return standing

    def read(self, day: date) -> Reading:
        standing = self.standing(day)
        due = self.due
        if standing.lapsed_on is not None:
            due = max(due, plus(standing.lapsed_on, self.lapse_days))
        return Reading(True, 1, int(standing.holds), 0, due)

    def dates(self) -> Iterable[date | None]:
        for day in words.states[self.rule.state].dates(self.year):
            if day is not None:
                yield from (day, plus(day, 1))


@dataclass(slots=True)
class RuleGauge:
    """A rule of a clause with its gauge."""

    clause: ClauseEntry
    rule: AnyRule
    gauge: Gauge


@dataclass(slots=True)
class YearGauges:
    """All judged rules of an association's year over its records."""

    rules: YearRules
    records: YearRecords
    gauges: list[RuleGauge] = field(default_factory=list)
    _read: tuple[date, list[tuple[RuleGauge, Reading]]] | None = None

    def __post_init__(self) -> None:
        for clause, rule in self.rules.edition.rules():
            if gauge := self._gauge(clause, rule):
                self.gauges.append(RuleGauge(clause, rule, gauge))

    def read(self, day: date) -> list[tuple[RuleGauge, Reading]]:
        """Every gauge with its reading as of `day`, any day at all; the last day is kept."""
        if self._read is None or self._read[0] != day:
            records_day = self.records.calendar.records_day(day)
            read = [(gauge, gauge.gauge.read(records_day)) for gauge in self.gauges]
            self._read = day, read
        return self._read[1]

    def measure(self, gauge: RuleGauge, reading: Reading, day: date) -> Measure:
        """What the engine is asked about a reading; deadlines are compared with `day` itself."""
        return Measure(
            reading.applies,
            gauge.clause.obligation,
            reading.wanted,
            reading.done,
            reading.done + reading.scheduled,
            gauge.gauge.schedulable,
            day.toordinal(),
            reading.due.toordinal(),
            reading.due.toordinal() - self.days("soon_days"),
        )

    def days(self, parameter: str) -> int:
        """A parameter that is a number of days."""
        value = self.rules.parameters[parameter]
        assert isinstance(value, int)
        return value

    def day_of(self, term: Term) -> date:
        """The day that a term means in this year."""
        return term.resolve(self.records.calendar, self.rules.parameters)

    def _gauge(self, clause: ClauseEntry, rule: AnyRule) -> Gauge | None:
        match rule:
            case CountRule():
                return self._count(rule)
            case EvidenceRule():
                return self._evidence(clause, rule)
            case EachRule():
                return self._each(rule)
            case StateRule():
                return StateGauge(
                    rule, self.records, self.day_of(rule.due), self.days("lapse_days")
                )
        return None

    def _count(self, rule: CountRule) -> CountGauge:
        records = self.records.collection(rule.count)
        if rule.of_kind:
            records = [record for record in records if record.kind in rule.of_kind]
        return CountGauge(
            records,
            rule.at_least,
            self._window(rule.within),
            self.day_of(rule.due),
            rule.schedulable,
            None,
            self.records,
        )

    def _evidence(self, clause: ClauseEntry, rule: EvidenceRule) -> CountGauge:
        return CountGauge(
            self.records.proving(rule.evidence, clause.id),
            1,
            self.records.calendar.window,
            self.day_of(rule.due),
            True,
            rule.applies_when,
            self.records,
        )

    def _each(self, rule: EachRule) -> EachGauge:
        fineness = words.groups[rule.each].properties[rule.has].fineness
        return EachGauge(
            [
                (item, fineness(self.records, item.row, rule.where))
                for item in self.records.group(rule.each)
            ],
            rule.within if isinstance(rule.within, int) else self.days(rule.within),
            self.day_of(rule.if_none) if isinstance(rule.if_none, Term) else None,
        )

    def _window(self, span: Span) -> Window | None:
        match span:
            case Span.ANY_TIME:
                return None
            case Span.YEAR:
                return self.records.calendar.window
        return self.records.calendar.trimester_window(int(span.split()[1]))
