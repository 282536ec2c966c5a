"""When a status changes if nothing is done: the turning days of a year.

Between two neighbouring days named here nothing can change, because a reading depends on the
day only through records' dates, and a status only through a reading, its due date and the day
from which it is due soon.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from mmo.compliance.engine import Engine, Measure
from mmo.compliance.judging import YearFindings, empty_summary, worst
from mmo.compliance.measuring import Reading, RuleGauge, YearGauges
from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import Status
from mmo.schoolyear import plus


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule's status changes on `day` from `before` to `after`."""

    day: date
    rule: str
    clause: str
    before: Status
    after: Status


def look_again(year: YearGauges, day: date) -> date | None:
    """The first day after `day` on which any status of the year may change; None: never."""
    turns = (_next(year, gauge, reading, day) for gauge, reading in year.read(day))
    return min((turn for turn in turns if turn), default=None)


def turns(
    engine: Engine,
    year: YearGauges,
    first: date,
    last: date = date.max,
    gauges: Iterable[RuleGauge] | None = None,
) -> list[Turn]:
    """Every change of a rule's status after `first` and until `last`, in order of days.

    All days of all rules (or of the rules of `gauges` only) are decided in one run of the engine.
    """
    chosen = year.gauges if gauges is None else gauges
    paths = [(gauge, list(_path(year, gauge, first, last))) for gauge in chosen]
    statuses = engine.decide(measure for _gauge, path in paths for _day, measure in path)
    found = [
        Turn(day, gauge.rule.id, gauge.clause.id, statuses[before], statuses[after])
        for gauge, path in paths
        for (_day, before), (day, after) in pairwise(path)
        if statuses[before] is not statuses[after]
    ]
    return sorted(found, key=lambda turn: turn.day)


def _path(
    year: YearGauges, gauge: RuleGauge, first: date, last: date
) -> Iterator[tuple[date, Measure]]:
    day: date | None = first
    dates = _dates(year, gauge)
    while day is not None and day <= last:
        reading = gauge.gauge.read(year.records.calendar.records_day(day))
        yield day, year.measure(gauge, reading, day)
        day = _following(year, dates, reading, day)


def _next(year: YearGauges, gauge: RuleGauge, reading: Reading, day: date) -> date | None:
    return _following(year, _dates(year, gauge), reading, day)


def _dates(year: YearGauges, gauge: RuleGauge) -> Sequence[date]:
    last = year.records.calendar.window.last
    return [each for each in gauge.gauge.dates() if each is not None and each <= last]


def _following(year: YearGauges, dates: Sequence[date], reading: Reading, day: date) -> date | None:
    """The first day after `day` on which this reading, or the status it gives, may change."""
    candidates = [each for each in dates if each > day]
    if reading.applies and reading.done < reading.wanted:
        soon = plus(reading.due, -year.days("soon_days"))
        candidates += [each for each in (soon, plus(reading.due, 1)) if each > day]
    return min(candidates, default=None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `day` on, until the next stretch: the status of every rule, and clauses by status."""

    day: date
    statuses: dict[str, str]
    summary: dict[str, dict[str, int]]


def stretches(
    edition: Edition, findings: YearFindings, changes: Sequence[Turn]
) -> Iterator[Stretch]:
    """How a year goes on from the day of its findings through these turns."""
    statuses = {rule.id: rule.status for rule in findings.rules()}
    judged = [
        (clause, {rule.id for rule in clause.rules})
        for clause, found in zip(edition.clauses, findings.clauses, strict=True)
        if clause.rules and not found.derived
    ]
    yield Stretch(findings.day, dict(statuses), findings.summary())
    for day, turned in groupby(changes, key=lambda turn: turn.day):
        statuses |= {turn.rule: turn.after for turn in turned}
        summary = empty_summary()
        for clause, rules in judged:
            status, _due = worst((statuses[rule], None) for rule in rules)
            summary[clause.obligation][status] += 1
        yield Stretch(day, dict(statuses), summary)
