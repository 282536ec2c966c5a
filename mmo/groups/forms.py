"""The form of a creative group."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from mmo.records import choices
from mmo.records.fields import Day, Reference, Text
from mmo.records.forms import REQUIRED_DAY, RecordForm
from mmo.web import today


class CreativeGroupForm(RecordForm):
    main = ("topic", "curator_id", "formed_on", "approved_at_meeting_id", "closed_on")

    topic = Text(_l("Topic"), _l("Enter the group's topic."))
    curator_id = Reference(_l("Curator"), _l("Choose who leads the group."))
    formed_on = Day(_l("Formed on"), REQUIRED_DAY)
    approved_at_meeting_id = Reference(
        _l("Topic approved at the meeting"), description=_l("Only a meeting that was held counts.")
    )
    closed_on = Day(_l("Closed on"), description=_l("Empty while the group works."))

    def prepare(self) -> None:
        """Offer the members and the meetings; a new group is formed today."""
        super().prepare()
        self.curator_id.offer(choices.members())
        self.approved_at_meeting_id.offer(choices.meetings())
        if self.record is None and not self.is_submitted():
            self.formed_on.data = self.formed_on.data or today()

    def validate_closed_on(self, field: Any) -> None:
        """A group closes after it was formed."""
        if field.data and self.formed_on.data and field.data < self.formed_on.data:
            raise ValidationError(_("The group closes before it was formed."))
