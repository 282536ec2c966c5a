"""The words of papers: what each is called, and where it stands on its way."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from mmo.reports.models import Paper

PAPER = {
    Paper.ANALYSIS: _l("Analysis of the year"),
    Paper.REPORT: _l("Year-end report"),
}


class State(StrEnum):
    """Where a paper stands on its way from the head to the one who accepts it."""

    DRAFT = "draft"
    COMPLETED = "completed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


STATE = {
    State.DRAFT: _l("draft"),
    State.COMPLETED: _l("completed"),
    State.SUBMITTED: _l("is handed in"),
    State.RETURNED: _l("returned with remarks"),
    State.ACCEPTED: _l("accepted"),
}
