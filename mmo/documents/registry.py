"""Every paper: of what record it is, who may print it, as what, and what reads its fields."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from mmo.accounts.permissions import Can
from mmo.documents.layout import Layout, layout_of
from mmo.documents.papers.minutes import minutes
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


PAPERS: dict[str, Paper] = {
    paper.name: paper for paper in (Paper("minutes", _l("Minutes"), Of.MEETING, minutes),)
}
"""Papers by name, in the order in which a page lists them."""
