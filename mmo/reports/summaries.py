"""Reports of many associations: of a school, side by side, and of a municipality."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from mmo.compliance.rulefile import Status
from mmo.database import AnyRow, text_key
from mmo.district.heatmap import NOTHING, judged_clauses
from mmo.district.reading import regulation_of, year_to_show, years_in, years_of
from mmo.district.statuses import Statuses, statuses_of
from mmo.extensions import db
from mmo.findings import Judge
from mmo.reports.comparing import compare
from mmo.reports.figures import Value, compute
from mmo.reports.flow import MODELS, state_of
from mmo.reports.models import Paper, ReportRemark, ReportSubmission, Share
from mmo.reports.sharing import shared_of
from mmo.reports.words import State


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paper of an association stands: its state, remarks, and what changed in it."""

    state: State
    remarks: int = 0
    changed: int = 0
    """Sections that differ between the last two handings in."""


@dataclass(frozen=True, slots=True)
class Told:
    """One association in one year: its required clauses in order, gaps, figures, papers."""

    year: AnyRow
    met: int
    applies: int
    gaps: int
    stale: bool
    figures: dict[str, Value] | None
    papers: dict[Paper, Standing]
    share: Share | None = None

    @property
    def is_judged(self) -> bool:
        return self.year.judged_at is not None


@dataclass(frozen=True, slots=True)
class Line:
    """An association: the year asked for, and the one before it."""

    now: Told
    before: Told | None


class Summary:
    """The associations that somebody reaches, told in a fixed number of queries."""

    def __init__(
        self, judge: Judge, reaches: ColumnElement[bool], year: int | None, today: date
    ) -> None:
        self._judge, self._today = judge, today
        self.years = years_of(reaches)
        self.year = year or year_to_show(self.years, today)
        self.rows = years_in(reaches, self.year, self.year - 1)
        """The years of both, as they were read."""
        self._stale = {row.id for row in judge.stale(db.session(), self.rows, today)}
        self._statuses = statuses_of(self.rows)

    def read(self, counted: Sequence[AnyRow], shared: Sequence[AnyRow]) -> list[Line]:
        """The associations in order of founder and name.

        Args:
            counted: years of which the records are counted.
            shared: years of which only what was shared is told.
        """
        ids = [row.id for row in counted]
        figures = compute(db.session(), ids, self._today) if ids else {}
        papers = _papers(ids)
        shares = shared_of(row.id for row in shared)
        told = {
            row.id: self._told(row, figures.get(row.id), papers.get(row.id, {}), shares)
            for row in self.rows
        }
        before = {row.association_id: told[row.id] for row in self.rows if row.year < self.year}
        rows = [row for row in self.rows if row.year == self.year]
        rows.sort(key=lambda row: (row.level, text_key(row.founder), text_key(row.name)))
        return [Line(told[row.id], before.get(row.association_id)) for row in rows]

    def _told(
        self,
        row: AnyRow,
        figures: dict[str, Value] | None,
        papers: dict[Paper, Standing],
        shares: dict[UUID, Share],
    ) -> Told:
        share = shares.get(row.id)
        if share is not None:
            figures = share.content["figures"]
            papers = {
                Paper(name): Standing(State(said["state"]))
                for name, said in share.content["papers"].items()
            }
        counts = self._required(row, self._statuses.get(row.id, NOTHING))
        applies = counts.total() - counts[None] - counts[Status.NOT_APPLICABLE]
        return Told(
            row,
            counts[Status.MET],
            applies,
            counts[Status.GAP],
            row.id in self._stale,
            figures,
            papers,
            share,
        )

    def _required(self, row: AnyRow, statuses: Statuses) -> Counter[Status | None]:
        edition = regulation_of(self._judge, row).in_force_at(row.start)
        return Counter(statuses.get(clause.id) for clause in judged_clauses(edition, "must"))


def _papers(years: Sequence[UUID]) -> dict[UUID, dict[Paper, Standing]]:
    """Where the papers of these years stand: four queries, however many years there are."""
    submissions: dict[tuple[UUID, Paper], list[Any]] = {}
    for row in db.session.scalars(
        select(ReportSubmission)
        .where(ReportSubmission.year_id.in_(years))
        .order_by(ReportSubmission.number)
    ):
        submissions.setdefault((row.year_id, row.paper), []).append(row)
    remarks = Counter(
        (row.year_id, row.paper)
        for row in db.session.execute(
            select(ReportRemark.year_id, ReportRemark.paper).where(
                ReportRemark.year_id.in_(years), ReportRemark.resolved_at.is_(None)
            )
        )
    )
    found: dict[UUID, dict[Paper, Standing]] = {}
    for paper, model in MODELS.items():
        dates = select(
            model.year_id, model.completed_on, model.submitted_on, model.accepted_on
        ).where(model.year_id.in_(years))
        for dated in db.session.execute(dates):
            past = submissions.get((dated.year_id, paper), [])
            state = state_of(dated, past[-1] if past else None)
            standing = Standing(state, remarks[dated.year_id, paper], _changed(past))
            found.setdefault(dated.year_id, {})[paper] = standing
    return found


def _changed(past: Sequence[ReportSubmission]) -> int:
    if len(past) < 2:
        return 0
    before, after = past[-2].content.get("sections", {}), past[-1].content.get("sections", {})
    return sum(bool(compare(before.get(code), said)) for code, said in after.items())
