"""Every action and every table has a word in the audit log; none is shown by its code."""

import re
from pathlib import Path

from flask import Flask

from mmo.audit.words import ACTIONS, TABLES, kind_word
from mmo.database import Base
from mmo.records.kinds import KINDS

ROOT = Path(__file__).parents[2] / "mmo"
WRITES = re.compile(
    r'journal\.(?:change|note)\(\s*"(\w+)"'
    r'|journal\.(?:save|remove)\((?:[^()]|\([^()]*\))*?action="(\w+)"'
    r'|journal\.remove\([^,()]+, "(\w+)"'
)


def actions() -> set[str]:
    """Every action that the program writes by its name."""
    texts = (path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    return {name for text in texts for found in WRITES.findall(text) for name in found if name}


def test_every_action_has_a_word(app: Flask) -> None:
    assert len(actions()) > 30
    assert actions() - ACTIONS.keys() == set()


def test_every_table_has_a_word(app: Flask) -> None:
    assert Base.metadata.tables.keys() - KINDS.keys() - TABLES.keys() == set()


def test_every_word_is_russian_on_a_russian_screen(app: Flask) -> None:
    with app.test_request_context("/"):
        shown = [str(word) for word in (*ACTIONS.values(), *TABLES.values())]
        shown.append(kind_word("paper.minutes"))
    assert [word for word in shown if re.search("[a-z]", word)] == []
