"""Duties about plans, analyses and year-end reports on their way between people."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from mmo.accounts.guard import open_scope
from mmo.accounts.models import Role
from mmo.accounts.permissions import Can
from mmo.associations.models import Level
from mmo.clock import now
from mmo.database import AnyRow
from mmo.duties.desk import Desk, Place, of_places
from mmo.duties.duty import Duty
from mmo.extensions import db
from mmo.plans.models import Plan, Stage
from mmo.plans.reading import is_agreed
from mmo.reports.flow import MODELS, state_of
from mmo.reports.models import Paper, ReportSubmission, Share
from mmo.reports.words import State
from mmo.web import day_of

NEWS = timedelta(days=14)
"""For how long something that a school shared is told as news."""


def plans(desk: Desk) -> Iterator[Duty]:
    """Plans returned to their heads, and those that the office is to agree; one query."""
    headed, judged = desk.at(Role.HEAD), _of_office(desk, present=True)
    places = headed | judged
    if not places:
        return
    for plan in db.session.scalars(select(Plan).where(of_places(Plan, places))):
        place = places[plan.year_id]
        if is_agreed(plan):
            continue
        if plan.stage is Stage.RETURNED and plan.year_id in headed:
            yield Duty(
                _("The plan was returned with remarks: mend it and hand it in again"),
                _("head of the association"), place.address("records.plan_item_list"),
                place.row.name, since=plan.returned_on,
            )  # fmt: skip
        if plan.stage is Stage.SUBMITTED and plan.year_id in judged:
            yield Duty(
                _("The plan was handed in: agree it, or return it with remarks"),
                _("head of the methodical office"), place.address("records.plan_item_list"),
                place.row.name, since=plan.submitted_on,
            )  # fmt: skip


def _of_office(desk: Desk, *, present: bool) -> dict[UUID, Place]:
    return {
        key: place
        for key, place in desk.at(Role.OFFICE, present=present).items()
        if place.row.level == Level.MUNICIPAL
    }


def reviews(desk: Desk) -> Iterator[Duty]:
    """Analyses and reports returned to their heads, or waiting for a review; three queries."""
    headed = desk.at(Role.HEAD, present=False)
    above = desk.at(Role.DEPUTY, Role.DIRECTOR, present=False) | _of_office(desk, present=False)
    places = headed | above
    if not places:
        return
    last = _handed_in(places)
    for paper, paper_model in MODELS.items():
        model: Any = paper_model
        chosen = select(model).where(
            of_places(model, places), model.submitted_on.is_not(None), model.accepted_on.is_(None)
        )
        for row in db.session.scalars(chosen):
            sent = last.get((row.year_id, paper))
            place = places[row.year_id]
            state = state_of(row, sent)
            if state is State.RETURNED and row.year_id in headed:
                yield _returned(paper, place, sent)
            elif state is State.SUBMITTED and row.year_id in above:
                yield _waiting(paper, place, day_of(sent.at) if sent else row.submitted_on)


def _handed_in(places: dict[UUID, Place]) -> dict[tuple[UUID, Paper], AnyRow]:
    """The last handing in of every paper, without what it said."""
    rows = db.session.execute(
        select(ReportSubmission.year_id, ReportSubmission.paper, ReportSubmission.at,
               ReportSubmission.returned_at)
        .where(of_places(ReportSubmission, places))
        .order_by(ReportSubmission.number)
    )  # fmt: skip
    return {(row.year_id, row.paper): row for row in rows}


def _returned(paper: Paper, place: Place, sent: Any) -> Duty:
    words = (
        _("The analysis was returned with remarks: answer them and hand it in again")
        if paper is Paper.ANALYSIS
        else _("The year-end report was returned with remarks: answer them and hand it in again")
    )
    return Duty(
        words, _("head of the association"), place.address(f"reports.{paper.value}"),
        place.row.name, since=day_of(sent.returned_at),
    )  # fmt: skip


def _waiting(paper: Paper, place: Place, since: Any) -> Duty:
    words = (
        _("The analysis was handed in and waits for a review")
        if paper is Paper.ANALYSIS
        else _("The year-end report was handed in and waits for a review")
    )
    whose = _("head of the methodical office") if Role.OFFICE in place.roles else ""
    return Duty(
        words, whose or _("deputy director"), place.address(f"reports.{paper.value}"),
        place.row.name, since=since,
    )  # fmt: skip


def shares_returned(desk: Desk) -> Iterator[Duty]:
    """What the office returned to the schools that shared it; one query."""
    places = desk.at(Role.HEAD, Role.DEPUTY, present=False)
    if not places:
        return
    chosen = select(Share.year_id, Share.returned_at).where(
        of_places(Share, places), Share.withdrawn_at.is_(None), Share.returned_at.is_not(None)
    )
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        yield Duty(
            _("The office returned what was shared: answer its remarks and send again"),
            _("head of the association"), place.address("sharing.share"), place.row.name,
            since=row.returned_at.date(),
        )  # fmt: skip


def shares(desk: Desk) -> Iterator[Duty]:
    """What schools shared lately; one query, in a scope of its own.

    Of schools the office reads shares and no record, so the database shows their rows now only.
    """
    places = {
        key: place
        for key, place in desk.at(Role.OFFICE, present=False).items()
        if Can.READ_SHARED in place.can
    }
    if not places:
        return
    open_scope({place.row.association_id for place in places.values()})
    chosen = select(Share.year_id, Share.sent_at).where(
        of_places(Share, places), Share.withdrawn_at.is_(None), Share.sent_at >= now() - NEWS,
        Share.returned_at.is_(None), Share.accepted_at.is_(None),
    )  # fmt: skip
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        yield Duty(
            _("The school shared its report: look at it"), _("head of the methodical office"),
            place.address("sharing.shared"), place.row.name, since=day_of(row.sent_at),
        )  # fmt: skip
