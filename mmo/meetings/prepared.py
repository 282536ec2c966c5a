"""Meetings that every association holds, ready to begin with: theme, form, questions.

They are suggestions; nothing of them is asked by a regulation.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting to begin with."""

    title: Any
    theme: Any
    form: Any
    questions: tuple[Any, ...]


SEMINAR, ROUND_TABLE, WORKSHOP = _l("seminar"), _l("round table"), _l("master class")
FORMS = (
    _l("organisational meeting"), SEMINAR, ROUND_TABLE, WORKSHOP, _l("practical seminar"),
    _l("pedagogical workshop"), _l("conference"), _l("training session"),
)  # fmt: skip
"""Forms of a meeting that are offered; any other may be typed."""

PREPARED = {
    "first": Prepared(
        _l("First meeting of the year"),
        _l("Planning the association's work for the year"),
        FORMS[0],
        (
            _l("Analysis of the association's work in the past year"),
            _l("Discussion and approval of the plan for the year"),
            _l("Choice of self-education topics"),
            _l("News of legal and methodical documents on upbringing"),
        ),
    ),
    "theme": Prepared(
        _l("Meeting on a methodical theme"),
        _l("Methodical theme of the meeting"),
        SEMINAR,
        (
            _l("How decisions of the previous meeting are carried out"),
            _l("Report on the theme of the meeting"),
            _l("Experience of homeroom teachers on the theme"),
            _l("Discussion and recommendations"),
        ),
    ),
    "experience": Prepared(
        _l("Exchange of experience"),
        _l("Exchange of experience of homeroom teachers"),
        WORKSHOP,
        (
            _l("How decisions of the previous meeting are carried out"),
            _l("Open event and its analysis"),
            _l("Reports on self-education topics"),
        ),
    ),
    "last": Prepared(
        _l("Last meeting of the year"),
        _l("Results of the association's work in the year"),
        ROUND_TABLE,
        (
            _l("How decisions of the previous meeting are carried out"),
            _l("Analysis of the association's work in the year"),
            _l("Reports on self-education topics"),
            _l("Tasks and draft plan for the next year"),
        ),
    ),
}
