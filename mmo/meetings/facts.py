"""What rules may ask of meetings: that they were held, their form, their minutes, their agenda."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, select, type_coerce

from mmo.compliance.facts import source
from mmo.compliance.vocabulary import (
    Countable,
    Fineness,
    Item,
    Options,
    Reason,
    Records,
    filled,
    words,
)
from mmo.database import AnySelect
from mmo.meetings.models import AgendaItem, Meeting, MeetingStatus, Protocol
from mmo.schoolyear import ALWAYS


@source("meetings", Meeting)
def meetings() -> AnySelect:
    return (
        select(
            Meeting.ref,
            Meeting.date,
            type_coerce(Meeting.status, String).label("status"),
            Meeting.cancelled_on,
            Meeting.form,
            Protocol.drafted_on,
            Protocol.signed_on,
        )
        .outerjoin(
            Protocol,
            (Protocol.association_id == Meeting.association_id)
            & (Protocol.meeting_id == Meeting.id),
        )
        .order_by(Meeting.year_id, Meeting.ordinal)
    )


@source("agenda", AgendaItem)
def agenda() -> AnySelect:
    return (
        select(
            AgendaItem.ref,
            AgendaItem.clauses,
            Meeting.date,
            type_coerce(Meeting.status, String).label("status"),
            Meeting.cancelled_on,
        )
        .join(
            Meeting,
            (Meeting.association_id == AgendaItem.association_id)
            & (Meeting.id == AgendaItem.meeting_id),
        )
        .order_by(AgendaItem.year_id, AgendaItem.ordinal)
    )


def _countable(ref: str, row: Any, clauses: list[str]) -> Countable:
    held = row.status == MeetingStatus.HELD
    cancelled = row.status == MeetingStatus.CANCELLED
    return Countable(
        ref,
        done_on=row.date if held else None,
        planned_for=row.date,
        cancelled_on=(row.cancelled_on or ALWAYS) if cancelled else None,
        clauses=clauses,
    )


@words.collection("meetings", record="meeting", add="hold_meeting", finish="mark_meeting_held")
def meetings_held(records: Records) -> Iterator[Countable]:
    for row in records["meetings"]:
        yield _countable(f"meeting:{row.ref}", row, [])


@words.collection(
    "agenda_items",
    record="agenda_item",
    add="add_agenda_item",
    finish="mark_meeting_held",
    evidence=True,
)
def agenda_as_evidence(records: Records) -> Iterator[Countable]:
    """Questions tagged with clauses; they count with their meeting."""
    for row in records["agenda"]:
        if row.clauses:
            yield _countable(f"agenda_item:{row.ref}", row, row.clauses)


@words.group("held_meetings", add="hold_meeting")
def held_meetings(records: Records) -> Iterator[Item]:
    """Meetings held inside the record window, from their date on."""
    window = records.calendar.window
    for row in records["meetings"]:
        never = None
        if row.status == MeetingStatus.CANCELLED:
            never = Reason("cancelled", (row.cancelled_on,))
        elif row.status == MeetingStatus.PLANNED:
            never = Reason("not_held")
        elif row.date not in window:
            never = Reason("outside_window", tuple(window))
        yield Item(f"meeting:{row.ref}", row, row.date, row.date, never=never)


@words.has("form", "held_meetings", action="fill_meeting_form", entered_with=True)
def form(_: Records, row: Any, __: Options) -> Fineness:
    return Fineness(ALWAYS if filled(row.form) else None, Reason("no_form"))


@words.has("signed_protocol", "held_meetings", action="sign_protocol")
def signed_protocol(_: Records, row: Any, __: Options) -> Fineness:
    if row.drafted_on is None:
        return Fineness(None, Reason("no_protocol"))
    return Fineness(row.signed_on, Reason("not_signed", (row.drafted_on,)))


APPROVING_MEETING = (
    Meeting.ref.label("meeting_ref"),
    Meeting.date.label("meeting_on"),
    type_coerce(Meeting.status, String).label("meeting_status"),
)
"""Columns of the meeting that a plan or a creative group names as the one that approved it."""


def approved_at_meeting(records: Records, row: Any) -> Fineness:
    """Since when a row with `APPROVING_MEETING` is approved: the day of the held meeting."""
    if row.meeting_ref is None:
        return Fineness(None, Reason("approval_names_no_meeting"))
    if row.meeting_status != MeetingStatus.HELD:
        return Fineness(None, Reason("approval_meeting_not_held", (row.meeting_on,)))
    if row.meeting_on not in records.calendar.window:
        return Fineness(None, Reason("approval_meeting_outside", (row.meeting_on,)))
    return Fineness(row.meeting_on, Reason("approval_meeting_later", (row.meeting_on,)))
