"""A cell of a map: a status by shape, letter and colour, and the page that says why."""

from urllib.parse import quote

from flask_babel import gettext as _
from flask_babel import lazy_pgettext
from markupsafe import Markup

from mmo.compliance.rulefile import ClauseEntry, Status
from mmo.labels import STATUS

LETTER = {
    Status.GAP: lazy_pgettext("sign of a status", "G"),
    Status.UNCONFIRMED: lazy_pgettext("sign of a status", "N"),
    Status.DUE_SOON: lazy_pgettext("sign of a status", "S"),
    Status.AT_RISK: lazy_pgettext("sign of a status", "R"),
    Status.PENDING: lazy_pgettext("sign of a status", "A"),
    Status.MET: "✓",
    Status.NOT_APPLICABLE: "–",
}
"""One sign for each status; no two are alike."""

_LETTER = Markup('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>')


def signs() -> dict[Status | None, Markup]:
    """What stands in a cell of each status; ``None`` is of what was never judged."""
    found: dict[Status | None, Markup] = {
        status: _LETTER.format(letter, STATUS[status]) for status, letter in LETTER.items()
    }
    return found | {None: _LETTER.format("?", _("not judged yet"))}


def drill(clause: ClauseEntry) -> str:
    """Where a cell leads, after the address of its year: why, or the clause with its rules."""
    if len(clause.rules) == 1:
        return f"why/{quote(clause.rules[0].id)}"
    return f"regulation#{clause.id}"
