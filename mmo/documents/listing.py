"""The page of papers: the records of a year, each with the papers that can be made of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from mmo.accounts.permissions import Can
from mmo.database import text_key
from mmo.documents.records import YearRecords
from mmo.documents.registry import PAPERS, Of, Paper
from mmo.naming import NAMED, short_name
from mmo.web import parse_page

ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and its papers."""

    record_id: UUID
    name: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the records of a kind."""

    of: Of
    query: str
    entries: tuple[Entry, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ON_A_PAGE))


def listing(records: YearRecords, can: set[Can], asked: Mapping[str, str]) -> Listing:
    """What the page's address asks for."""
    of = Of(asked["of"]) if asked.get("of") in set(Of) else Of.MEETING
    query = asked.get("q", "").strip()
    found = [each for each in entries(records, of, can) if _fits(each, query)]
    last = max(1, -(-len(found) // ON_A_PAGE))
    number = parse_page(asked.get("page"), last)
    first = (number - 1) * ON_A_PAGE
    return Listing(of, query, tuple(found[first : first + ON_A_PAGE]), len(found), number)


def _fits(entry: Entry, query: str) -> bool:
    return (text_key(query) or "") in (text_key(entry.name) or "")


def entries(records: YearRecords, of: Of, can: set[Can]) -> Iterator[Entry]:
    """The year's records of a kind that have papers which the person may print."""
    papers = [paper for paper in PAPERS.values() if paper.of is of and paper.reads in can]
    for record_id, name, kind in ROWS[of](records):
        own = tuple(paper for paper in papers if not paper.kinds or kind in paper.kinds)
        if own:
            yield Entry(record_id, name, own)


Row = tuple[UUID, str, str]


def _year(records: YearRecords) -> Iterator[Row]:
    yield records.row.id, _("the whole year"), ""


def _meetings(records: YearRecords) -> Iterator[Row]:
    for row in records.meetings.values():
        yield row.id, f"{_called('meeting', row)}: {row.theme}", ""


def _questions(records: YearRecords) -> Iterator[Row]:
    for meeting in records.meetings.values():
        for place, row in enumerate(records.agenda.get(meeting.id, ()), start=1):
            yield row.id, f"{_called('meeting', meeting)}, {place}. {row.question}", ""


def _appointments(records: YearRecords) -> Iterator[Row]:
    for row in records.appointments:
        who = short_name(records.members[row.member_id].full_name)
        yield row.id, f"{who}, {_called('head_appointment', row)}", ""


def _activities(records: YearRecords) -> Iterator[Row]:
    for row in records.activities:
        yield row.id, _called("activity", row), row.kind


def _members(records: YearRecords) -> Iterator[Row]:
    for row in records.members.values():
        yield row.id, row.full_name, ""


def _submissions(records: YearRecords) -> Iterator[Row]:
    for row in records.submissions:
        yield row.id, _called("submission", row), ""


def _called(kind: str, row: Any) -> str:
    return NAMED[kind][2](row)


ROWS: dict[Of, Callable[[YearRecords], Iterator[Row]]] = {
    Of.YEAR: _year,
    Of.MEETING: _meetings,
    Of.QUESTION: _questions,
    Of.APPOINTMENT: _appointments,
    Of.ACTIVITY: _activities,
    Of.MEMBER: _members,
    Of.SUBMISSION: _submissions,
}
