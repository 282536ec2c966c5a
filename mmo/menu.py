"""The menu of an association's year: a line for each page, in the order of the work."""

from flask import g
from flask_babel import lazy_gettext as _l

from mmo.accounts.permissions import Can

YEAR_MENU = (
    ("dashboard.overview", _l("State"), Can.SEE_STATE),
    ("records.member_list", _l("Members"), Can.READ_RECORDS),
    ("regulation.living", _l("Regulation"), Can.SEE_STATE),
    ("documents.papers", _l("Papers"), Can.READ_RECORDS),
    ("dates.of_year", _l("Calendar"), Can.SEE_STATE),
    ("files.of_year", _l("Files"), Can.READ_RECORDS),
    ("associations.about", _l("About the year"), Can.SEE_STATE),
    ("exchange.of_year", _l("Exchange"), Can.SET_UP),
)

ORDER = (
    "dashboard.", "plans.", "records.plan", "records.meeting", "meetings.", "records.activity",
    "records.material", "records.member", "records.creative_group", "records.submission",
    "reports.", "documents.", "dates.", "files.", "regulation.", "associations.", "exchange.",
)  # fmt: skip
"""How the endpoints of the menu's lines begin, in the order in which the lines stand."""


def year_menu() -> list[tuple[str, object]]:
    """The pages of this year that the person may open."""
    lines = {endpoint: word for endpoint, word, needs in YEAR_MENU if needs in g.can}
    return sorted(lines.items(), key=lambda line: _place(line[0]))


def _place(endpoint: str) -> int:
    found = (place for place, start in enumerate(ORDER) if endpoint.startswith(start))
    return next(found, len(ORDER))
