"""The stored statuses of many years: read, never worked out again.

A stored state is parsed once in a process: what is remembered of a year holds until it is
judged again, so a page of hundreds of schools reads little.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mmo.compliance.judging import SEVERITY
from mmo.compliance.models import YearState
from mmo.compliance.rulefile import Status
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.kept import Kept

Statuses = Mapping[str, Status]
"""By clause: the worst of what is stored of its rules. Derived clauses are not among them."""

MOST_REMEMBERED = 4000
AT_ONCE = 500
"""Years asked for in one query: databases bound the number of values in it."""

Key = tuple[UUID, Any, Any, Any, Any]
_remembered = Kept(MOST_REMEMBERED)


def statuses_of(years: Sequence[AnyRow]) -> dict[UUID, Statuses]:
    """The statuses of these years by their id; of one that was never judged there is nothing.

    Args:
        years: rows read as `YEAR_COLUMNS` with `STATE_COLUMNS`.
    """
    keys = {row.id: _key(row) for row in years if row.judged_at}
    known = _remembered.known(keys.values())
    found: dict[UUID, Statuses] = {year: known[key] for year, key in keys.items() if key in known}
    fresh = dict(_read([year for year in keys if year not in found]))
    _remembered.keep({keys[year]: statuses for year, statuses in fresh.items()})
    return found | fresh


def by_clause(rules: Mapping[str, Sequence[Any]]) -> Statuses:
    """The statuses of clauses, from what is stored of their rules."""
    worst: dict[str, Status] = {}
    for rule, said in rules.items():
        clause, status = rule.partition("#")[0], Status(said[0])
        known = worst.get(clause)
        if known is None or SEVERITY[status] < SEVERITY[known]:
            worst[clause] = status
    return worst


def _key(row: AnyRow) -> Key:
    return row.id, row.judged_revision, row.rules_digest, row.judged_day, row.judged_at


def _read(years: Sequence[UUID]) -> Iterable[tuple[UUID, Statuses]]:
    for first in range(0, len(years), AT_ONCE):
        part = years[first : first + AT_ONCE]
        stored = select(YearState.year_id, YearState.rules).where(YearState.year_id.in_(part))
        for row in db.session.execute(stored):
            yield row.year_id, by_clause(row.rules)
