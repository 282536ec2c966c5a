"""The inventory of the head's folder: clause by clause what is in it and what is missing."""

from typing import Any
from uuid import UUID

from mmo.documents.records import YearRecords, of_year
from mmo.documents.wording import text


def inventory(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the inventory."""
    from mmo.documents.folder import parts  # the folder is made of papers, and this is one

    of_year(records, year)
    found = parts(records)
    entries = [
        {"section": part.name, "clause": part.label, "gist": part.gist, "file": name}
        for part in found
        for name in (*(made.name for made in part.papers), *(text(row.name) for row in part.stored))
    ]
    missing = [
        {"clause": part.label, "paper": paper, "what": what}
        for part in found
        for paper, what in part.missing
    ]
    return {
        "regulation_title": text(records.rules.regulation.title),
        "entries": [
            {"number": str(place), **entry} for place, entry in enumerate(entries, start=1)
        ],
        "count": str(len(entries)),
        "missing": missing,
    }
