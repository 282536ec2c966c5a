"""Every paper: of what record it is, who may print it, as what, and what reads its fields."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from mmo.accounts.permissions import Can
from mmo.documents.layout import Layout, layout_of
from mmo.documents.papers.activities import one, schedule
from mmo.documents.papers.inventory import inventory
from mmo.documents.papers.meetings import extract, invitation, sheet
from mmo.documents.papers.members import bank, order, petition, self_education
from mmo.documents.papers.minutes import minutes
from mmo.documents.papers.plan import plan
from mmo.documents.papers.report import year_report
from mmo.documents.papers.year import (
    analysis,
    materials,
    regulation,
    submission,
    theme_and_goal,
)
from mmo.documents.records import YearRecords

Fields = Callable[[YearRecords, UUID], dict[str, Any]]


class Of(StrEnum):
    """The kind of record that a paper is about."""

    YEAR = "year"
    MEETING = "meeting"
    QUESTION = "question"
    APPOINTMENT = "appointment"
    ACTIVITY = "activity"
    MEMBER = "member"
    SUBMISSION = "submission"


class Format(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


TEXT = (Format.DOCX, Format.PDF)
TABLE = (Format.DOCX, Format.PDF, Format.XLSX)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Attributes:
        word: its name on the screens; on the paper itself stands the layout's.
        reads: the ability without which the paper does not exist for a person.
        kinds: of activities, which kinds it is about; empty means all.
    """

    name: str
    word: Any
    of: Of
    fields: Fields
    formats: tuple[Format, ...] = TEXT
    reads: Can = Can.READ_RECORDS
    kinds: tuple[str, ...] = ()

    @property
    def layout(self) -> Layout:
        return layout_of(self.name)


EVENTS = (
    "open_event", "extracurricular", "prevention", "joint_event", "seminar", "workshop",
    "conference", "reading", "contest", "exhibition", "creative_report", "peer_visit",
    "event_review",
)  # fmt: skip
"""Kinds of activities of which a report is written."""

PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("invitation", _l("Invitation"), Of.MEETING, invitation),
        Paper("attendance", _l("Attendance sheet"), Of.MEETING, sheet, TABLE),
        Paper("minutes", _l("Minutes"), Of.MEETING, minutes),
        Paper("familiarisation", _l("Familiarisation sheet"), Of.MEETING, sheet, TABLE),
        Paper("extract", _l("Extract from the minutes"), Of.QUESTION, extract),
        Paper("plan", _l("Plan of the year"), Of.YEAR, plan, TABLE),
        Paper("theme", _l("Theme and goal of the year"), Of.YEAR, theme_and_goal),
        Paper("regulation", _l("Text of the regulation"), Of.YEAR, regulation),
        Paper("bank", _l("Bank of members"), Of.YEAR, bank, TABLE, Can.READ_CARDS),
        Paper("self_education", _l("Self-education of members"), Of.YEAR, self_education, TABLE,
              Can.READ_CARDS),
        Paper("schedule", _l("Schedule of open events"), Of.YEAR, schedule, TABLE),
        Paper("materials", _l("List of materials"), Of.YEAR, materials, TABLE),
        Paper("analysis", _l("Analysis of the year"), Of.YEAR, analysis),
        Paper("council_report", _l("Report to the pedagogical council"), Of.YEAR, analysis),
        Paper("year_report", _l("Year-end report"), Of.YEAR, year_report),
        Paper("inventory", _l("Inventory of the folder"), Of.YEAR, inventory, TABLE,
              Can.READ_CARDS),
        Paper("order", _l("Order to appoint a head (draft)"), Of.APPOINTMENT, order),
        Paper("event", _l("Report of an event"), Of.ACTIVITY, one, kinds=EVENTS),
        Paper("proposal", _l("Proposal to the administration"), Of.ACTIVITY, one,
              kinds=("proposal",)),
        Paper("petition", _l("Petition for encouragement"), Of.MEMBER, petition,
              reads=Can.READ_CARDS),
        Paper("letter", _l("Submission letter"), Of.SUBMISSION, submission),
    )
}  # fmt: skip
"""Papers by name, in the order in which a page lists them."""
