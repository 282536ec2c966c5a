"""What rules may ask of members and of the head."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from sqlalchemy import String, select, type_coerce

from mmo.associations.models import Organisation, OrganisationKind
from mmo.compliance.facts import source
from mmo.compliance.vocabulary import (
    Fineness,
    Item,
    Options,
    Reason,
    Records,
    Standing,
    filled,
    words,
)
from mmo.database import AnySelect
from mmo.members.models import HeadAppointment, Issuer, Member, Post, SelfEducation
from mmo.schoolyear import ALWAYS

CardField = Literal["position", "education", "experience_years", "category", "homeroom_class"]
CARD_FIELDS: tuple[CardField, ...] = ("position", "education", "experience_years", "category")


@source("members", Member)
def members() -> AnySelect:
    return (
        select(
            Member.ref,
            Member.joined_on,
            Member.left_on,
            Member.pedagogical,
            type_coerce(Organisation.kind, String).label("organisation_kind"),
            Organisation.in_municipality,
            Member.position,
            Member.homeroom_class,
            Member.education,
            Member.experience_years,
            Member.category,
            Member.category_valid_until,
            SelfEducation.topic,
        )
        .join(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(
            SelfEducation,
            (SelfEducation.association_id == Member.association_id)
            & (SelfEducation.member_id == Member.id),
        )
        .order_by(Member.year_id, Member.ordinal)
    )


@source("heads", HeadAppointment)
def heads() -> AnySelect:
    return select(
        HeadAppointment.ref,
        type_coerce(HeadAppointment.post, String).label("post"),
        type_coerce(HeadAppointment.issuer, String).label("issuer"),
        HeadAppointment.order_number,
        HeadAppointment.order_date,
        HeadAppointment.from_on,
        HeadAppointment.to_on,
    ).order_by(HeadAppointment.year_id, HeadAppointment.ordinal)


@words.group("active_members", add="add_member")
def active_members(records: Records) -> Iterator[Item]:
    """Members from the day they joined, or the year's start, until they left."""
    start = records.calendar.start
    for row in records["members"]:
        base = max(row.joined_on, start)
        yield Item(f"member:{row.ref}", row, base, base, row.left_on)


class Belonging(Options):
    """Where a member must work, and whether only teaching staff belong."""

    organisation_kinds: tuple[OrganisationKind, ...] = (OrganisationKind.GENERAL,)
    in_municipality: bool = True
    pedagogical: bool = True


@words.has(
    "belongs",
    "active_members",
    action="correct_membership",
    options=Belonging,
    entered_with=True,
)
def belongs(_: Records, row: Any, where: Belonging) -> Fineness:
    if row.organisation_kind not in where.organisation_kinds:
        return Fineness(None, Reason("wrong_organisation"))
    if where.in_municipality and not row.in_municipality:
        return Fineness(None, Reason("outside_municipality"))
    if where.pedagogical and not row.pedagogical:
        return Fineness(None, Reason("not_pedagogical"))
    return Fineness(ALWAYS, Reason("fine"))


class Card(Options):
    """Which fields of a member's card must be filled; 0 years of experience is filled."""

    fields: tuple[CardField, ...] = CARD_FIELDS


@words.has(
    "complete_card", "active_members", action="complete_card", options=Card, entered_with=True
)
def complete_card(_: Records, row: Any, where: Card) -> Fineness:
    empty = tuple(name for name in where.fields if not _is_filled(getattr(row, name)))
    return Fineness(None if empty else ALWAYS, Reason("empty_fields", empty))


def _is_filled(value: str | int | None) -> bool:
    return filled(value) if isinstance(value, str) else value is not None


@words.has("self_education_topic", "active_members", action="choose_topic", entered_with=True)
def self_education_topic(_: Records, row: Any, __: Options) -> Fineness:
    return Fineness(ALWAYS if filled(row.topic) else None, Reason("no_topic"))


def _attestation_dates(records: Records) -> Iterator[date | None]:
    for row in records["members"]:
        yield from (row.joined_on, row.left_on)


@words.condition("attestation_due_in_year", dates=_attestation_dates)
def attestation_due_in_year(records: Records, day: date) -> bool:
    """An active member's category runs out inside the record window."""
    window = records.calendar.window
    return any(
        row.category_valid_until in window
        and row.joined_on <= day
        and (row.left_on is None or row.left_on > day)
        for row in records["members"]
        if row.category_valid_until is not None
    )


class Head(Options):
    """Which appointment will do: by whose order, to which post, with the order's data."""

    issuers: tuple[Issuer, ...] = tuple(Issuer)
    posts: tuple[Post, ...] = tuple(Post)
    with_order: bool = False


def _head_dates(records: Records) -> Iterator[date | None]:
    for row in records["heads"]:
        yield from (row.from_on, row.to_on, row.order_date)


@words.state("head_appointed", dates=_head_dates, actions=lambda *_: ["appoint_head"], options=Head)
def head_appointed(records: Records, day: date, where: Head) -> Standing:
    """The head of the day: of the valid appointments the one that began last.

    Where none is valid, the lapse is the last end of an ended one; where the valid one does
    not satisfy, it is the day that one began.
    """
    valid = [
        row
        for row in records["heads"]
        if row.from_on <= day and (row.to_on is None or row.to_on >= day)
    ]
    if not valid:
        ended = [row.to_on for row in records["heads"] if row.to_on and row.to_on < day]
        reasons = tuple(_why_not_valid(row, day) for row in records["heads"])
        return Standing(False, max(ended, default=None), reasons)
    head = valid[0]
    for row in valid[1:]:
        if row.from_on >= head.from_on:
            head = row
    if why := _why_not_satisfying(head, day, where):
        return Standing(False, head.from_on, ((f"head_appointment:{head.ref}", why),))
    return Standing(True)


def _why_not_valid(row: Any, day: date) -> tuple[str, Reason]:
    if row.from_on > day:
        return f"head_appointment:{row.ref}", Reason("begins_later", (row.from_on,))
    return f"head_appointment:{row.ref}", Reason("ended", (row.to_on,))


def _why_not_satisfying(row: Any, day: date, where: Head) -> Reason | None:
    if row.issuer not in where.issuers:
        return Reason("wrong_issuer", (row.issuer,))
    if row.post not in where.posts:
        return Reason("wrong_post", (row.post,))
    if where.with_order and not filled(row.order_number):
        return Reason("no_order_number")
    if where.with_order and row.order_date is None:
        return Reason("no_order_date")
    if where.with_order and row.order_date > day:
        return Reason("order_later", (row.order_date,))
    return None
