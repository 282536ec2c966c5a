"""What a head wrote into the analysis or the report of the year, section by section."""

from typing import Any

from mmo.documents.records import YearRecords
from mmo.documents.wording import text
from mmo.reports.figures import FIGURES
from mmo.reports.models import Paper
from mmo.reports.sections import SECTIONS


def written(records: YearRecords, paper: Paper) -> list[dict[str, Any]]:
    """The sections with a text or with figures corrected by hand, in the paper's order."""
    rows = {row.section: row for row in records.report_sections if row.paper is paper}
    return [
        {
            "title": text(section.title),
            "text": text(row.text),
            "corrected": [
                {"name": text(FIGURES[code].title), "value": str(value)}
                for code, value in row.typed.items()
                if code in FIGURES
            ],
        }
        for section in SECTIONS[paper]
        if (row := rows.get(section.code)) and (row.text.strip() or row.typed)
    ]
