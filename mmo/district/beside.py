"""The associations of a school side by side, last year beside this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement

from mmo.compliance.regulations import Edition, Regulation
from mmo.compliance.rulefile import ClauseEntry, Obligation, Status
from mmo.database import AnyRow, text_key
from mmo.district.asked import Asked
from mmo.district.heatmap import NOTHING, judged_clauses
from mmo.district.reading import regulation_of, year_to_show, years_in, years_of
from mmo.district.statuses import Statuses, statuses_of
from mmo.extensions import db
from mmo.findings import Judge


@dataclass(frozen=True, slots=True)
class Side:
    """One association in one year; without a row it did not have that year here."""

    year: AnyRow | None
    statuses: Statuses
    stale: bool = False

    def count(self, status: Status, clauses: Sequence[ClauseEntry]) -> int:
        """How many of these clauses have a status."""
        return sum(self.statuses.get(clause.id) == status for clause in clauses)


@dataclass(frozen=True, slots=True)
class Pair:
    """An association: the year asked for, and the year before it."""

    name: str
    founder: str
    now: Side
    before: Side


@dataclass(frozen=True, slots=True)
class Table:
    """The associations of one regulation, and its judged clauses."""

    regulation: Regulation
    edition: Edition
    clauses: Sequence[ClauseEntry]
    pairs: Sequence[Pair]

    @property
    def required(self) -> list[ClauseEntry]:
        return [each for each in self.clauses if each.obligation is Obligation.MUST]


class Beside:
    """What the page of a school shows.

    Args:
        reaches: which associations (joined to their organisation) it may show.
    """

    def __init__(
        self, judge: Judge, reaches: ColumnElement[bool], asked: Asked, today: date
    ) -> None:
        self._judge, self.asked = judge, asked
        self.years = years_of(reaches)
        self.year = asked.year or year_to_show(self.years, today)
        self._rows = years_in(reaches, self.year, self.year - 1)
        self._stale = {row.id for row in judge.stale(db.session(), self._rows, today)}
        self._statuses = statuses_of(self._rows)

    @cached_property
    def tables(self) -> list[Table]:
        """A table for every regulation that is in use."""
        present: dict[str, list[AnyRow]] = {}
        for row in self._rows:
            if row.year == self.year:
                present.setdefault(regulation_of(self._judge, row).id, []).append(row)
        return [self._table(name, rows) for name, rows in sorted(present.items())]

    def _table(self, regulation_id: str, rows: list[AnyRow]) -> Table:
        regulation = self._judge.regulations.by_id[regulation_id]
        edition = regulation.in_force_at(max(row.start for row in rows))
        rows.sort(key=lambda row: (row.founder, text_key(row.name) or ""))
        return Table(
            regulation,
            edition,
            judged_clauses(edition, self.asked.obligation),
            [self._pair(row) for row in rows],
        )

    def _pair(self, row: AnyRow) -> Pair:
        last = next(
            (
                each
                for each in self._rows
                if each.association_id == row.association_id and each.year == self.year - 1
            ),
            None,
        )
        return Pair(row.name, row.founder, self._side(row), self._side(last))

    def _side(self, row: AnyRow | None) -> Side:
        if row is None:
            return Side(None, NOTHING)
        return Side(row, self._statuses.get(row.id, NOTHING), row.id in self._stale)
