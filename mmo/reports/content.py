"""What a paper shows: its sections with figures, texts, clauses, remarks and changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.compliance.models import YearState
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import Status
from mmo.database import AnyRow
from mmo.district.statuses import by_clause
from mmo.extensions import db
from mmo.naming import Named, names
from mmo.reports.comparing import Changed, compare
from mmo.reports.evidence import ClauseLine, clause_lines
from mmo.reports.figures import FIGURES, Figure, Value, compute
from mmo.reports.flow import Way
from mmo.reports.models import Paper, ReportRemark, ReportSection
from mmo.reports.sections import CLAUSES, SECTIONS, Section, figures_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a paper shows it.

    Attributes:
        drafted: what the records said when the section was last drafted.
        live: what they say now.
        last: what they said then of the year before; None where there is none.
    """

    figure: Figure
    drafted: Value
    live: Value
    last: Value | None
    typed: int | None = None

    @property
    def value(self) -> Value:
        return self.drafted if self.typed is None else self.typed

    @property
    def moved(self) -> bool:
        """Whether the records say something else since the drafting."""
        return self.live != self.drafted

    @property
    def by_hand(self) -> bool:
        """Whether the number is another than the records' one, because somebody typed it."""
        return self.typed is not None and self.typed != self.drafted

    def count(self, value: str | None, *, last: bool = False) -> int:
        """The number at one value of a figure that is told by values."""
        parts = self.last if last else self.value
        assert parts is None or isinstance(parts, list)
        return next((many for each, many in parts or () if each == value), 0)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a paper, with everything that stands in it."""

    section: Section
    row: ReportSection | None
    figures: tuple[Shown, ...]
    remarks: tuple[ReportRemark, ...]
    changed: Changed

    @property
    def text(self) -> str:
        return self.row.text if self.row else ""

    @property
    def moved(self) -> bool:
        return any(shown.moved for shown in self.figures)

    def shown(self, code: str) -> Shown | None:
        """One of its figures."""
        return next((each for each in self.figures if each.figure.code == code), None)

    def part_of(self, code: str) -> Shown | None:
        """The figure that is a part of this one."""
        return next((each for each in self.figures if each.figure.part_of == code), None)


class PaperView:
    """A paper of a year, read in a fixed number of queries.

    Args:
        rules: what the year is judged by; its stored state should be fresh.
    """

    def __init__(self, year: AnyRow, paper: Paper, rules: YearRules, today: date) -> None:
        self.year, self.paper, self.rules, self.today = year, paper, rules, today
        self.way = Way(year, paper)
        self.last_year: UUID | None = db.session.scalar(
            select(AssociationYear.id).where(
                AssociationYear.association_id == year.association_id,
                AssociationYear.year == year.year - 1,
            )
        )
        self.rows = {row.section: row for row in _sections(year, paper)}
        years = [year.id, self.last_year] if self.last_year else [year.id]
        computed = compute(db.session(), years, today, figures_of(paper))
        self.live = computed[year.id]
        self._last = computed[self.last_year] if self.last_year else None

    @property
    def begun(self) -> bool:
        """Whether it was drafted at all."""
        return bool(self.rows)

    @cached_property
    def lines(self) -> list[ClauseLine]:
        """Each clause with its evidence."""
        return clause_lines(self.rules.edition, self.year)

    @cached_property
    def last_statuses(self) -> dict[str, Status]:
        """The statuses of clauses in the year before, as of the last drafting."""
        row = self.rows.get(CLAUSES.code)
        if row is None or row.last is None:
            return self.live_last_statuses
        return {clause: Status(status) for clause, status in row.last.items()}

    @cached_property
    def live_last_statuses(self) -> dict[str, Status]:
        """The statuses of clauses in the year before as they are now."""
        if self.last_year is None:
            return {}
        stored = db.session.scalar(
            select(YearState.rules).where(
                YearState.association_id == self.year.association_id,
                YearState.year_id == self.last_year,
            )
        )
        return dict(by_clause(stored or {}))

    @cached_property
    def names(self) -> dict[str, Named]:
        """What the records are called that are evidence of clauses."""
        refs = (ref for line in self.lines for ref in line.evidence)
        return names(db.session(), self.year, refs)

    @cached_property
    def sections(self) -> list[SectionView]:
        before = self._before()
        return [self._view(section, before) for section in SECTIONS[self.paper]]

    @cached_property
    def changed_clauses(self) -> dict[str, str]:
        """The clauses whose status differs from that of the submission compared with."""
        before = self._before() or {}
        now = self.snapshot()["clauses"]
        return {
            clause: status
            for clause, status in before.get("clauses", {}).items()
            if now.get(clause) != status
        }

    def last_now(self, section: Section) -> dict[str, Any]:
        """What last year's column of a section says now, as plain data."""
        if section.clauses:
            return {clause: status.value for clause, status in self.live_last_statuses.items()}
        return {code: self._last[code] for code in section.figures} if self._last else {}

    def snapshot(self) -> dict[str, Any]:
        """What it says now, as plain data."""
        return {
            "sections": {section.code: self._said(section) for section in SECTIONS[self.paper]},
            "clauses": {
                line.clause.id: line.status.value for line in self.lines if line.status is not None
            },
        }

    def _said(self, section: Section) -> dict[str, Any]:
        row = self.rows.get(section.code)
        figures = {shown.figure.code: shown.value for shown in self._figures(section)}
        return {"text": row.text if row else "", "figures": figures}

    def _before(self) -> dict[str, Any] | None:
        """The submission that it is compared with: the last one, or, once handed in, the one
        before it."""
        past: Sequence[Any] = self.way.submissions
        if not self.way.is_open:
            past = past[:-1]
        return past[-1].content if past else None

    def _view(self, section: Section, before: dict[str, Any] | None) -> SectionView:
        known = before["sections"].get(section.code) if before and "sections" in before else None
        return SectionView(
            section,
            self.rows.get(section.code),
            self._figures(section),
            tuple(each for each in self.way.remarks if each.section == section.code),
            compare(known, self._said(section)),
        )

    def _figures(self, section: Section) -> tuple[Shown, ...]:
        row = self.rows.get(section.code)
        drafted = row is not None and row.last is not None
        last = (row.last if row and drafted else self.last_now(section)) or {}
        return tuple(
            Shown(
                FIGURES[code],
                row.figures.get(code, self.live[code]) if row else self.live[code],
                self.live[code],
                last.get(code),
                row.typed.get(code) if row else None,
            )
            for code in section.figures
        )


def _sections(year: AnyRow, paper: Paper) -> Sequence[ReportSection]:
    return db.session.scalars(
        select(ReportSection).where(
            ReportSection.association_id == year.association_id,
            ReportSection.year_id == year.id,
            ReportSection.paper == paper,
        )
    ).all()
