"""A plain evaluator: the contract read sentence by sentence, for comparison with the product.

``evaluate`` takes the raw bundle as ``json.load`` gave it and returns one element of the array
that ``check --format json`` prints. It is written to be evidently right, not to be fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import properties as prop
from .clauses import (
    REGULATION_OF_LEVEL,
    REGULATIONS,
    AllOf,
    Check,
    Clause,
    Count,
    Each,
    Evidence,
    State,
)
from .items import ITEMS
from .properties import Reading, Record
from .things import COUNTED_THINGS, Thing, evidence_things

# "gap > unconfirmed > due_soon > at_risk > pending > met > not_applicable"
WORST_FIRST = ("gap", "unconfirmed", "due_soon", "at_risk", "pending", "met", "not_applicable")
OPEN_STATUSES = WORST_FIRST[:5]
SOON_DAYS = 14
LAPSE_DAYS = 14
ANALYSIS_DAYS = 15
TOPIC_DAYS = 45


@dataclass
class Finding:
    """The answer of one rule, or of one clause."""

    status: str
    due: date | None = None
    actual: int | None = None
    target: int | None = None
    scheduled: int | None = None
    counted: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


# --- dates that the rules name ---------------------------------------------------------------


def deadline(reading: Reading, name: str) -> date:
    """Contract: "Defaults that neither text gives", and the ends of the trimesters."""
    dates = {
        "documents": date(reading.year_start.year, 9, 30),
        "year_end": reading.year_end,
        "analysis": prop.plus_days(reading.year_end, ANALYSIS_DAYS),
        "topics": prop.plus_days(reading.year_start, TOPIC_DAYS),
        "first_end": reading.trimesters[0][1],
        "second_end": reading.trimesters[1][1],
        "third_end": reading.trimesters[2][1],
    }
    return dates[name]


def window(reading: Reading, name: str) -> tuple[date, date]:
    """Contract: "the first from 1 August to the day before the second starts; the second to the
    day before the third starts; the third to 31 July"; "The window is C where the rule names
    none"."""
    second, third = reading.trimesters[1][0], reading.trimesters[2][0]
    windows = {
        "ever": (date.min, date.max),
        "year": (reading.opens, reading.closes),
        "first": (reading.opens, prop.plus_days(second, -1)),
        "second": (second, prop.plus_days(third, -1)),
        "third": (third, reading.closes),
    }
    return windows[name]


# --- the five kinds of rule ------------------------------------------------------------------


def unmet(reading: Reading, obligation: str, due: date, short: bool = False) -> str:
    """The table of statuses for a condition that does not hold; ``short`` says that the rule
    "counts things that can be scheduled, and done plus scheduled is below the target"."""
    if reading.day > due:
        return "gap" if obligation == "must" else "unconfirmed"
    if (due - reading.day).days <= SOON_DAYS:
        return "due_soon"
    return "at_risk" if short else "pending"


def count_things(
    reading: Reading, obligation: str, check: Count, things: Iterable[Thing]
) -> Finding:
    """Contract: "`actual` = records of X that are done, dated inside the window and on or before
    E. `scheduled` = records of X, not cancelled, dated after E, on or before T and inside the
    window; 0 for a count not marked schedulable, which is never at_risk"."""
    first, last = window(reading, check.window)
    due = deadline(reading, check.due)
    inside = [thing for thing in things if first <= thing.day <= last]
    counted = sorted(t.label for t in inside if t.done and t.day <= reading.eve)
    scheduled = 0
    if check.schedulable:
        scheduled = sum(t.expected and reading.eve < t.day <= due for t in inside)
    finding = Finding("met", None, len(counted), check.target, scheduled, counted)
    if len(counted) < check.target:
        short = check.schedulable and len(counted) + scheduled < check.target
        finding.status = unmet(reading, obligation, due, short)
        finding.due = due
    return finding


def judge_count(reading: Reading, obligation: str, check: Count) -> Finding:
    """Contract: "A count counts only what it names; tags belong to evidence rules"."""
    return count_things(reading, obligation, check, COUNTED_THINGS[check.things](reading))


def judge_evidence(reading: Reading, obligation: str, clause: str, check: Evidence) -> Finding:
    """Contract: "a schedulable count with target 1 over everything that can prove a `should`
    clause R, due `year.end`"; "a rule that is not applicable still reports its numbers"."""
    as_count = Count("evidence", 1, "year_end", schedulable=True)
    things = evidence_things(reading, clause, check)
    finding = count_things(reading, obligation, as_count, things)
    if check.only_with_attestation and not prop.attestation_due(reading):
        finding.status, finding.due = "not_applicable", None
    return finding


def judge_each(reading: Reading, obligation: str, check: Each) -> Finding:
    """Contract: "Items are the records of X whose base date B is on or before E ... The rule's
    status is the worst of its items', `met` when all are fine; `open` lists the items that are not
    fine; `due` is their earliest deadline"."""
    fine = FINE[check.fine]
    items = [i for i in ITEMS[check.items](reading, check.days or 0) if i.base <= reading.eve]
    if not items:
        if check.none is None:
            return Finding("not_applicable")
        due = deadline(reading, check.none)
        return Finding(unmet(reading, obligation, due), due)
    failing = [item for item in items if not fine(reading, item.record)]
    if not failing:
        return Finding("met")
    return Finding(
        worst(unmet(reading, obligation, item.deadline) for item in failing),
        min(item.deadline for item in failing),
        open=sorted(item.label for item in failing),
    )


def judge_state(reading: Reading, obligation: str, check: State) -> Finding:
    """Contract: "P must hold on E. A state that held and lapsed gets time to be mended: its due is
    the later of T and 14 days after the event that ended it"."""
    if HOLDS[check.holds](reading):
        return Finding("met")
    due = deadline(reading, check.due)
    ended = LAPSES[check.lapse](reading) if check.lapse else None
    if ended is not None:
        due = max(due, prop.plus_days(ended, LAPSE_DAYS))
    return Finding(unmet(reading, obligation, due), due)


def judge_all_of(clauses: Iterable[Finding]) -> Finding:
    """Contract: "worst status of the named clauses, not_applicable ones left out; all of them not
    applicable gives not_applicable"; `due` as for a clause."""
    return summed_up([clause for clause in clauses if clause.status != "not_applicable"])


def worst(statuses: Iterable[str]) -> str:
    """Contract: "A clause takes the worst status of its rules"; not applicable where there are
    none."""
    return min(statuses, key=WORST_FIRST.index, default="not_applicable")


def summed_up(parts: list[Finding]) -> Finding:
    """Contract: "The clause's `due` is the earliest `due` among its rules that have its status;
    null where that status is met, not_applicable or info"."""
    status = worst(part.status for part in parts)
    dues = [p.due for p in parts if p.status == status and p.due is not None]
    return Finding(status, min(dues) if status in OPEN_STATUSES else None)


FINE: dict[str, Callable[[Reading, Record], bool]] = {
    "belongs": prop.belongs,
    "card_complete": prop.card_complete,
    "topic_filled": prop.topic_filled,
    "form_filled": prop.form_filled,
    "protocol_signed": prop.protocol_signed,
    "material_kept": prop.material_kept,
    "settled": prop.settled,
    "result_filled": prop.result_filled,
    "approved": prop.approved,
    "submitted": prop.submitted,
}

HOLDS: dict[str, Callable[[Reading], bool]] = {
    "plan_exists": prop.plan_exists,
    "plan_agreed": prop.plan_agreed,
    "plan_approved": prop.plan_approved,
    "plan_in_school_plan": prop.plan_in_school_plan,
    "municipal_head": prop.municipal_head,
    "school_head": prop.school_head,
    "regulation_in_force": prop.regulation_in_force,
    "theme_stated": prop.theme_stated,
    "goal_stated": prop.goal_stated,
    "analysis_complete": prop.analysis_complete,
    "analysis_submitted": prop.analysis_submitted,
    "analysis_reviewed": prop.analysis_reviewed,
}

LAPSES: dict[str, Callable[[Reading], date | None]] = {
    "plan_revised": prop.plan_revised,
    "head_lost": prop.head_lost,
    "regulation_expired": prop.regulation_expired,
}

# --- the answer ------------------------------------------------------------------------------


def judge(reading: Reading, clause: Clause, check: Check, others: dict[str, Finding]) -> Finding:
    if isinstance(check, Count):
        return judge_count(reading, clause.obligation, check)
    if isinstance(check, Evidence):
        return judge_evidence(reading, clause.obligation, clause.id, check)
    if isinstance(check, Each):
        return judge_each(reading, clause.obligation, check)
    if isinstance(check, State):
        return judge_state(reading, clause.obligation, check)
    assert isinstance(check, AllOf)
    return judge_all_of(others[name] for name in check.clauses)


def shown(finding: Finding, rule: str) -> dict[str, Any]:
    return {
        "id": rule,
        "status": finding.status,
        "due": finding.due.isoformat() if finding.due else None,
        "actual": finding.actual,
        "target": finding.target,
        "scheduled": finding.scheduled,
        "counted": finding.counted,
        "open": finding.open,
    }


def clause_answer(
    clause: Clause, whole: Finding, rules: list[tuple[str, Finding]]
) -> dict[str, Any]:
    return {
        "id": clause.id,
        "obligation": clause.obligation,
        "derived": clause.derived,
        "status": whole.status,
        "due": whole.due.isoformat() if whole.due else None,
        "rules": [shown(finding, rule) for rule, finding in rules],
    }


def summary(clauses: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Contract: "`summary` counts the `must` and the `should` clauses by status, derived ones left
    out"."""
    totals = {ob: dict.fromkeys(WORST_FIRST, 0) for ob in ("must", "should")}
    for clause in clauses:
        if clause["obligation"] in totals and not clause["derived"]:
            totals[clause["obligation"]][clause["status"]] += 1
    return totals


def evaluate(bundle: dict[str, Any], day: date) -> dict[str, Any]:
    """One element of the array of ``check --format json``.

    Derived clauses repeat what others say, so they are judged after all the others; the answer
    stands in the regulation's order.
    """
    reading = prop.read(bundle, day)
    regulation = REGULATION_OF_LEVEL[bundle["association"]["level"]]
    clauses = REGULATIONS[regulation]
    whole: dict[str, Finding] = {}
    answers: dict[str, dict[str, Any]] = {}
    for clause in sorted(clauses, key=lambda one: one.derived):
        rules = [(rule, judge(reading, clause, check, whole)) for rule, check in clause.rules]
        # "`may` and `info` clauses have the status `info` and no rules"
        whole[clause.id] = summed_up([f for _, f in rules]) if rules else Finding("info")
        answers[clause.id] = clause_answer(clause, whole[clause.id], rules)
    ordered = [answers[clause.id] for clause in clauses]
    return {
        "association": bundle["association"]["code"],
        "year": reading.year_start.year,
        "as_of": day.isoformat(),
        "regulation": regulation,
        "clauses": ordered,
        "summary": summary(ordered),
    }
