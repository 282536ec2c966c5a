"""The form of a paper that somebody asked for."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from mmo.records.fields import Day, Text
from mmo.records.forms import REQUIRED_DAY, RecordForm
from mmo.web import today


class SubmissionForm(RecordForm):
    main = ("what", "to", "opened_on", "due", "submitted_on")

    what = Text(_l("What was asked for"), _l("Enter what was asked for."))
    to = Text(_l("To whom"), _l("Enter to whom it goes."))
    opened_on = Day(_l("Asked on"), REQUIRED_DAY)
    due = Day(_l("Due"), _l("Enter the term."))
    submitted_on = Day(_l("Handed in on"), description=_l("Empty until it is handed in."))

    def prepare(self) -> None:
        """A new one was asked for today."""
        super().prepare()
        if self.record is None and not self.is_submitted():
            self.opened_on.data = self.opened_on.data or today()

    def validate_due(self, field: Any) -> None:
        """The term is not before the request."""
        if field.data and self.opened_on.data and field.data < self.opened_on.data:
            raise ValidationError(_("The term is before the day it was asked for."))
