"""Each clause with its status and evidence, from the stored state of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from mmo.compliance.judging import JUDGED, is_derived, worst
from mmo.compliance.models import YearState
from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import ClauseEntry, Obligation, Status
from mmo.database import AnyRow
from mmo.extensions import db

Stored = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A judged clause; `status` is None where the year was never judged by it."""

    clause: ClauseEntry
    label: str
    status: Status | None
    due: date | None
    evidence: tuple[str, ...]
    """References of the records that count for it."""

    @property
    def missed(self) -> bool:
        return self.status is Status.GAP and self.clause.obligation is Obligation.MUST


def clause_lines(edition: Edition, year: AnyRow) -> list[ClauseLine]:
    """The judged clauses of a year, in the regulation's order; derived ones are left out."""
    stored: Stored = (
        db.session.scalar(
            select(YearState.rules).where(
                YearState.association_id == year.association_id, YearState.year_id == year.id
            )
        )
        or {}
    )
    return [
        _line(clause, edition, [stored[rule.id] for rule in clause.rules if rule.id in stored])
        for clause in edition.clauses
        if clause.obligation in JUDGED and clause.rules and not is_derived(clause)
    ]


def _line(clause: ClauseEntry, edition: Edition, said: list[Sequence[Any]]) -> ClauseLine:
    if not said:
        return ClauseLine(clause, edition.label(clause.id), None, None, ())
    status, due = worst(
        (Status(each[0]), date.fromisoformat(each[1]) if each[1] else None) for each in said
    )
    evidence = tuple(dict.fromkeys(ref for each in said for ref in each[5]))
    return ClauseLine(clause, edition.label(clause.id), status, due, evidence)
