"""The head's folder: what belongs into it by the regulation, what is there and what is not.

Which papers answer which clause stands in `layouts/_folder.yaml`, not here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from mmo.activities.models import ActivityStatus
from mmo.compliance.rulefile import ClauseEntry
from mmo.database import AnyRow
from mmo.documents.completeness import Lack, lacking
from mmo.documents.layout import FOLDER
from mmo.documents.listing import ROWS
from mmo.documents.making import Made, make
from mmo.documents.printing import plain_name
from mmo.documents.records import YearRecords
from mmo.documents.registry import PAPERS, Of, Paper
from mmo.meetings.models import MeetingStatus
from mmo.naming import NAMED


class PartIn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    clause: str | None = None
    papers: tuple[str, ...]
    files: tuple[str, ...] = ()


class FolderIn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    archive: str
    unfiled: dict[str, str]
    """What a record without a file lacks, by its kind."""
    plans: dict[str, tuple[PartIn, ...]]


@dataclass(slots=True)
class Part:
    """One section of the folder: its clause, its papers, the records whose files go with them."""

    number: int
    clause: ClauseEntry | None
    label: str
    papers: list[Made] = field(default_factory=list)
    lacks: list[tuple[Made, Lack]] = field(default_factory=list)
    without: list[Paper] = field(default_factory=list)
    """Papers of which there is no record at all."""
    stored: list[AnyRow] = field(default_factory=list)
    """Files that were uploaded to such records."""
    unfiled: list[tuple[str, str]] = field(default_factory=list)
    """Records that have no file: what each is called, and what it lacks."""

    @property
    def gist(self) -> str:
        return self.clause.gist if self.clause else ""

    @property
    def name(self) -> str:
        """What the section's folder is called."""
        said = f"{self.number:02d} {self.label} {self.gist}"
        return plain_name(said)[:80].rstrip(". ")

    @property
    def missing(self) -> Iterator[tuple[str, str]]:
        """What is missing: in which paper, and what; empty where the paper itself is missing."""
        yield from ((paper.layout.title, "") for paper in self.without)
        yield from ((made.name, lack.what) for made, lack in self.lacks)
        yield from self.unfiled


def parts(records: YearRecords) -> list[Part]:
    """The sections of the folder; a paper stands in every one that asks for it."""
    edition = records.rules.edition
    known = {clause.id: clause for clause in edition.clauses}
    wanted = [each for each in _plan(records) if each.clause is None or each.clause in known]
    found: list[Part] = []
    for number, each in enumerate(wanted, start=1):
        clause = known[each.clause] if each.clause else None
        part = Part(number, clause, edition.label(clause.id) if clause else "")
        part.stored = [row for row in records.stored_files if row.record_kind in each.files]
        part.unfiled = list(_unfiled(records, each.files))
        for paper in (PAPERS[name] for name in each.papers):
            made = list(_made(records, paper))
            part.papers += made
            part.without += [] if made else [paper]
            for one in made:
                part.lacks += [
                    (one, lack) for lack in lacking(one, edition) if _asked_by(lack, clause)
                ]
        found.append(part)
    return found


def _asked_by(lack: Lack, clause: ClauseEntry | None) -> bool:
    """Each thing that is missing is told where it is asked for."""
    return clause is None or clause.id in {each.id for each in lack.clauses}


def _made(records: YearRecords, paper: Paper) -> Iterator[Made]:
    """The paper of every record that came to pass."""
    left_out = _not_done(records, paper)
    for record_id, _name, kind in ROWS[paper.of](records):
        if (not paper.kinds or kind in paper.kinds) and record_id not in left_out:
            yield make(paper, records, record_id)


def _unfiled(records: YearRecords, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Meetings held and materials to which nothing is attached."""
    filed = {(row.record_kind, row.record_id) for row in records.stored_files}
    held = [row for row in records.meetings.values() if row.status is MeetingStatus.HELD]
    for kind, rows in (("meeting", held), ("material", records.materials)):
        if kind in kinds:
            what = declared().unfiled[kind]
            for row in rows:
                if (kind, row.id) not in filed:
                    yield NAMED[kind][2](row), what


def _not_done(records: YearRecords, paper: Paper) -> set[UUID]:
    match paper.of:
        case Of.MEETING:
            rows = records.meetings.values()
            return {row.id for row in rows if row.status is not MeetingStatus.HELD}
        case Of.ACTIVITY:
            status = ActivityStatus.DONE
            return {row.id for row in records.activities if row.status is not status}
    return set()


def _plan(records: YearRecords) -> tuple[PartIn, ...]:
    plans = declared().plans
    return plans.get(records.rules.regulation.id) or plans["other"]


@cache
def declared() -> FolderIn:
    """What belongs into the folder, by regulation, and what its archive is called."""
    given = YAML(typ="safe", pure=True).load((FOLDER / "_folder.yaml").read_text("utf-8"))
    return FolderIn.model_validate(given)
