"""The figures of a year that several papers give: who the members are, what was held and done."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from mmo.activities.models import ActivityStatus
from mmo.database import AnyRow
from mmo.documents.records import YearRecords
from mmo.documents.wording import BLANK, text
from mmo.labels import KIND
from mmo.meetings.models import MeetingStatus

BANDS = ((0, 4), (5, 9), (10, 19), (20, None))
"""Years of experience as make-up of staff is usually told, both ends included."""


def active(records: YearRecords, day: date | None = None) -> list[AnyRow]:
    """Members on a day; without one, at the end of the academic year."""
    on = day or records.year.end
    return [
        row
        for row in records.members.values()
        if row.joined_on <= on and (row.left_on is None or row.left_on > on)
    ]


def makeup(members: list[AnyRow]) -> dict[str, Any]:
    """The number of members and their quality: category, education, experience."""
    return {
        "total": str(len(members)),
        "teaching": str(sum(row.pedagogical for row in members)),
        "categories": _shares(members, lambda row: text(row.category)),
        "education": _shares(members, lambda row: text(row.education)),
        "experience": _experience(members),
    }


def _shares(members: list[AnyRow], name: Callable[[AnyRow], str]) -> list[dict[str, str]]:
    counted = Counter(name(row) for row in members)
    known = sorted(counted.items(), key=lambda each: (not each[0], -each[1], each[0]))
    return [share(word, number, len(members)) for word, number in known]


def _experience(members: list[AnyRow]) -> list[dict[str, str]]:
    found = []
    for first, last in BANDS:
        inside = sum(
            row.experience_years is not None
            and first <= row.experience_years <= (row.experience_years if last is None else last)
            for row in members
        )
        if inside:
            word = f"{first}–{last}" if last is not None else f"{first}+"
            found.append(share(word, inside, len(members)))
    unknown = sum(row.experience_years is None for row in members)
    return found + ([share(BLANK, unknown, len(members))] if unknown else [])


def share(name: str, number: int, of: int) -> dict[str, str]:
    """A number of something and what part of the whole it is."""
    return {"name": name, "number": str(number), "percent": str(round(100 * number / (of or 1)))}


def meetings(records: YearRecords) -> dict[str, str]:
    """Meetings planned, held and without signed minutes."""
    states = Counter(row.status for row in records.meetings.values())
    held = [row for row in records.meetings.values() if row.status is MeetingStatus.HELD]
    signed = sum(
        row.id in records.protocols and records.protocols[row.id].signed_on is not None
        for row in held
    )
    return {
        "total": str(len(records.meetings)),
        "held": str(len(held)),
        "cancelled": str(states[MeetingStatus.CANCELLED]),
        "signed": str(signed),
    }


def decisions(records: YearRecords) -> dict[str, str]:
    """Decisions taken, carried out and still open."""
    rows = [row for taken in records.decisions.values() for row in taken]
    done = sum(row.done_on is not None for row in rows)
    return {"total": str(len(rows)), "done": str(done), "open": str(len(rows) - done)}


def plan_by_section(records: YearRecords) -> list[dict[str, str]]:
    """How far the plan is fulfilled, section by section and as a whole."""
    return [
        {
            "name": section,
            "total": str(len(rows)),
            "done": str(done := sum(row.done_on is not None for row in rows)),
            "percent": str(round(100 * done / len(rows))),
        }
        for section, rows in by_section(records.plan_items).items()
    ]


def by_section(items: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    """Plan items by their section, in the plan's order."""
    found: dict[str, list[AnyRow]] = {}
    for row in items:
        found.setdefault(text(row.section), []).append(row)
    return found


def activities(records: YearRecords) -> list[dict[str, str]]:
    """Activities that took place, counted by kind."""
    done = Counter(row.kind for row in records.activities if row.status is ActivityStatus.DONE)
    return [{"name": str(KIND[kind]), "number": str(number)} for kind, number in done.most_common()]
