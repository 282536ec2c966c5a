"""What rules may ask of creative groups."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from mmo.compliance.facts import source
from mmo.compliance.vocabulary import Countable, Fineness, Item, Options, Reason, Records, words
from mmo.database import AnySelect
from mmo.groups.models import CreativeGroup
from mmo.meetings.facts import APPROVING_MEETING, approved_at_meeting
from mmo.meetings.models import Meeting


@source("creative_groups", CreativeGroup)
def creative_groups() -> AnySelect:
    return (
        select(
            CreativeGroup.ref,
            CreativeGroup.formed_on,
            CreativeGroup.closed_on,
            *APPROVING_MEETING,
        )
        .outerjoin(
            Meeting,
            (Meeting.association_id == CreativeGroup.association_id)
            & (Meeting.id == CreativeGroup.approved_at_meeting_id),
        )
        .order_by(CreativeGroup.year_id, CreativeGroup.ordinal)
    )


@words.collection("creative_groups", record="creative_group", add="form_creative_group")
def open_groups(records: Records) -> Iterator[Countable]:
    """Groups that were still open when the year started, whenever formed."""
    start = records.calendar.start
    for row in records["creative_groups"]:
        closed = row.closed_on is not None and row.closed_on <= start
        yield Countable(
            f"creative_group:{row.ref}",
            done_on=row.formed_on,
            never=Reason("closed_before_year", (row.closed_on,)) if closed else None,
        )


@words.group("new_creative_groups", add="form_creative_group")
def new_groups(records: Records) -> Iterator[Item]:
    """Groups formed inside the record window."""
    window = records.calendar.window
    for row in records["creative_groups"]:
        never = None if row.formed_on in window else Reason("outside_window", tuple(window))
        ref = f"creative_group:{row.ref}"
        yield Item(ref, row, row.formed_on, row.formed_on, never=never)


@words.has("topic_approved", "new_creative_groups", action="approve_group_topic")
def topic_approved(records: Records, row: Any, _: Options) -> Fineness:
    return approved_at_meeting(records, row)
