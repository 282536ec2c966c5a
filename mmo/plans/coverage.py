"""What the plan serves: the regulation's clauses with the items that name them.

A clause is served where an item of the plan names it, or where other records of the year prove
it or are to prove it. For what nothing serves an item is proposed: from a ready plan, else in the
words of the clause.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, g
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.compliance.judging import SEVERITY
from mmo.compliance.models import YearState
from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import ClauseEntry, EvidenceRule, Obligation, Status
from mmo.extensions import db
from mmo.findings import Judge
from mmo.labels import KIND
from mmo.plans.making import add_items
from mmo.plans.models import PlanItem
from mmo.plans.reading import items_of_year
from mmo.plans.ready_made import ReadyItem, day_in, ready_plans
from mmo.records.choices import works_at
from mmo.web import today

RULED = (Obligation.MUST, Obligation.SHOULD)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that would serve a clause."""

    section: str
    title: str
    due: date | None
    expected: str | None

    def filled(self, clause: str) -> dict[str, Any]:
        """The fields of the form of a new item."""
        values = {"section": self.section, "title": self.title, "due": self.due,
                  "expected": self.expected, "clauses": clause}  # fmt: skip
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause, the plan's items that name it, and how many other records there are for it.

    `provable` says that an item, once done, proves the clause.
    """

    clause: ClauseEntry
    label: str
    status: Status | None
    items: Sequence[PlanItem]
    records: int
    provable: bool
    proposal: Proposal | None

    @property
    def served(self) -> bool:
        return bool(self.items or self.records)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a regulation with its clauses."""

    title: str
    rows: list[Covered]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the plan serves of one regulation."""

    title: str
    sections: list[Section]

    @property
    def advised(self) -> list[Covered]:
        """What an item of the plan can prove."""
        return [row for section in self.sections for row in section.rows if row.provable]

    @property
    def unserved(self) -> list[Covered]:
        """What an item could prove, and nothing serves."""
        return [row for row in self.advised if not row.served]


def coverage() -> list[Coverage]:
    """Of the year's own regulation first; of the other level's where the person works there."""
    judge: Judge = current_app.extensions["judge"]
    judge.ensure_fresh(g.year, today())
    rules = judge.rules_of(db.session(), g.year)
    items = items_of_year()
    found = [_covered(rules.regulation.title, rules.edition, items, _stored())]
    for regulation in judge.regulations.by_id.values():
        other = regulation.default_for_level and regulation.level != g.year.level
        if other and works_at(regulation.level):
            edition = regulation.in_force_at(g.year.start)
            found.append(_covered(regulation.title, edition, items, {}))
    return found


def add_for(clauses: Collection[str]) -> int:
    """Add the proposed items for these clauses; one that serves several comes once."""
    wanted: dict[tuple[str, str], dict[str, Any]] = {}
    for each in coverage():
        for row in each.advised:
            if row.clause.id in clauses and row.proposal:
                values = row.proposal.filled(row.clause.id) | {"clauses": []}
                key = (row.proposal.section, row.proposal.title)
                wanted.setdefault(key, values)["clauses"].append(row.clause.id)
    return add_items(list(wanted.values()))


def _stored() -> dict[str, list[Any]]:
    """What is stored of the year's rules."""
    return (
        db.session.scalar(
            select(YearState.rules).where(
                YearState.association_id == g.year.association_id, YearState.year_id == g.year.id
            )
        )
        or {}
    )


def _covered(
    title: str, edition: Edition, items: Iterable[PlanItem], stored: dict[str, list[Any]]
) -> Coverage:
    serving: dict[str, list[PlanItem]] = {}
    for item in items:
        for tag in item.clauses:
            serving.setdefault(tag, []).append(item)
    proposed = _ready_items(edition)
    sections: dict[str, Section] = {}
    for clause in edition.clauses:
        if clause.obligation in RULED:
            number = clause.id.split(".")[1]
            heading = f"{number}. {edition.sections.get(number, '')}"
            row = _row(edition, clause, serving.get(clause.id, []), stored, proposed)
            sections.setdefault(number, Section(heading, [])).rows.append(row)
    return Coverage(title, list(sections.values()))


def _row(
    edition: Edition,
    clause: ClauseEntry,
    items: Sequence[PlanItem],
    stored: dict[str, list[Any]],
    proposed: dict[str, ReadyItem],
) -> Covered:
    said = [stored[rule.id] for rule in clause.rules if rule.id in stored]
    evidence = [rule for rule in clause.rules if isinstance(rule, EvidenceRule)]
    others = {ref for each in said for ref in each[5] if not ref.startswith("plan_item:")}
    planned = max((each[4] or 0 for each in said), default=0)
    own = sum(item.done_on is None for item in items)
    proposal = None
    if evidence:
        proposal = _proposal(clause, evidence, proposed.get(clause.id))
    return Covered(
        clause,
        edition.label(clause.id),
        min((Status(each[0]) for each in said), key=SEVERITY.__getitem__, default=None),
        items,
        len(others) + max(0, planned - own),
        bool(evidence),
        proposal,
    )


def _ready_items(edition: Edition) -> dict[str, ReadyItem]:
    """By clause, the item of a ready plan that serves it."""
    found: dict[str, ReadyItem] = {}
    for plan in ready_plans().values():
        for item in plan.items:
            for clause in item.clauses:
                found.setdefault(clause, item)
    return {clause: item for clause, item in found.items()
            if clause.startswith(f"{edition.regulation}.")}  # fmt: skip


def _proposal(
    clause: ClauseEntry, evidence: Iterable[EvidenceRule], ready: ReadyItem | None
) -> Proposal:
    if ready is not None:
        return Proposal(ready.section, ready.title, day_in(g.year.year, ready.due), ready.expected)
    kinds = [str(KIND[kind]) for rule in evidence for kind in rule.evidence if kind in KIND]
    title = f"{kinds[0][:1].upper()}{kinds[0][1:]}: {clause.gist}" if kinds else clause.gist
    return Proposal(_("Methodical work"), title, None, None)
