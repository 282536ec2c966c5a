"""Papers about the whole year: its analysis and reports, its theme, materials and regulation."""

from typing import Any
from uuid import UUID

from mmo.activities.models import ActivityKind, ActivityStatus
from mmo.documents import figures
from mmo.documents.papers.members import self_education
from mmo.documents.papers.written import written
from mmo.documents.people import member, naming
from mmo.documents.records import YearRecords, found_in, of_year
from mmo.documents.wording import day, short_day, text
from mmo.labels import KIND
from mmo.meetings.models import MeetingStatus
from mmo.regulation.wordings import text_of
from mmo.reports.models import Paper


def analysis(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the analysis of the year and of the reports that are made from it."""
    of_year(records, year)
    own = records.analysis
    return {
        "analysis": {
            "author": member(records, own.author_id if own else None),
            "completed": day(own.completed_on if own else None),
            "submitted": day(own.submitted_on if own else None),
            "submitted_to": text(own.submitted_to if own else None),
            "reviewed_by": text(own.reviewed_by if own else None),
        },
        "makeup": figures.makeup(figures.active(records)),
        "meetings": {**figures.meetings(records), "list": _held(records)},
        "decisions": figures.decisions(records),
        "plan_sections": figures.plan_by_section(records),
        "activities": figures.activities(records),
        "open_events": _events(records),
        "groups": _groups(records),
        "experience": self_education(records, year)["experience"],
        "topics": str(
            sum(
                row.id in records.self_education and bool(records.self_education[row.id].topic)
                for row in figures.active(records)
            )
        ),
        "unfinished": _unfinished(records),
        "written": written(records, Paper.ANALYSIS),
    }


def _held(records: YearRecords) -> list[dict[str, str]]:
    rows = [row for row in records.meetings.values() if row.status is MeetingStatus.HELD]
    return [
        {
            "number": str(place),
            "date": short_day(row.date),
            "theme": text(row.theme),
            "form": text(row.form),
            "questions": str(len(records.agenda.get(row.id, ()))),
        }
        for place, row in enumerate(rows, start=1)
    ]


def _events(records: YearRecords) -> list[dict[str, str]]:
    rows = [
        row
        for row in records.activities
        if row.kind is ActivityKind.OPEN_EVENT and row.status is ActivityStatus.DONE
    ]
    return [{"date": short_day(row.date), "title": text(row.title)} for row in rows]


def _groups(records: YearRecords) -> list[dict[str, Any]]:
    named = naming(records)
    return [
        {"topic": text(row.topic), "curator": named(row.curator_id), "formed": day(row.formed_on)}
        for row in records.groups
    ]


def _unfinished(records: YearRecords) -> list[str]:
    return [text(row.title) for row in records.plan_items if row.done_on is None]


def theme_and_goal(records: YearRecords, year: UUID) -> dict[str, Any]:
    """When the theme and the goal were taken; their texts are among the common fields."""
    of_year(records, year)
    own = records.year
    return {"theme_date": day(own.theme_on), "goal_date": day(own.goal_on)}


def materials(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the list of materials, those of meetings first."""
    of_year(records, year)
    rows = sorted(records.materials, key=lambda row: (row.meeting_id is None, row.added_on))
    return {
        "materials": [
            {
                "number": str(place),
                "title": text(row.title),
                "kind": str(KIND[f"material.{row.kind}"]),
                "date": short_day(row.added_on),
                "meeting": short_day(
                    records.meetings[row.meeting_id].date if row.meeting_id else None
                ),
            }
            for place, row in enumerate(rows, start=1)
        ]
    }


def regulation(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The organisation's own wording of the regulation, where it has loaded one."""
    of_year(records, year)
    own = records.year
    wording = text_of(records.row.organisation_id, records.rules.regulation.id)
    lines = []
    for clause in wording.clauses if wording else ():
        assert wording
        lines += [
            {"heading": True, "text": text(each)} for each in wording.headings.get(clause, ())
        ]
        lines += [
            {"heading": False, "text": text(each)} for each in wording.clauses[clause].split("\n")
        ]
    return {
        "regulation": {
            "title": text(own.regulation_title),
            "approved": day(own.regulation_approved_on),
            "valid_from": day(own.regulation_valid_from),
            "valid_to": day(own.regulation_valid_to),
        },
        "lines": lines,
    }


def submission(records: YearRecords, wanted: UUID) -> dict[str, Any]:
    """The fields of the letter with which papers are handed in."""
    row = found_in(records.submissions, wanted)
    return {
        "submission": {
            "what": text(row.what),
            "to": text(row.to),
            "due": day(row.due),
            "iso_due": row.due.isoformat(),
            "submitted": day(row.submitted_on),
        }
    }
