"""Every line of the log is told in words."""

import re

from flask import Flask

from mmo.audit.words import ACTIONS, kind_word
from mmo.config import ROOT
from mmo.database import Base

UNLOGGED = {"audit_line", "attempt", "year_state", "state_day", "search_entry"}
"""Tables of the machine itself, of which the log tells nothing."""
WRITES = re.compile(
    r"journal\.(?:change|note)\(\s*\"([a-z_]+)\"|journal\.(?:save|remove)\([^()]*action=\"([a-z_]+)\""
)


def test_every_table_has_a_word(app: Flask) -> None:
    with app.test_request_context():
        bare = {name for name in Base.metadata.tables if kind_word(name) == name}
    assert bare - UNLOGGED == set()


def test_every_action_that_the_sources_write_has_a_word() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "mmo").rglob("*.py")]
    written = {one or two for text in sources for one, two in WRITES.findall(text)}
    assert len(written) > 30
    assert written - set(ACTIONS) == set()
