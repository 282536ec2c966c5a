"""A paper's way: draft, completed, handed in, returned with remarks, accepted.

The dates stand in `Analysis` (where the rules see them) or `YearReport`. The day of the first
handing in stays when a returned paper is handed in again: the regulation's term was kept or
missed on that day. What each handing in said is kept beside it.
"""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from mmo import journal
from mmo.analyses.models import Analysis
from mmo.clock import now
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.reports.models import Paper, ReportRemark, ReportSubmission, YearReport
from mmo.reports.words import State

MODELS: dict[Paper, type[Analysis] | type[YearReport]] = {
    Paper.ANALYSIS: Analysis,
    Paper.REPORT: YearReport,
}
ALLOWED = {
    "complete": {State.DRAFT, State.RETURNED},
    "reopen": {State.COMPLETED},
    "submit": {State.DRAFT, State.COMPLETED, State.RETURNED},
    "review": {State.COMPLETED, State.SUBMITTED, State.RETURNED, State.ACCEPTED},
    "return": {State.SUBMITTED, State.ACCEPTED},
    "accept": {State.SUBMITTED},
}
"""From which states a step leads on."""
OPEN = {State.DRAFT, State.COMPLETED, State.RETURNED}
"""States in which the author may write."""


def state_of(row: Any, last: Any) -> State:
    """Where a paper stands, by its dates and its last handing in (None where there is none)."""
    if row is None:
        return State.DRAFT
    if row.accepted_on is not None:
        return State.ACCEPTED
    if last is not None and last.returned_at is not None:
        return State.RETURNED
    if row.submitted_on is not None:
        return State.SUBMITTED
    return State.COMPLETED if row.completed_on is not None else State.DRAFT


class NotNow(ValueError):
    """A step that the paper's state does not allow; the message says what to do first."""


class Way:
    """Where a paper of a year stands, and the steps that lead on."""

    def __init__(self, year: AnyRow, paper: Paper) -> None:
        self.year, self.paper = year, paper
        model = MODELS[paper]
        self.row: Any = db.session.scalar(
            select(model).where(
                model.association_id == year.association_id, model.year_id == year.id
            )
        )
        self.submissions: Sequence[ReportSubmission] = db.session.scalars(
            select(ReportSubmission)
            .where(
                ReportSubmission.association_id == year.association_id,
                ReportSubmission.year_id == year.id,
                ReportSubmission.paper == paper,
            )
            .order_by(ReportSubmission.number)
        ).all()

    @property
    def last(self) -> ReportSubmission | None:
        """The last handing in."""
        return self.submissions[-1] if self.submissions else None

    @property
    def state(self) -> State:
        return state_of(self.row, self.last)

    @property
    def is_open(self) -> bool:
        """Whether its author may change it."""
        return self.state in OPEN

    def allows(self, step: str) -> bool:
        """Whether a step leads on from here."""
        known = step != "review" or self.paper is Paper.ANALYSIS
        return known and self.state in ALLOWED[step]

    def complete(self, on: date, author: Any = None) -> None:
        """The author has finished it."""
        row = self._begin("complete")
        row.completed_on = on
        if self.paper is Paper.ANALYSIS:
            row.author_id = author
        journal.save(row)

    def reopen(self) -> None:
        """The author goes on writing."""
        row = self._begin("reopen")
        row.completed_on = None
        journal.save(row)

    def submit(self, on: date, to: str, by: str, content: dict[str, Any]) -> None:
        """Hand it in; what it says now is kept for comparison."""
        row = self._begin("submit")
        row.completed_on = row.completed_on or on
        row.submitted_on = row.submitted_on or on
        row.submitted_to = to
        number = len(self.submissions) + 1
        journal.save(row, self._submission(number, by, to, content), action="submit")

    def give_back(self, by: str, content: dict[str, Any]) -> None:
        """Return it to its author; there must be a remark that says why."""
        row = self._begin("return")
        if not any(remark.resolved_at is None for remark in self.remarks):
            raise NotNow(_("Write at least one remark first: it says what to correct."))
        last = self.last or self._submission(1, "", row.submitted_to, content)
        last.returned_at, last.returned_by = now(), by
        last.accepted_at = last.accepted_by = row.accepted_on = None
        journal.save(row, last, action="return")

    def accept(self, on: date, by: str, content: dict[str, Any]) -> None:
        """Accept it; remarks that are still open are settled by that, and it has been reviewed."""
        row = self._begin("accept")
        still_open = [remark for remark in self.remarks if remark.resolved_at is None]
        row.accepted_on = on
        if self.paper is Paper.ANALYSIS and row.reviewed_on is None:
            row.reviewed_on, row.reviewed_by = on, by
        last = self.last or self._submission(1, "", row.submitted_to, content)
        last.accepted_at, last.accepted_by = now(), by
        for remark in still_open:
            remark.resolved_at, remark.resolved_by = now(), by
        journal.save(row, last, *still_open, action="accept")

    def review(self, on: date, by: str) -> None:
        """Somebody reviewed it; the rules compare the name with the author's."""
        row = self._begin("review")
        row.reviewed_on, row.reviewed_by = on, by
        journal.save(row)

    @cached_property
    def remarks(self) -> Sequence[ReportRemark]:
        """All remarks on it, the oldest first."""
        return db.session.scalars(
            select(ReportRemark)
            .where(
                ReportRemark.association_id == self.year.association_id,
                ReportRemark.year_id == self.year.id,
                ReportRemark.paper == self.paper,
            )
            .order_by(ReportRemark.at, ReportRemark.id)
        ).all()

    def _begin(self, step: str) -> Any:
        if not self.allows(step):
            raise NotNow(_("Somebody was quicker: the paper is in another state now."))
        if self.row is None:
            own = {"association_id": self.year.association_id, "year_id": self.year.id}
            self.row = MODELS[self.paper](**own)
        return self.row

    def _submission(
        self, number: int, by: str, to: str | None, content: dict[str, Any]
    ) -> ReportSubmission:
        return ReportSubmission(
            association_id=self.year.association_id,
            year_id=self.year.id,
            paper=self.paper,
            number=number,
            by=by,
            to=to,
            content=content,
        )
