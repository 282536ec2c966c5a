"""The menu of an association's year: a line for each page, in the order of the work."""

from flask import g, request
from flask_babel import lazy_gettext as _l

from mmo.accounts.permissions import Can

YEAR_MENU = (
    ("dashboard.overview", _l("State"), Can.SEE_STATE),
    ("records.activity_list", _l("Activities"), Can.READ_RECORDS),
    ("records.material_list", _l("Materials"), Can.READ_RECORDS),
    ("records.creative_group_list", _l("Groups"), Can.READ_RECORDS),
    ("records.submission_list", _l("To hand in"), Can.READ_RECORDS),
    ("records.member_list", _l("Members"), Can.READ_RECORDS),
    ("records.meeting_list", _l("Meetings"), Can.READ_RECORDS),
    ("records.plan_item_list", _l("Plan"), Can.READ_RECORDS),
    ("regulation.living", _l("Regulation"), Can.SEE_STATE),
    ("reports.analysis", _l("Analysis"), Can.READ_RECORDS),
    ("reports.report", _l("Year-end report"), Can.READ_RECORDS),
    ("documents.papers", _l("Papers"), Can.READ_RECORDS),
    ("dates.of_year", _l("Calendar"), Can.SEE_STATE),
    ("files.of_year", _l("Files"), Can.READ_RECORDS),
    ("sharing.shared", _l("Shared by the school"), Can.READ_SHARED),
    ("associations.about", _l("About the year"), Can.SEE_STATE),
    ("exchange.of_year", _l("Exchange"), Can.SET_UP),
)

ORDER = (
    "dashboard.", "plans.", "records.plan", "records.meeting", "meetings.", "records.activity",
    "records.material", "records.member", "records.creative_group", "records.submission",
    "reports.", "sharing.", "documents.", "dates.", "files.", "regulation.", "associations.",
    "exchange.",
)  # fmt: skip
"""How the endpoints of the menu's lines begin, in the order in which the lines stand."""


def year_menu() -> list[tuple[str, object]]:
    """The pages of this year that the person may open.

    Who reads the records themselves has no use for a line about what is shared of them.
    """
    can = g.can - {Can.READ_SHARED} if Can.READ_RECORDS in g.can else g.can
    lines = [(endpoint, word) for endpoint, word, needs in YEAR_MENU if needs in can]
    return sorted(lines, key=lambda line: _place(line[0]))


def _place(endpoint: str) -> int:
    found = (place for place, start in enumerate(ORDER) if endpoint.startswith(start))
    return next(found, len(ORDER))


WITHIN = {
    "records.meeting_list": ("meetings.", "records.agenda_item_", "records.decision_"),
    "records.plan_item_list": ("plans.",),
}
"""The pages that belong to a line of the menu beside those whose endpoint begins as the line's."""


def here(endpoint: str) -> str | None:
    """What a line of the menu says of the page that is shown: it is this one, or within it."""
    shown = request.endpoint or ""
    if shown == endpoint:
        return "page"
    own = (endpoint.removesuffix("list"),) if endpoint.endswith("_list") else ()
    return "true" if shown.startswith((*own, *WITHIN.get(endpoint, ()))) else None
