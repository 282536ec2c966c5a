"""What rules may ask of the plan and its items."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from mmo.compliance.facts import source
from mmo.compliance.vocabulary import (
    Countable,
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
from mmo.meetings.facts import APPROVING_MEETING, approved_at_meeting
from mmo.meetings.models import Meeting
from mmo.plans.models import Plan, PlanItem
from mmo.schoolyear import ALWAYS


@source("plan", Plan)
def plan() -> AnySelect:
    return select(
        Plan.created_on,
        Plan.agreed_on,
        Plan.revised_on,
        Plan.in_school_plan_on,
        *APPROVING_MEETING,
    ).outerjoin(
        Meeting,
        (Meeting.association_id == Plan.association_id)
        & (Meeting.id == Plan.approved_at_meeting_id),
    )


@source("plan_items", PlanItem)
def plan_items() -> AnySelect:
    return select(
        PlanItem.ref,
        PlanItem.due,
        PlanItem.priority,
        PlanItem.done_on,
        PlanItem.result,
        PlanItem.reason,
        PlanItem.clauses,
    ).order_by(PlanItem.year_id, PlanItem.ordinal)


@words.collection(
    "plan_items",
    record="plan_item",
    add="add_plan_item",
    finish="mark_plan_item_done",
    evidence=True,
)
def items_as_evidence(records: Records) -> Iterator[Countable]:
    """A reason why an item was not done does not unschedule it."""
    for row in records["plan_items"]:
        if row.clauses:
            yield Countable(
                f"plan_item:{row.ref}",
                done_on=row.done_on,
                planned_for=row.due,
                clauses=row.clauses,
            )


def _items(records: Records, *, priority_only: bool) -> Iterator[Item]:
    for row in records["plan_items"]:
        if row.priority or not priority_only:
            due = row.due or records.calendar.end
            yield Item(f"plan_item:{row.ref}", row, due, due)


@words.group("plan_items", add="add_plan_item")
def all_items(records: Records) -> Iterator[Item]:
    """Items from their term on; one without a term is due at the year's end."""
    return _items(records, priority_only=False)


@words.group("priority_plan_items", add="add_plan_item")
def priority_items(records: Records) -> Iterator[Item]:
    """Items marked as main directions; where none of the plan is marked, every item."""
    some_marked = any(row.priority for row in records["plan_items"])
    return _items(records, priority_only=some_marked)


@words.group("done_plan_items", add="add_plan_item")
def done_items(records: Records) -> Iterator[Item]:
    """Items from the day they were done on."""
    for row in records["plan_items"]:
        if row.done_on is not None:
            yield Item(f"plan_item:{row.ref}", row, row.done_on, row.done_on)


@words.has("settled", "plan_items", "priority_plan_items", action="settle_plan_item")
def settled(_: Records, row: Any, __: Options) -> Fineness:
    """Done, or a reason given why it was not."""
    since = ALWAYS if filled(row.reason) else row.done_on
    return Fineness(since, Reason("not_settled"))


@words.has("result", "done_plan_items", action="fill_result")
def result(_: Records, row: Any, __: Options) -> Fineness:
    return Fineness(ALWAYS if filled(row.result) else None, Reason("no_result"))


def _plan_dates(records: Records) -> Iterator[date | None]:
    for row in records["plan"]:
        yield from (row.created_on, row.agreed_on, row.revised_on, row.in_school_plan_on)
        yield row.meeting_on


def _why_no_plan(records: Records, day: date) -> Reason | None:
    """A plan exists from its day of creation, if it has at least one item."""
    if not records["plan"]:
        return Reason("not_there")
    if not records["plan_items"]:
        return Reason("no_items")
    if (created_on := records["plan"][0].created_on) > day:
        return Reason("created_later", (created_on,))
    return None


def _why_not_agreed(_: Records, row: Any, day: date) -> Reason | None:
    if row.agreed_on is None:
        return Reason("not_agreed")
    if row.agreed_on > day:
        return Reason("agreed_later", (row.agreed_on,))
    if lapsed := _lapsed_on(row, day):
        return Reason("revised_since", (lapsed, row.agreed_on))
    return None


def _lapsed_on(row: Any, day: date) -> date | None:
    """The day of a revision that came after the agreement and is not agreed again."""
    revised: date | None = row.revised_on
    if revised is None or revised > day or row.agreed_on is None or row.agreed_on >= revised:
        return None
    return revised


def _why_not_approved(records: Records, row: Any, day: date) -> Reason | None:
    approval = approved_at_meeting(records, row)
    if approval.since is None:
        return approval.lacking
    return Reason("approval_meeting_later", (approval.since,)) if approval.since > day else None


def _why_not_in_school_plan(_: Records, row: Any, day: date) -> Reason | None:
    if row.in_school_plan_on is None:
        return Reason("not_in_school_plan")
    if row.in_school_plan_on > day:
        return Reason("in_school_plan_later", (row.in_school_plan_on,))
    return None


Why = Callable[[Records, Any, date], Reason | None]


def _standing(records: Records, day: date, why_not: Why) -> Standing:
    """There is a plan, and nothing speaks against it."""
    row = records["plan"][0] if records["plan"] else None
    why = _why_no_plan(records, day) or why_not(records, row, day)
    lapsed = _lapsed_on(row, day) if row and why_not is _why_not_agreed else None
    return Standing(why is None, lapsed, (("plan", why),) if why else ())


def _actions(action: str, why_not: Why) -> Callable[[Records, date], list[str]]:
    """Make the plan where there is none, and do what it lacks beside."""

    def needed(records: Records, day: date) -> list[str]:
        made = ["make_plan"] if _why_no_plan(records, day) else []
        row = records["plan"][0] if records["plan"] else None
        lacking = row is None or why_not(records, row, day) is not None
        return [*made, action] if lacking else made

    return needed


@words.state("plan_exists", dates=_plan_dates, actions=lambda *_: ["make_plan"])
def plan_exists(records: Records, day: date, _: Options) -> Standing:
    return _standing(records, day, lambda *_: None)


@words.state("plan_agreed", dates=_plan_dates, actions=_actions("agree_plan", _why_not_agreed))
def plan_agreed(records: Records, day: date, _: Options) -> Standing:
    """Agreed, and not revised since; a revision not yet agreed again is the lapse."""
    return _standing(records, day, _why_not_agreed)


@words.state(
    "plan_approved_at_meeting",
    dates=_plan_dates,
    actions=_actions("approve_plan", _why_not_approved),
)
def plan_approved_at_meeting(records: Records, day: date, _: Options) -> Standing:
    return _standing(records, day, _why_not_approved)


@words.state(
    "plan_in_school_plan",
    dates=_plan_dates,
    actions=_actions("include_in_school_plan", _why_not_in_school_plan),
)
def plan_in_school_plan(records: Records, day: date, _: Options) -> Standing:
    return _standing(records, day, _why_not_in_school_plan)
