"""The smaller papers of a meeting: invitation, sheets to sign, the extract of one question."""

from typing import Any
from uuid import UUID

from mmo.documents.figures import active
from mmo.documents.papers.minutes import about, protocol, question, questions
from mmo.documents.people import naming
from mmo.documents.records import YearRecords, found_in
from mmo.documents.wording import text


def invitation(records: YearRecords, meeting: UUID) -> dict[str, Any]:
    """The fields of the invitation."""
    row = records.meeting(meeting)
    return {
        "meeting": about(row),
        "invited": [text(name) for name in row.invited if text(name)],
        "questions": questions(records, meeting, naming(records)),
    }


def sheet(records: YearRecords, meeting: UUID) -> dict[str, Any]:
    """The fields of a sheet that every member signs: of attendance, of having read."""
    row = records.meeting(meeting)
    named = naming(records)
    there = {each.member_id for each in records.attendance.get(meeting, ())}
    here = {each.id for each in active(records, max(row.date, records.year.start))} | there
    members = [each for own, each in records.members.items() if own in here]
    return {
        "meeting": about(row),
        "protocol": protocol(records, row, named),
        "members": [
            {**named(each.id), "number": str(place)} for place, each in enumerate(members, start=1)
        ],
        "invited": [
            {"number": str(place), "name": text(name)}
            for place, name in enumerate(row.invited, start=len(members) + 1)
        ],
    }


def extract(records: YearRecords, item: UUID) -> dict[str, Any]:
    """The fields of the extract from the minutes about one question."""
    rows = [row for rows in records.agenda.values() for row in rows]
    asked = found_in(rows, item)
    meeting = records.meeting(asked.meeting_id)
    named = naming(records)
    place = [row.id for row in records.agenda[meeting.id]].index(item) + 1
    return {
        "meeting": about(meeting),
        "protocol": protocol(records, meeting, named),
        "question": question(records, asked, str(place), named),
    }
