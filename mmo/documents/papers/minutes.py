"""Minutes of a meeting (протокол), with everything that its parts and its extract need."""

from typing import Any
from uuid import UUID

from mmo.database import AnyRow
from mmo.documents.people import Named, naming
from mmo.documents.records import YearRecords
from mmo.documents.wording import day, number, short_day, text
from mmo.meetings import usual
from mmo.meetings.models import Presence
from mmo.meetings.numbering import following

MOST_NAMED = 15
"""More people are told by their number, with a list attached."""


def minutes(records: YearRecords, meeting: UUID) -> dict[str, Any]:
    """The fields of the minutes."""
    row = records.meeting(meeting)
    named = naming(records)
    present = attending(records, meeting, named, Presence.PRESENT)
    listed = len(present) > MOST_NAMED
    return {
        "meeting": about(row),
        "protocol": protocol(records, row, named),
        "present": present,
        "present_count": str(len(present)) if present else number(None),
        "present_listed": listed,
        "late": text(", ".join(_late(records, meeting, named))),
        "absent": attending(records, meeting, named, Presence.ABSENT, Presence.EXCUSED),
        "invited": [text(name) for name in row.invited if text(name)],
        "questions": questions(records, meeting, named),
        "attachments": attachments(records, meeting, first=2 if listed else 1),
    }


def about(row: AnyRow) -> dict[str, Any]:
    """What papers say of a meeting."""
    return {
        "number": number(row.number),
        "date": day(row.date),
        "short_date": short_day(row.date),
        "iso_date": row.date.isoformat(),
        "form": text(row.form),
        "theme": text(row.theme),
        "place": text(row.place),
    }


def protocol(records: YearRecords, row: AnyRow, named: Named) -> dict[str, Any]:
    """The protocol's own requisites; its date is the date of the meeting.

    A draft bears the number that its minutes will get, not that of the meeting, and names the
    chair and the secretary that the page of the minutes proposes.
    """
    own = records.protocols.get(row.id)
    taken = (each.number for each in records.protocols.values())
    return {
        "number": text(own.number if own else following(taken)),
        "signed": short_day(own.signed_on if own else None),
        "chair": named(own.chair_id if own else _usual_chair(records, row)),
        "secretary": named(own.secretary_id if own else _usual_secretary(records, row)),
    }


def _usual_chair(records: YearRecords, row: AnyRow) -> UUID | None:
    return usual.chair(records.appointments, row.date, _here(records, row))


def _usual_secretary(records: YearRecords, row: AnyRow) -> UUID | None:
    here = _here(records, row)
    came = {each.member_id for each in records.attendance.get(row.id, ())}
    members = [
        each
        for own, each in records.members.items()
        if own in came or (own in here and each.joined_on <= row.date != each.left_on)
    ]
    return usual.secretary(members, records.secretaries, records.protocols.values(), here)


def _here(records: YearRecords, row: AnyRow) -> set[UUID]:
    """Who had not left before the day of the meeting."""
    return {
        own
        for own, each in records.members.items()
        if each.left_on is None or each.left_on >= row.date
    }


def attending(
    records: YearRecords, meeting: UUID, named: Named, *states: Presence
) -> list[dict[str, Any]]:
    """Those who were there, or were not, in the order of a list of names."""
    of = {row.member_id: row for row in records.attendance.get(meeting, ())}
    return [
        {**named(own), "number": str(place), "reason": text(of[own].reason)}
        for place, own in enumerate(
            (own for own in records.members if own in of and of[own].state in states), start=1
        )
    ]


def _late(records: YearRecords, meeting: UUID, named: Named) -> list[str]:
    """The short names of those who came late, in the order of a list of names."""
    late = {row.member_id for row in records.attendance.get(meeting, ()) if row.late}
    return [str(named(own)["short"]) for own in records.members if own in late]


def questions(records: YearRecords, meeting: UUID, named: Named) -> list[dict[str, Any]]:
    """The agenda with what was said and decided, numbered as minutes number it."""
    return [
        question(records, row, str(place), named)
        for place, row in enumerate(records.agenda.get(meeting, ()), start=1)
    ]


def question(records: YearRecords, row: AnyRow, place: str, named: Named) -> dict[str, Any]:
    """One question of the agenda."""
    votes = (row.votes_for, row.votes_against, row.votes_abstained)
    return {
        "number": place,
        "question": text(row.question),
        "speaker": named(row.speaker_id),
        "heard": text(row.heard),
        "spoke": [text(said) for said in row.spoke if text(said)],
        "voted": any(count is not None for count in votes),
        "votes": {
            "in_favour": number(votes[0]),
            "against": number(votes[1]),
            "abstained": number(votes[2]),
        },
        "decisions": [
            {
                "number": f"{place}.{order}",
                "text": text(decision.text),
                "responsible": named(decision.responsible_id),
                "due": day(decision.due),
                "done": short_day(decision.done_on),
            }
            for order, decision in enumerate(records.decisions.get(row.id, ()), start=1)
        ],
    }


def attachments(records: YearRecords, meeting: UUID, first: int = 1) -> list[dict[str, Any]]:
    """The meeting's materials, numbered after the list of those present where there is one."""
    own = [row for row in records.materials if row.meeting_id == meeting]
    return [
        {"number": str(place), "title": text(row.title)} for place, row in enumerate(own, first)
    ]
