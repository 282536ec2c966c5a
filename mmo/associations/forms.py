"""Forms of a year: its theme, goal and regulation in force, its dates, its end."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from mmo.associations import calendars
from mmo.associations.models import Scheme
from mmo.labels import SCHEME
from mmo.records.fields import Choice, Day, LongText, Text
from mmo.records.forms import RecordForm

FIRST, LAST = _l("Enter the first day."), _l("Enter the last day.")


class ThemeForm(RecordForm):
    theme = LongText(
        _l("Methodical theme of the year"), _l("Enter the theme."), 1000, render_kw={"rows": 2}
    )
    theme_on = Day(_l("Adopted on"), _l("Enter the day on which it was adopted."))


class GoalForm(RecordForm):
    goal = LongText(_l("Goal of the year"), _l("Enter the goal."), 2000, render_kw={"rows": 3})
    goal_on = Day(_l("Adopted on"), _l("Enter the day on which it was adopted."))


class RegulationInForceForm(RecordForm):
    regulation_title = Text(
        _l("Regulation of the association"), _l("Enter what the regulation is called."),
        description=_l("As on its first page, with the order by which it was approved."),
    )  # fmt: skip
    regulation_approved_on = Day(_l("Day of approval"), _l("Enter the day of approval."))
    regulation_valid_from = Day(_l("In force from"))
    regulation_valid_to = Day(
        _l("In force until"), description=_l("Empty while no end has been set.")
    )

    def validate_regulation_valid_to(self, field: Any) -> None:
        """A regulation ends after it begins."""
        first = self.regulation_valid_from.data
        if field.data and first and field.data < first:
            raise ValidationError(_("The last day is before the first."))


class DatesForm(RecordForm):
    """The dates of an academic year; `year` is set by the view before validation."""

    start = Day(_l("The academic year begins"), FIRST)
    end = Day(_l("and ends"), LAST)
    trimester1_start = Day(_l("The first trimester begins"), FIRST)
    trimester1_end = Day(_l("and ends"), LAST)
    trimester2_start = Day(_l("The second trimester begins"), FIRST)
    trimester2_end = Day(_l("and ends"), LAST)
    trimester3_start = Day(_l("The third trimester begins"), FIRST)
    trimester3_end = Day(_l("and ends"), LAST)

    year: int = 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Each day is one, and together they are a year with its trimesters."""
        if not super().validate(extra_validators):
            return False
        values = {name: self[name].data for name in calendars.FIELDS}
        wrong = list(calendars.faults(self.year, values))
        for name, sentence in wrong:
            self[name].errors = [*self[name].errors, sentence]
        return not wrong


class CalendarForm(DatesForm):
    scheme = Choice(_l("The year is divided into"), SCHEME)

    def prepare(self) -> None:
        """An address may ask for another division: its dates are then proposed."""
        super().prepare()
        if not self.is_submitted() and self.scheme.data not in set(Scheme):
            self.scheme.data = Scheme.OWN


class ReopenForm(FlaskForm):
    version = HiddenField()
    reason = LongText(
        _l("Why is the year reopened?"), _l("Enter the reason; it is kept in the audit log."), 1000
    )
