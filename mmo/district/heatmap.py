"""The map of a district: associations in rows, clauses in columns, from stored statuses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import ColumnElement

from mmo.compliance.judging import JUDGED, is_derived
from mmo.compliance.regulations import Edition, Regulation
from mmo.compliance.rulefile import ClauseEntry, Obligation, Status
from mmo.database import AnyRow, text_key
from mmo.district.asked import Asked
from mmo.district.reading import regulation_of, year_to_show, years_in, years_of
from mmo.district.statuses import Statuses, statuses_of
from mmo.extensions import db
from mmo.findings import Judge

PAGE = 100
MISSED = {Obligation.MUST: Status.GAP, Obligation.SHOULD: Status.UNCONFIRMED}
"""The status that tells that a clause is missed."""
NOTHING: Statuses = {}


@dataclass(frozen=True, slots=True)
class School:
    """A row of the map: an association's year, and what is stored of it."""

    year: AnyRow
    statuses: Statuses
    stale: bool

    def count(self, status: Status, clauses: Iterable[ClauseEntry]) -> int:
        """How many of these clauses have a status here."""
        return sum(self.statuses.get(clause.id) == status for clause in clauses)


@dataclass(frozen=True, slots=True)
class Missed:
    """A clause, and in how many associations it is missed, of how many where it applies."""

    clause: ClauseEntry
    status: Status
    missed: int
    applies: int


class HeatMap:
    """One page of a map, and what was asked of it.

    Args:
        reaches: which associations (joined to their organisation) it may show.
    """

    def __init__(
        self, judge: Judge, reaches: ColumnElement[bool], asked: Asked, today: date
    ) -> None:
        self.asked = asked
        self.years = years_of(reaches)
        self.year = asked.year or year_to_show(self.years, today)
        rows = years_in(reaches, self.year)
        stale = {row.id for row in judge.stale(db.session(), rows, today)}
        self.regulations = _used(judge, rows)
        self.regulation = _chosen(self.regulations, asked.regulation)
        own = [row for row in rows if regulation_of(judge, row) is self.regulation]
        statuses = statuses_of(own)
        self._all = [School(row, statuses.get(row.id, NOTHING), row.id in stale) for row in own]
        self.edition = _edition(self.regulation, self._all)

    @cached_property
    def clauses(self) -> list[ClauseEntry]:
        """The clauses of the obligation asked for, in the regulation's order."""
        return judged_clauses(self.edition, self.asked.obligation) if self.edition else []

    @cached_property
    def schools(self) -> list[School]:
        """Every association that fits what was asked, in the order asked for."""
        found = [school for school in self._searched if self._fits(school)]
        found.sort(key=lambda school: text_key(school.year.name) or "")
        if self.asked.order == "gaps":
            found.sort(key=lambda school: -school.count(Status.GAP, self.clauses))
        return found

    @cached_property
    def columns(self) -> list[ClauseEntry]:
        """The clauses that are shown: with a status asked for, those that have it somewhere."""
        if self.asked.clause or not self.asked.status:
            return self.clauses
        wanted = self.asked.status
        return [
            clause
            for clause in self.clauses
            if any(school.statuses.get(clause.id) == wanted for school in self.schools)
        ]

    @cached_property
    def missed(self) -> list[Missed]:
        """The clauses that are missed anywhere, those that most associations miss first."""
        found = []
        for clause in self.clauses:
            status = MISSED[clause.obligation]
            counts = Counter(school.statuses.get(clause.id) for school in self._searched)
            applies = counts.total() - counts[None] - counts[Status.NOT_APPLICABLE]
            if counts[status]:
                found.append(Missed(clause, status, counts[status], applies))
        return sorted(found, key=lambda each: -each.missed)

    @property
    def rows(self) -> Sequence[School]:
        return self.schools[(self.number - 1) * PAGE : self.number * PAGE]

    @property
    def stale(self) -> list[UUID]:
        """The years of the whole map of which what is stored no longer holds."""
        return [school.year.id for school in self._all if school.stale]

    @property
    def total(self) -> int:
        return len(self.schools)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def number(self) -> int:
        return min(max(1, self.asked.page), self.pages)

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * PAGE, self.total)

    @property
    def chosen_clause(self) -> ClauseEntry | None:
        """The clause that the associations are narrowed by."""
        known = (clause for clause in self.clauses if clause.id == self.asked.clause)
        return next(known, None)

    @cached_property
    def _searched(self) -> list[School]:
        words = (text_key(self.asked.search) or "").split()
        return [
            school for school in self._all if all(word in _name_key(school.year) for word in words)
        ]

    def _fits(self, school: School) -> bool:
        if not self.asked.status:
            return True
        if self.chosen_clause:
            return school.statuses.get(self.chosen_clause.id) == self.asked.status
        return any(school.statuses.get(clause.id) == self.asked.status for clause in self.clauses)


def _name_key(row: AnyRow) -> str:
    return text_key(f"{row.name} {row.founder}") or ""


def _used(judge: Judge, rows: Sequence[AnyRow]) -> list[Regulation]:
    """The regulations of these years; that of most associations first."""
    counts = Counter(regulation_of(judge, row).id for row in rows)
    return [judge.regulations.by_id[name] for name, _count in counts.most_common()]


def _chosen(regulations: Sequence[Regulation], asked: str) -> Regulation | None:
    named = (regulation for regulation in regulations if regulation.id == asked)
    return next(named, regulations[0] if regulations else None)


def _edition(regulation: Regulation | None, schools: Sequence[School]) -> Edition | None:
    """The edition in force at the start of the latest of these years."""
    if regulation is None:
        return None
    return regulation.in_force_at(max(school.year.start for school in schools))


def judged_clauses(edition: Edition, obligation: str) -> list[ClauseEntry]:
    """The clauses with statuses of their own; of one obligation, or of both where it is empty."""
    return [
        clause
        for clause in edition.clauses
        if clause.obligation in JUDGED
        and clause.rules
        and not is_derived(clause)
        and obligation in ("", clause.obligation)
    ]
