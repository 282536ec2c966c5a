"""Things that count rules and evidence rules count: activities, materials, meetings and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from . import properties as prop
from .clauses import Evidence
from .properties import Reading, Record


@dataclass(frozen=True)
class Thing:
    """Something a rule may count: ``done`` may count up to E, ``expected`` after it."""

    label: str
    day: date
    done: bool
    expected: bool = False


def meeting_things(reading: Reading) -> Iterable[Thing]:
    """Held ones are done; "one marked held and dated after E is scheduled"."""
    for meeting in prop.rows(reading.bundle, "meetings"):
        yield Thing(
            f"meeting:{meeting['id']}",
            date.fromisoformat(meeting["date"]),
            done=meeting["status"] == "held",
            expected=not prop.cancelled(reading, meeting),
        )


def activity_things(reading: Reading, wanted: Callable[[Record], bool]) -> Iterable[Thing]:
    """Contract: "an activity with status `done`"; scheduled: "planned or done", not cancelled on
    E."""
    for activity in prop.rows(reading.bundle, "activities"):
        if wanted(activity):
            yield Thing(
                f"activity:{activity['id']}",
                date.fromisoformat(activity["date"]),
                done=activity["status"] == "done",
                expected=not prop.cancelled(reading, activity),
            )


def material_things(reading: Reading, wanted: Callable[[Record], bool]) -> Iterable[Thing]:
    """Contract: "A meeting's own materials are materials in every respect", whatever became of the
    meeting; "A material is never scheduled"."""
    materials = prop.rows(reading.bundle, "materials")
    for meeting in prop.rows(reading.bundle, "meetings"):
        materials = materials + prop.rows(meeting, "materials")
    for material in materials:
        if wanted(material):
            added = date.fromisoformat(material["added_on"])
            yield Thing(f"material:{material['id']}", added, done=True)


def agenda_things(reading: Reading, wanted: Callable[[Record], bool]) -> Iterable[Thing]:
    """Contract: "an agenda item whose `clauses` name R, of a held meeting (the meeting's `date`)";
    scheduled: "such an agenda item of a meeting not cancelled"."""
    for meeting in prop.rows(reading.bundle, "meetings"):
        for item in prop.rows(meeting, "agenda"):
            if wanted(item):
                yield Thing(
                    f"agenda_item:{item['id']}",
                    date.fromisoformat(meeting["date"]),
                    done=meeting["status"] == "held",
                    expected=not prop.cancelled(reading, meeting),
                )


def plan_things(reading: Reading, wanted: Callable[[Record], bool]) -> Iterable[Thing]:
    """Contract: "a plan item ... that is done (its `done_on`)"; scheduled: "such a plan item not
    done by E (its `due`)", never one without a `due`; a reason does not unschedule it."""
    for item in prop.rows(prop.plan_of(reading), "items"):
        done, due = prop.day_in(item, "done_on"), prop.day_in(item, "due")
        label = f"plan_item:{item['id']}"
        if not wanted(item):
            continue
        if done is not None and done <= reading.eve:
            yield Thing(label, done, done=True)
        elif due is not None:
            yield Thing(label, due, done=False, expected=True)


def creative_group_things(reading: Reading) -> Iterable[Thing]:
    """Contract: "creative group with formed_on <= E and closed_on null or after year.start"."""
    for group in prop.rows(reading.bundle, "creative_groups"):
        closed = prop.day_in(group, "closed_on")
        yield Thing(
            f"creative_group:{group['id']}",
            date.fromisoformat(group["formed_on"]),
            done=closed is None or closed > reading.year_start,
        )


def of_kind(*kinds: str) -> Callable[[Record], bool]:
    return lambda record: record["kind"] in kinds


def any_kind(record: Record) -> bool:
    return True


COUNTED_THINGS: dict[str, Callable[[Reading], Iterable[Thing]]] = {
    "meetings": meeting_things,
    "materials": lambda reading: material_things(reading, any_kind),
    "programmes": lambda reading: material_things(reading, of_kind("programme")),
    "analyses": lambda reading: material_things(reading, of_kind("analysis")),
    "experience": lambda reading: activity_things(reading, of_kind("experience")),
    "working_creative_groups": creative_group_things,
}


def evidence_things(reading: Reading, clause: str, check: Evidence) -> list[Thing]:
    """Contract: "everything that can prove a `should` clause R": by kind or by a tag naming the
    clause."""

    def tagged(record: Record) -> bool:
        return clause in (record.get("clauses") or [])

    return [
        *activity_things(reading, lambda r: r["kind"] in check.activities or tagged(r)),
        *material_things(reading, lambda r: r["kind"] in check.materials or tagged(r)),
        *agenda_things(reading, tagged),
        *plan_things(reading, tagged),
    ]
