"""The pages of papers: a line for each."""

from flask import g
from flask_babel import lazy_gettext as _l

from mmo.accounts.permissions import Can

PAPER_MENU = (
    ("documents.papers", _l("All papers"), Can.READ_RECORDS),
    ("documents.code", _l("Code of a paper"), Can.READ_RECORDS),
)


def paper_menu() -> list[tuple[str, object]]:
    """The pages of papers that the person may open."""
    return [(endpoint, word) for endpoint, word, needs in PAPER_MENU if needs in g.can]
