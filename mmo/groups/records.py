"""Creative groups as a kind of records."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.database import AnySelect
from mmo.groups.forms import CreativeGroupForm
from mmo.groups.models import CreativeGroup
from mmo.meetings.models import Meeting
from mmo.members.models import Member
from mmo.naming import short_name
from mmo.records.closing import closes, dated, new, open_record
from mmo.records.kinds import Column, Filter, Kind, Words
from mmo.records.routes import mount

OPEN = (("yes", _l("at work")), ("no", _l("closed")))


def _groups() -> AnySelect:
    return (
        select(
            CreativeGroup.id,
            CreativeGroup.topic,
            CreativeGroup.formed_on,
            CreativeGroup.closed_on,
            Member.full_name,
            Meeting.date.label("approved_on"),
        )
        .join(
            Member,
            (Member.association_id == CreativeGroup.association_id)
            & (Member.id == CreativeGroup.curator_id),
        )
        .outerjoin(
            Meeting,
            (Meeting.association_id == CreativeGroup.association_id)
            & (Meeting.id == CreativeGroup.approved_at_meeting_id),
        )
    )


CREATIVE_GROUP = mount(
    Kind(
        name="creative_group",
        plural="groups",
        model=CreativeGroup,
        words=Words(
            _l("creative group"), _l("Creative groups"), _l("New creative group"),
            _l("No creative groups yet. A group has a topic, a curator and a meeting's approval."),
        ),
        form=CreativeGroupForm,
        listing=_groups,
        columns=(
            Column("topic", _l("Topic"), lambda row: row.topic, (CreativeGroup.topic,)),
            Column("curator", _l("Curator"), lambda row: short_name(row.full_name),
                   (Member.name_key,)),
            Column("formed", _l("Formed on"), lambda row: row.formed_on,
                   (CreativeGroup.formed_on,)),
            Column("approved", _l("Approved on"), lambda row: row.approved_on, (Meeting.date,)),
            Column("closed", _l("Closed on"), lambda row: row.closed_on,
                   (CreativeGroup.closed_on,)),
        ),
        title=lambda record: record.topic,
        search=(CreativeGroup.topic, Member.name_key),
        filters=(
            Filter("open", _l("State"), lambda: OPEN,
                   lambda value: CreativeGroup.closed_on.is_(None) if value == "yes"
                   else CreativeGroup.closed_on.is_not(None)),
        ),
        order=(CreativeGroup.formed_on.desc(),),
    )
)  # fmt: skip

closes("form_creative_group")(new("records.creative_group_new", formed_on=dated))
closes("approve_group_topic")(open_record("records.creative_group_show"))
