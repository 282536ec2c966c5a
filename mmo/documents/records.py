"""The rows of a year as papers read them: each table once, however many papers are made.

A table is read when the first paper asks for it and kept for the next, so that one paper takes
few queries and a whole folder takes no more than there are tables.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from mmo.activities.models import Activity, Participation
from mmo.analyses.models import Analysis
from mmo.associations.models import AssociationYear, Organisation, YearOrganisation
from mmo.compliance.regulations import YearRules
from mmo.database import AnyRow
from mmo.documents.declension import Typed, TypedCases
from mmo.documents.models import NameCases, OwnTemplate, PaperStyle
from mmo.files.models import FileVersion, StoredFile
from mmo.findings import Judge
from mmo.groups.models import CreativeGroup
from mmo.materials.models import Material
from mmo.meetings.models import AgendaItem, Attendance, Decision, Meeting, Protocol
from mmo.meetings.usual import secretaries
from mmo.members.models import HeadAppointment, Member, SelfEducation
from mmo.plans.models import Plan, PlanItem
from mmo.reports.models import ReportSection
from mmo.submissions.models import Submission


class NoSuchRecord(LookupError):
    """The record that a paper should be about is not in this year."""


class YearRecords:
    """The rows of one year, read as they are asked for.

    Args:
        row: the year, read as `mmo.accounts.scope.COLUMNS`.
    """

    def __init__(self, session: Session, row: AnyRow) -> None:
        self.session = session
        self.row = row

    def _rows(self, model: Any, *order: Any) -> list[AnyRow]:
        chosen = select(*model.__table__.c).where(
            model.association_id == self.row.association_id, model.year_id == self.row.id
        )
        return list(self.session.execute(chosen.order_by(*order)))

    def _first(self, model: Any) -> AnyRow | None:
        found = self._rows(model)
        return found[0] if found else None

    @cached_property
    def year(self) -> AnyRow:
        chosen = select(*AssociationYear.__table__.c)
        return self.session.execute(
            chosen.where(
                AssociationYear.association_id == self.row.association_id,
                AssociationYear.id == self.row.id,
            )
        ).one()

    @cached_property
    def style(self) -> PaperStyle:
        """How the association's organisation wants its papers."""
        found = self.session.get(PaperStyle, self.row.organisation_id)
        return found or default_style(self.row.organisation_id)

    @cached_property
    def rules(self) -> YearRules:
        """The rules that the year is judged by."""
        judge: Judge = current_app.extensions["judge"]
        return judge.rules_of(self.session, self.row)

    @cached_property
    def own_templates(self) -> dict[str, OwnTemplate]:
        """The organisation's own templates by paper; their bytes are read when asked for."""
        chosen = select(OwnTemplate).where(OwnTemplate.organisation_id == self.row.organisation_id)
        return {row.paper: row for row in self.session.scalars(chosen)}

    @cached_property
    def typed_cases(self) -> Typed:
        rows = self.session.execute(
            select(
                NameCases.name_key, NameCases.genitive, NameCases.dative, NameCases.accusative
            ).where(NameCases.association_id == self.row.association_id)
        )
        return {row.name_key: TypedCases(row.genitive, row.dative, row.accusative) for row in rows}

    @cached_property
    def organisations(self) -> dict[UUID, AnyRow]:
        chosen = select(Organisation.id, Organisation.name).join(
            YearOrganisation, YearOrganisation.organisation_id == Organisation.id
        )
        chosen = chosen.where(YearOrganisation.year_id == self.row.id)
        return {row.id: row for row in self.session.execute(chosen)}

    @cached_property
    def members(self) -> dict[UUID, AnyRow]:
        """Members by id, in the order of a list of names."""
        return {row.id: row for row in self._rows(Member, Member.name_key, Member.id)}

    @cached_property
    def self_education(self) -> dict[UUID, AnyRow]:
        return {row.member_id: row for row in self._rows(SelfEducation)}

    @cached_property
    def appointments(self) -> list[AnyRow]:
        return self._rows(HeadAppointment, HeadAppointment.from_on, HeadAppointment.ordinal)

    @cached_property
    def secretaries(self) -> list[AnyRow]:
        """The accounts of the association's secretaries."""
        return secretaries(self.session, self.row.association_id)

    @cached_property
    def plan(self) -> AnyRow | None:
        return self._first(Plan)

    @cached_property
    def plan_items(self) -> list[AnyRow]:
        return self._rows(PlanItem, PlanItem.ordinal, PlanItem.id)

    @cached_property
    def meetings(self) -> dict[UUID, AnyRow]:
        return {row.id: row for row in self._rows(Meeting, Meeting.date, Meeting.ordinal)}

    @cached_property
    def protocols(self) -> dict[UUID, AnyRow]:
        return {row.meeting_id: row for row in self._rows(Protocol)}

    @cached_property
    def attendance(self) -> dict[UUID, list[AnyRow]]:
        return by("meeting_id", self._rows(Attendance, Attendance.ordinal))

    @cached_property
    def agenda(self) -> dict[UUID, list[AnyRow]]:
        return by("meeting_id", self._rows(AgendaItem, AgendaItem.ordinal, AgendaItem.id))

    @cached_property
    def decisions(self) -> dict[UUID, list[AnyRow]]:
        return by("agenda_item_id", self._rows(Decision, Decision.ordinal, Decision.id))

    @cached_property
    def materials(self) -> list[AnyRow]:
        return self._rows(Material, Material.added_on, Material.ordinal, Material.id)

    @cached_property
    def activities(self) -> list[AnyRow]:
        return self._rows(Activity, Activity.date, Activity.ordinal, Activity.id)

    @cached_property
    def participants(self) -> dict[UUID, list[AnyRow]]:
        return by("activity_id", self._rows(Participation, Participation.ordinal))

    @cached_property
    def groups(self) -> list[AnyRow]:
        return self._rows(CreativeGroup, CreativeGroup.formed_on, CreativeGroup.ordinal)

    @cached_property
    def submissions(self) -> list[AnyRow]:
        return self._rows(Submission, Submission.due, Submission.ordinal)

    @cached_property
    def analysis(self) -> AnyRow | None:
        return self._first(Analysis)

    @cached_property
    def report_sections(self) -> list[AnyRow]:
        """What was written into the year's analysis and report."""
        return self._rows(ReportSection, ReportSection.id)

    @cached_property
    def stored_files(self) -> list[AnyRow]:
        """The newest version of every file that belongs to a record of the year."""
        rows = self.session.execute(
            select(
                StoredFile.record_kind,
                StoredFile.record_id,
                FileVersion.name,
                FileVersion.kept_as,
                FileVersion.uploaded_at,
            )
            .join(
                FileVersion,
                (FileVersion.association_id == StoredFile.association_id)
                & (FileVersion.file_id == StoredFile.id)
                & (FileVersion.number == StoredFile.latest),
            )
            .where(
                StoredFile.association_id == self.row.association_id,
                StoredFile.year_id == self.row.id,
                StoredFile.deleted_at.is_(None),
            )
            .order_by(StoredFile.id)
        )
        return list(rows)

    def meeting(self, meeting: UUID) -> AnyRow:
        """A meeting of the year.

        Raises:
            NoSuchRecord: there is none of this id.
        """
        return found_in(self.meetings.values(), meeting)


def default_style(organisation: UUID) -> PaperStyle:
    """The conventions of ГОСТ Р 7.0.97-2016, where an organisation has set nothing of its own."""
    values = {
        column.name: column.default.arg
        for column in PaperStyle.__table__.c
        if column.default is not None and column.default.is_scalar and column.name != "version"
    }
    return PaperStyle(**values | {"organisation_id": organisation})


def by(column: str, rows: Iterable[AnyRow]) -> dict[UUID, list[AnyRow]]:
    """Rows grouped by what they belong to."""
    found: dict[UUID, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def found_in(rows: Iterable[AnyRow], wanted: UUID) -> AnyRow:
    """The row of this id.

    Raises:
        NoSuchRecord: there is none among the rows.
    """
    for row in rows:
        if row.id == wanted:
            return row
    raise NoSuchRecord(str(wanted))


def of_year(records: YearRecords, year: UUID) -> None:
    """Make sure that a paper about a whole year is asked of this one.

    Raises:
        NoSuchRecord: it is asked of another.
    """
    if year != records.row.id:
        raise NoSuchRecord(str(year))
