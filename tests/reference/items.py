"""Items of each rules: members, meetings, plan items, creative groups, submissions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from . import properties as prop
from .properties import Reading, Record


@dataclass(frozen=True)
class Item:
    """An item of an each rule, with its base date and its own deadline."""

    label: str
    base: date
    deadline: date
    record: Record


def member_items(reading: Reading, days: int) -> Iterable[Item]:
    """each active member, within days of "max(joined_on, year.start)"."""
    for member in prop.rows(reading.bundle, "members"):
        if prop.active(reading, member):
            base = max(date.fromisoformat(member["joined_on"]), reading.year_start)
            yield Item(f"member:{member['id']}", base, prop.plus_days(base, days), member)


def held_meeting_items(reading: Reading, days: int) -> Iterable[Item]:
    """each held meeting, within days "of its date"."""
    for meeting in prop.rows(reading.bundle, "meetings"):
        if prop.held(reading, meeting):
            base = date.fromisoformat(meeting["date"])
            yield Item(f"meeting:{meeting['id']}", base, prop.plus_days(base, days), meeting)


def plan_items(reading: Reading, days: int) -> Iterable[Item]:
    """each plan item, within days "of its due (year.end where null)"; "Plan items are judged by
    their own dates, whatever the plan's"."""
    for item in prop.rows(prop.plan_of(reading), "items"):
        base = prop.day_in(item, "due") or reading.year_end
        yield Item(f"plan_item:{item['id']}", base, prop.plus_days(base, days), item)


def priority_items(reading: Reading, days: int) -> Iterable[Item]:
    """Contract: "each plan item marked priority, or each item where none in the whole plan is
    marked"."""
    items = list(plan_items(reading, days))
    return [item for item in items if item.record["priority"]] or items


def done_items(reading: Reading, days: int) -> Iterable[Item]:
    """Contract: "each plan item with done_on <= E: ... within 14 days of done_on"."""
    for item in prop.rows(prop.plan_of(reading), "items"):
        done = prop.day_in(item, "done_on")
        if done is not None and done <= reading.eve:
            yield Item(f"plan_item:{item['id']}", done, prop.plus_days(done, days), item)


def new_creative_groups(reading: Reading, days: int) -> Iterable[Item]:
    """Contract: "each creative group with formed_on in C ... within 30 days of formed_on"."""
    for group in prop.rows(reading.bundle, "creative_groups"):
        formed = date.fromisoformat(group["formed_on"])
        if reading.in_window(formed):
            label = f"creative_group:{group['id']}"
            yield Item(label, formed, prop.plus_days(formed, days), group)


def submissions(reading: Reading, days: int) -> Iterable[Item]:
    """Contract: "each submission whose due is in C ... (base date is opened_on; deadline is its
    own due)"."""
    for one in prop.rows(reading.bundle, "submissions"):
        due = date.fromisoformat(one["due"])
        if reading.in_window(due):
            base = date.fromisoformat(one["opened_on"])
            yield Item(f"submission:{one['id']}", base, due, one)


ITEMS: dict[str, Callable[[Reading, int], Iterable[Item]]] = {
    "active_members": member_items,
    "held_meetings": held_meeting_items,
    "plan_items": plan_items,
    "priority_items": priority_items,
    "done_items": done_items,
    "new_creative_groups": new_creative_groups,
    "submissions": submissions,
}
