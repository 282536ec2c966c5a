"""Papers about activities: the schedule of open events, a report of one, a proposal."""

from typing import Any
from uuid import UUID

from mmo.activities.models import ActivityKind, ActivityStatus
from mmo.database import AnyRow
from mmo.documents.people import Named, naming
from mmo.documents.records import YearRecords, found_in, of_year
from mmo.documents.wording import day, short_day, text
from mmo.labels import KIND


def schedule(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the schedule of open events; cancelled ones are left out."""
    of_year(records, year)
    named = naming(records)
    rows = [
        row
        for row in records.activities
        if row.kind is ActivityKind.OPEN_EVENT and row.status is not ActivityStatus.CANCELLED
    ]
    return {
        "events": [
            {"number": str(place), **activity(records, row, named)}
            for place, row in enumerate(rows, start=1)
        ]
    }


def one(records: YearRecords, wanted: UUID) -> dict[str, Any]:
    """The fields of a paper about one activity."""
    row = found_in(records.activities, wanted)
    return {"event": activity(records, row, naming(records))}


def activity(records: YearRecords, row: AnyRow, named: Named) -> dict[str, Any]:
    """What papers say of an activity."""
    return {
        "kind": str(KIND[row.kind]),
        "title": text(row.title),
        "date": day(row.date),
        "short_date": short_day(row.date),
        "iso_date": row.date.isoformat(),
        "done": row.status is ActivityStatus.DONE,
        "people": [named(each.member_id) for each in records.participants.get(row.id, ())],
    }
