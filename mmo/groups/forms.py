"""The form of a creative group."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms.validators import ValidationError

from mmo.extensions import db
from mmo.groups.models import GroupMember
from mmo.records import choices
from mmo.records.fields import Day, Reference, References, Text
from mmo.records.forms import REQUIRED_DAY, RecordForm, of_year
from mmo.records.writing import set_parts
from mmo.web import today


class CreativeGroupForm(RecordForm):
    main = ("topic", "curator_id", "formed_on", "approved_at_meeting_id", "closed_on", "members")
    apart = frozenset({"members"})

    topic = Text(_l("Topic"), _l("Enter the group's topic."))
    curator_id = Reference(_l("Curator"), _l("Choose who leads the group."))
    formed_on = Day(_l("Formed on"), REQUIRED_DAY)
    approved_at_meeting_id = Reference(
        _l("Topic approved at the meeting"), description=_l("Only a meeting that was held counts.")
    )
    closed_on = Day(_l("Closed on"), description=_l("Empty while the group works."))

    members = References(_l("Who works in it"))

    def prepare(self) -> None:
        """Offer the members and the meetings; a new group is formed today."""
        super().prepare()
        members = choices.members()
        self.curator_id.offer(members)
        self.members.offer(members)
        self.approved_at_meeting_id.offer(choices.meetings())
        if self.record is None and not self.is_submitted():
            self.formed_on.data = self.formed_on.data or today()

    def read(self, record: Any) -> dict[str, Any]:
        """Who works in it."""
        chosen = select(GroupMember.member_id).where(
            of_year(GroupMember), GroupMember.creative_group_id == record.id
        )
        return {"members": list(db.session.scalars(chosen.order_by(GroupMember.ordinal)))}

    def write_parts(self, record: Any) -> None:
        """Who works in it, in the order of the list."""
        wanted = [
            {"member_id": member, "ordinal": place}
            for place, member in enumerate(self.members.data or ())
        ]
        set_parts(GroupMember, "creative_group_id", record.id, wanted, "member_id")

    def validate_closed_on(self, field: Any) -> None:
        """A group closes after it was formed."""
        if field.data and self.formed_on.data and field.data < self.formed_on.data:
            raise ValidationError(_("The group closes before it was formed."))
