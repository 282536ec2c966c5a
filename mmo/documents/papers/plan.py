"""The plan of the year, with the block by which it is agreed or approved."""

from typing import Any
from uuid import UUID

from mmo.associations.models import Level
from mmo.database import AnyRow
from mmo.documents.figures import by_section
from mmo.documents.people import Named, naming
from mmo.documents.records import YearRecords, of_year
from mmo.documents.wording import day, short_day, text


def plan(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the plan."""
    of_year(records, year)
    named = naming(records)
    own = records.plan
    return {
        "municipal": records.row.level == Level.MUNICIPAL,
        "plan": {
            "created": day(own.created_on if own else None),
            "agreed": day(own.agreed_on if own else None),
            "agreed_by": text(own.agreed_by if own else None),
            "revised": day(own.revised_on if own else None),
        },
        "approval": approval(records, own),
        "sections": [
            {"name": section, "lines": _lines(rows, named)}
            for section, rows in by_section(records.plan_items).items()
        ],
    }


def approval(records: YearRecords, own: AnyRow | None) -> dict[str, str]:
    """The meeting that approved the plan, and its minutes."""
    meeting = records.meetings.get(own.approved_at_meeting_id) if own else None
    protocol = records.protocols.get(meeting.id) if meeting else None
    number = protocol.number if protocol else meeting.number if meeting else None
    return {"number": text(number), "date": day(meeting.date if meeting else None)}


def _lines(rows: list[AnyRow], named: Named) -> list[dict[str, Any]]:
    return [
        {
            "number": str(place),
            "title": text(row.title),
            "due": short_day(row.due),
            "responsible": named(row.responsible_id),
            "done": short_day(row.done_on),
            "result": text(row.result or row.reason),
        }
        for place, row in enumerate(rows, start=1)
    ]
