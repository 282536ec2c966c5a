"""The columns of the tables that come in: what stands in them, and how people call it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from mmo.exchange.wording import CHOICES


class Sort(StrEnum):
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    ORGANISATION = "organisation"
    MEMBER = "member"
    MEMBERS = "members"
    CLAUSES = "clauses"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        default: the value of a new record where the cell is empty.
        example: what stands in the example.
        words: of a choice, the word of each value.
        also: other headings by which it is known.
    """

    name: str
    heading: Any
    sort: Sort = Sort.TEXT
    required: bool = False
    default: Any = None
    example: Any = ""
    words: Any = None
    also: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of records that comes in as a table.

    Attributes:
        key: the columns by which a record without a number is found again.
        called: the column by which a record is called.
    """

    name: str
    title: Any
    key: tuple[str, ...]
    key_words: Any
    called: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> list[Column]:
        return [column for column in self.columns if column.required]


ID = "id"
"""The hidden column of a table that was taken out: the record's own number."""
ID_HEADING = _l("Number of the record (do not change)")

MEMBER = SheetKind(
    "member",
    _l("Members"),
    ("full_name", "organisation"),
    _l("by full name and organisation"),
    "full_name",
    (
        Column(
            "full_name",
            _l("full name"),
            required=True,
            example=_l("Orlova Nina Pavlovna"),
            also=(_l("Full name"),),
        ),
        Column("organisation", _l("Organisation"), Sort.ORGANISATION),
        Column("pedagogical", _l("Teaching staff"), Sort.YES_NO, default=True, example=_l("yes")),
        Column("position", _l("Position"), example=_l("teacher of physics")),
        Column("homeroom_class", _l("Class"), example=_l("7A")),
        Column("education", _l("Education"), example=_l("higher")),
        Column("experience_years", _l("Experience, years"), Sort.NUMBER, example=12),
        Column("category", _l("Category"), example=_l("first")),
        Column("category_assigned_on", _l("Category assigned on"), Sort.DAY, example="01.03.2023"),
        Column("category_valid_until", _l("Category valid until"), Sort.DAY, example="01.03.2028"),
        Column("topic", _l("Self-education topic"), example=_l("The class as a community")),
        Column("joined_on", _l("Joined on"), Sort.DAY, required=True, example="01.09.2020"),
        Column("left_on", _l("Left on"), Sort.DAY),
    ),
)
PLAN_ITEM = SheetKind(
    "plan_item",
    _l("Plan items"),
    ("section", "title"),
    _l("by section and title"),
    "title",
    (
        Column("section", _l("Section"), required=True, example=_l("Methodical work")),
        Column("title", _l("Title"), required=True, example=_l("Seminar on class hours")),
        Column("due", _l("Term"), Sort.DAY, example="20.11.2025"),
        Column("responsible", _l("Responsible"), Sort.MEMBER),
        Column("priority", _l("Priority"), Sort.YES_NO, default=False, example=_l("no")),
        Column("done_on", _l("Done on"), Sort.DAY),
        Column("result", _l("Result")),
        Column("reason", _l("Reason")),
        Column("clauses", _l("Clauses"), Sort.CLAUSES, default=()),
    ),
)
ACTIVITY = SheetKind(
    "activity",
    _l("Activities"),
    ("kind", "title", "date"),
    _l("by kind, title and date"),
    "title",
    (
        Column("kind", _l("Kind"), Sort.CHOICE, required=True, example=_l("seminar"),
               words=CHOICES["activity", "kind"]),
        Column("title", _l("Title"), required=True, example=_l("Seminar on class hours")),
        Column("date", _l("Date"), Sort.DAY, required=True, example="20.11.2025"),
        Column("status", _l("Status"), Sort.CHOICE, default="planned", example=_l("planned"),
               words=CHOICES["activity", "status"]),
        Column("cancelled_on", _l("Cancelled on"), Sort.DAY),
        Column("participants", _l("Participants"), Sort.MEMBERS, default=()),
        Column("clauses", _l("Clauses"), Sort.CLAUSES, default=()),
    ),
)  # fmt: skip
SHEETS = {kind.name: kind for kind in (MEMBER, PLAN_ITEM, ACTIVITY)}
