"""The parts of a year that its head fills in: theme, goal, regulation in force."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.exc import StaleDataError

from mmo import journal
from mmo.associations.forms import GoalForm, RegulationInForceForm, ThemeForm
from mmo.associations.models import AssociationYear
from mmo.compliance.explaining import Action
from mmo.extensions import db
from mmo.records.closing import closes, dated
from mmo.records.forms import RecordForm
from mmo.records.writing import Conflict


@dataclass(frozen=True, slots=True)
class Part:
    """A part of «Сведения о годе»: its form, and what it is called."""

    title: Any
    form: type[RecordForm]
    saved: Any
    filled: str
    """The column that is empty while the part is."""


PARTS = {
    "theme": Part(
        _l("Theme of the year"), ThemeForm, _l("The theme of the year is saved."), "theme"
    ),
    "goal": Part(_l("Goal of the year"), GoalForm, _l("The goal of the year is saved."), "goal"),
    "regulation": Part(
        _l("Regulation in force"), RegulationInForceForm,
        _l("The regulation in force is saved."), "regulation_title",
    ),
}  # fmt: skip


def year_of(row: Any) -> AssociationYear:
    """The record of the year of a request."""
    return db.session.get_one(AssociationYear, (row.association_id, row.id))


def change(form: RecordForm, year: AssociationYear) -> dict[str, tuple[str, str]]:
    """Keep a valid form's changes of a year; says which rules turned.

    Raises:
        Conflict: the year is another than the form was made of.
    """
    if str(year.version) != (form.version.data or ""):
        raise Conflict
    try:
        with journal.change("change") as running:
            form.write(year)
    except StaleDataError as error:
        raise Conflict from error
    return running.turned.get(year.id, {})


def _opens(part: str, day: str | None) -> Any:
    def where(action: Action, _record: Any) -> str:
        filled: dict[str, Any] = {day: dated(action)} if day else {}
        return url_for("associations.part", part=part, **filled)

    return where


closes("set_theme")(_opens("theme", "theme_on"))
closes("set_goal")(_opens("goal", "goal_on"))
closes("adopt_regulation")(_opens("regulation", None))
