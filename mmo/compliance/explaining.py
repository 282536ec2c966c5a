"""Why something is said of a rule, as data: what was looked at, what will change, what closes it.

The same gauges and functions that measured a rule tell why, so a reason never contradicts a
number. Sentences are made of this in `mmo.compliance.sentences`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mmo.compliance.engine import Engine
from mmo.compliance.judging import RuleFinding, YearFindings
from mmo.compliance.measuring import (
    COUNTED,
    SCHEDULED,
    CountGauge,
    EachGauge,
    RuleGauge,
    StateGauge,
    YearGauges,
    is_fine,
    is_live,
)
from mmo.compliance.rulefile import AllOfRule, CountRule, EachRule, EvidenceRule, Status
from mmo.compliance.turning import Turn, turns
from mmo.compliance.vocabulary import Countable, Fineness, Item, Reason, words
from mmo.schoolyear import ALWAYS, Window

WANTING = (Status.GAP, Status.UNCONFIRMED, Status.DUE_SOON, Status.AT_RISK, Status.PENDING)
"""Statuses with something left to do."""


class Outcome(StrEnum):
    """What became of a record that a rule looked at."""

    COUNTED = "counted"
    SCHEDULED = "scheduled"
    FINE = "fine"
    OPEN = "open"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Looked:
    """A record that a rule looked at.

    `day` is the record's own date; `late` is by how many days it came after its deadline;
    `deadline` is the day by which an open item must be in order.
    """

    ref: str
    outcome: Outcome
    reason: Reason | None = None
    day: date | None = None
    late: int = 0
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: to a record (`ref`), or the making of a new one.

    A record of `kinds`, or tagged with `clause`, dated inside `dated`, will do. `times` of them
    are needed.
    """

    code: str
    ref: str | None = None
    kinds: tuple[str, ...] = ()
    clause: str | None = None
    dated: Window | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule has its status on a day, when that changes by itself, and what closes it."""

    gauge: RuleGauge
    finding: RuleFinding
    looked: tuple[Looked, ...]
    turn: Turn | None
    actions: tuple[Action, ...]


def explain(
    engine: Engine, year: YearGauges, findings: YearFindings, only: Iterable[str] | None = None
) -> dict[str, Explanation]:
    """An explanation of every rule, or of these rules only, by rule id.

    Derived rules are not among them: their clauses are explained instead.
    """
    chosen = None if only is None else set(only)
    gauges = [gauge for gauge in year.gauges if chosen is None or gauge.rule.id in chosen]
    found = {rule.id: rule for rule in findings.rules()}
    first_turns: dict[str, Turn] = {}
    for turn in turns(engine, year, findings.day, date.max, gauges):
        first_turns.setdefault(turn.rule, turn)
    return {
        gauge.rule.id: Explanation(
            gauge,
            found[gauge.rule.id],
            tuple(looked_at(year, gauge, findings.day)),
            first_turns.get(gauge.rule.id),
            actions(year, gauge, found[gauge.rule.id], findings.day),
        )
        for gauge in gauges
    }


def looked_at(year: YearGauges, gauge: RuleGauge, day: date) -> Iterator[Looked]:
    """Every record that a rule looks at on `day`, and what became of it."""
    records_day = year.records.calendar.records_day(day)
    match gauge.gauge:
        case CountGauge() as counting:
            for record in counting.records:
                yield _looked_countable(counting, record, records_day)
        case EachGauge() as going_through:
            for item, fine in going_through.items:
                yield _looked_item(going_through, item, fine, records_day)
        case StateGauge() as state:
            for ref, reason in state.standing(records_day).reasons:
                yield Looked(ref, Outcome.OPEN, reason)


def _looked_countable(gauge: CountGauge, record: Countable, day: date) -> Looked:
    own = record.done_on or record.planned_for
    outcome = gauge.outcome(record, day)
    if outcome == COUNTED:
        return Looked(record.ref, Outcome.COUNTED, day=own)
    if outcome == SCHEDULED:
        return Looked(record.ref, Outcome.SCHEDULED, day=record.planned_for)
    return Looked(record.ref, Outcome.NOT_COUNTED, _why_not(gauge, record, outcome), own)


def _why_not(gauge: CountGauge, record: Countable, outcome: str) -> Reason:
    if record.never:
        return record.never
    match outcome:
        case "cancelled":
            known = record.cancelled_on if record.cancelled_on != ALWAYS else None
            return Reason("cancelled", (known,))
        case "outside_window":
            return Reason("outside_window", tuple(gauge.window or ()))
        case "after_due":
            return Reason("after_due", (gauge.due,))
    return Reason(outcome, (record.done_on or record.planned_for,))


def _looked_item(gauge: EachGauge, item: Item, fine: Fineness, day: date) -> Looked:
    deadline = gauge.deadline(item)
    if not is_live(item, day):
        return Looked(item.ref, Outcome.NOT_COUNTED, _why_not_live(item, day), item.base)
    if is_fine(fine, day):
        dated = fine.since is not None and fine.since != ALWAYS
        late = max((fine.since - deadline).days, 0) if dated and fine.since else 0
        return Looked(item.ref, Outcome.FINE, day=item.base, late=late)
    reason = Reason("later", (fine.since,)) if fine.since else fine.lacking
    return Looked(item.ref, Outcome.OPEN, reason, item.base, deadline=deadline)


def _why_not_live(item: Item, day: date) -> Reason:
    if item.never and item.never.code == "not_held":
        return Reason("not_yet" if item.base > day else "never_marked", (item.base,))
    if item.never:
        return item.never
    if item.base > day:
        return Reason("not_yet", (item.base,))
    return Reason("left", (item.until,))


def actions(
    year: YearGauges, gauge: RuleGauge, finding: RuleFinding, day: date
) -> tuple[Action, ...]:
    """The smallest set of actions that makes a rule met; empty where nothing is wanted."""
    if finding.status not in WANTING:
        return ()
    records_day = year.records.calendar.records_day(day)
    match gauge.gauge, gauge.rule:
        case CountGauge() as counting, (CountRule() | EvidenceRule()) as rule:
            return tuple(_to_count(year, counting, rule, finding, records_day))
        case EachGauge() as going_through, EachRule() as rule:
            return tuple(_to_each(year, going_through, rule, finding, records_day))
        case StateGauge() as state, _:
            codes = words.states[state.rule.state].actions(year.records, records_day)
            return tuple(Action(code) for code in codes)
    return ()


def _to_each(
    year: YearGauges, gauge: EachGauge, rule: EachRule, finding: RuleFinding, day: date
) -> Iterator[Action]:
    """What each open item lacks; where there is no item yet, what the coming ones will lack."""
    group = words.groups[rule.each]
    wanted = group.properties[rule.has]
    last = year.records.calendar.window.last
    coming = [
        (item, fine)
        for item, fine in gauge.items
        if day < item.base <= last and is_live(item, item.base)
    ]
    if finding.open:
        yield from (Action(wanted.action, ref) for ref in finding.open)
    elif coming:
        yield from (
            Action(wanted.action, item.ref) for item, fine in coming if not is_fine(fine, last)
        )
    else:
        yield Action(group.add, dated=year.records.calendar.window)
        if not wanted.entered_with:
            yield Action(wanted.action)


def _to_count(
    year: YearGauges,
    gauge: CountGauge,
    rule: CountRule | EvidenceRule,
    finding: RuleFinding,
    day: date,
) -> Iterator[Action]:
    """First records that only need finishing, then those already scheduled, then new ones."""
    missing = gauge.wanted - (finding.actual or 0)
    outcomes = [(gauge.outcome(record, day), record) for record in gauge.records]
    for wanted in ("never_marked", SCHEDULED):
        for outcome, record in outcomes:
            inside = gauge.window is None or record.planned_for in gauge.window
            if missing and outcome == wanted and inside and words.finishing(record.ref):
                yield Action(words.finishing(record.ref), record.ref, dated=gauge.window)
                missing -= 1
    if not missing:
        return
    if isinstance(rule, EvidenceRule):
        clause = rule.id.partition("#")[0]
        yield Action("add_evidence", None, rule.evidence, clause, gauge.window, missing)
    else:
        add = words.collections[rule.count].add
        yield Action(add, None, rule.of_kind, None, gauge.window, missing)


def closed_together(
    explanations: Mapping[str, Explanation], rules: Iterable[str]
) -> list[list[Explanation]]:
    """These rules in groups that the same actions close, in the order of their first rule."""
    groups: dict[tuple[Action, ...], list[Explanation]] = {}
    for rule in rules:
        explanation = explanations[rule]
        groups.setdefault(explanation.actions or (Action(rule),), []).append(explanation)
    return list(groups.values())


def consequences(year: YearGauges, rules: Iterable[str]) -> list[str]:
    """The derived clauses that repeat what is said of these rules' clauses."""
    clauses = {rule.partition("#")[0] for rule in rules}
    return [
        clause.id
        for clause in year.rules.edition.clauses
        for rule in clause.rules
        if isinstance(rule, AllOfRule) and clauses & set(rule.all_of)
    ]
