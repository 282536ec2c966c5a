"""Opens a paper for a request: the year's state is made fresh first, as its dashboard does."""

from flask import current_app, g

from mmo.accounts.scope import find_year
from mmo.extensions import db
from mmo.findings import Judge
from mmo.reports.content import PaperView
from mmo.reports.models import Paper
from mmo.web import today


def the_judge() -> Judge:
    """The judge of this installation."""
    judge: Judge = current_app.extensions["judge"]
    return judge


def open_paper(paper: Paper) -> PaperView:
    """A paper of the year that the request is about."""
    day = today()
    if the_judge().ensure_fresh(g.year, day):
        db.session.rollback()  # what was read before the judging is of the past
        g.year = find_year(g.year.code, g.year.year)
    return PaperView(g.year, paper, the_judge().rules_of(db.session(), g.year), day)
