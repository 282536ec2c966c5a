"""Judges years: gauges are read on a day, the engine decides, clauses take the worst."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mmo.compliance.engine import Engine
from mmo.compliance.measuring import Reading, RuleGauge, YearGauges
from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import AllOfRule, ClauseEntry, Obligation, Status

SEVERITY = {status: rank for rank, status in enumerate(Status)}
"""0 is the worst."""

JUDGED = (Obligation.MUST, Obligation.SHOULD)
COUNTED_STATUSES = tuple(status for status in Status if status is not Status.INFO)
SETTLED = (Status.MET, Status.NOT_APPLICABLE, Status.INFO)
"""Statuses that have no due date: nothing is wanted."""


def empty_summary() -> dict[str, dict[str, int]]:
    """A summary of no clause at all."""
    return {
        obligation.value: {status.value: 0 for status in COUNTED_STATUSES} for obligation in JUDGED
    }


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """What is said of one rule on a day. Numbers are None where the kind of rule has none."""

    id: str
    status: Status
    due: date | None
    actual: int | None = None
    target: int | None = None
    scheduled: int | None = None
    counted: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """What is said of one clause on a day: the worst of its rules."""

    id: str
    obligation: Obligation
    derived: bool
    status: Status
    due: date | None
    rules: tuple[RuleFinding, ...]


@dataclass(frozen=True, slots=True)
class YearFindings:
    """What is said of an association's year on a day."""

    day: date
    clauses: tuple[ClauseFinding, ...]

    def summary(self) -> dict[str, dict[str, int]]:
        """How many ``must`` and ``should`` clauses have each status; derived ones left out."""
        counts = empty_summary()
        for clause in self.clauses:
            if clause.obligation in JUDGED and not clause.derived:
                counts[clause.obligation][clause.status] += 1
        return counts

    def rules(self) -> Iterator[RuleFinding]:
        """What is said of every judged rule; derived ones repeat others and are left out."""
        for clause in self.clauses:
            if not clause.derived:
                yield from clause.rules

    def to_store(self) -> dict[str, list[Any]]:
        """Everything that was said, as plain data by rule; `from_store` reads it back."""
        return {
            rule.id: [
                rule.status,
                _iso(rule.due),
                rule.actual,
                rule.target,
                rule.scheduled,
                list(rule.counted),
                list(rule.open),
            ]
            for rule in self.rules()
        }


def from_store(edition: Edition, stored: Mapping[str, Sequence[Any]], day: date) -> YearFindings:
    """What was said of a year, read back from what was stored."""
    return assemble(
        edition,
        [
            RuleFinding(
                rule,
                Status(status),
                date.fromisoformat(due) if due else None,
                actual,
                target,
                scheduled,
                tuple(counted),
                tuple(still_open),
            )
            for rule, (status, due, actual, target, scheduled, counted, still_open) in (
                stored.items()
            )
        ],
        day,
    )


def judge(engine: Engine, years: Sequence[YearGauges], day: date) -> list[YearFindings]:
    """Judge each year as of `day`; all of them in one run of the engine.

    Raises:
        EngineError: the engine did not finish; nothing is said then.
    """
    read = [
        [(gauge, reading, year.measure(gauge, reading, day)) for gauge, reading in year.read(day)]
        for year in years
    ]
    statuses = engine.decide(measure for each in read for _gauge, _reading, measure in each)
    return [
        assemble(
            year.rules.edition,
            [rule_finding(gauge, statuses[measure], reading) for gauge, reading, measure in each],
            day,
        )
        for year, each in zip(years, read, strict=True)
    ]


def assemble(edition: Edition, rules: Iterable[RuleFinding], day: date) -> YearFindings:
    """What is said of a year, from what is said of its rules."""
    by_id = {rule.id: rule for rule in rules}
    found: dict[str, ClauseFinding] = {}
    for derived in (False, True):  # a derived clause needs the clauses that it names
        for clause in edition.clauses:
            if is_derived(clause) is derived:
                own = _derive(clause, found) if derived else [by_id[r.id] for r in clause.rules]
                found[clause.id] = _clause_finding(clause, own, derived=derived)
    return YearFindings(day, tuple(found[clause.id] for clause in edition.clauses))


def rule_finding(gauge: RuleGauge, status: Status, reading: Reading) -> RuleFinding:
    """What is said of one rule, given its reading and what the engine decided."""
    numbered = gauge.gauge.numbered
    return RuleFinding(
        gauge.rule.id,
        status,
        None if status in SETTLED else reading.due,
        reading.done if numbered else None,
        reading.wanted if numbered else None,
        reading.scheduled if numbered else None,
        reading.counted,
        reading.open,
    )


def is_derived(clause: ClauseEntry) -> bool:
    """Whether a clause only repeats what other clauses say."""
    return bool(clause.rules) and isinstance(clause.rules[0], AllOfRule)


def _derive(clause: ClauseEntry, found: Mapping[str, ClauseFinding]) -> list[RuleFinding]:
    (rule,) = clause.rules
    assert isinstance(rule, AllOfRule)
    status, due = worst((found[name].status, found[name].due) for name in rule.all_of)
    return [RuleFinding(rule.id, status, due)]


def _clause_finding(
    clause: ClauseEntry, rules: Sequence[RuleFinding], *, derived: bool
) -> ClauseFinding:
    status, due = worst((rule.status, rule.due) for rule in rules)
    return ClauseFinding(clause.id, clause.obligation, derived, status, due, tuple(rules))


def worst(found: Iterable[tuple[Status, date | None]]) -> tuple[Status, date | None]:
    """The worst status, and the earliest due date among those that have it.

    Not applicable is the least of all, so it is left out unless nothing else is there; nothing
    at all is `info`.
    """
    status, due = Status.INFO, None
    for other, other_due in found:
        if SEVERITY[other] < SEVERITY[status]:
            status, due = other, other_due
        elif other is status and other_due is not None:
            due = other_due if due is None else min(due, other_due)
    return status, due


def as_json(findings: YearFindings, association: str, year: int, regulation: str) -> dict[str, Any]:
    """One element of what ``check --format json`` prints (exchange-format.md)."""
    return {
        "association": association,
        "year": year,
        "as_of": findings.day.isoformat(),
        "regulation": regulation,
        "clauses": [_clause_json(clause) for clause in findings.clauses],
        "summary": findings.summary(),
    }


def _clause_json(clause: ClauseFinding) -> dict[str, Any]:
    return {
        "id": clause.id,
        "obligation": clause.obligation.value,
        "derived": clause.derived,
        "status": clause.status.value,
        "due": _iso(clause.due),
        "rules": [
            {
                "id": rule.id,
                "status": rule.status.value,
                "due": _iso(rule.due),
                "actual": rule.actual,
                "target": rule.target,
                "scheduled": rule.scheduled,
                "counted": list(rule.counted),
                "open": list(rule.open),
            }
            for rule in clause.rules
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
