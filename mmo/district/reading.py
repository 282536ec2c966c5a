"""Reads associations and their years for pages that show many side by side."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select

from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.compliance.models import YearState
from mmo.compliance.regulations import Regulation
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.findings import STATE_COLUMNS, YEAR_COLUMNS, Judge
from mmo.schoolyear import year_of


def years_of(reaches: ColumnElement[bool]) -> list[int]:
    """The years of these associations, the latest first."""
    return list(
        db.session.scalars(
            select(AssociationYear.year)
            .join(Association, Association.id == AssociationYear.association_id)
            .join(Organisation, Organisation.id == Association.organisation_id)
            .where(reaches)
            .distinct()
            .order_by(AssociationYear.year.desc())
        )
    )


def year_to_show(years: Sequence[int], today: date) -> int:
    """The present year, or the latest that there is."""
    present = year_of(today)
    return present if present in years or not years else years[0]


def years_in(reaches: ColumnElement[bool], *years: int) -> list[AnyRow]:
    """These associations in these years; the summary stays unread, for the statuses say it."""
    chosen = (
        select(*YEAR_COLUMNS, *STATE_COLUMNS[:-1], Organisation.name.label("founder"))
        .select_from(AssociationYear)
        .join(Association, Association.id == AssociationYear.association_id)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .outerjoin(
            YearState,
            (YearState.association_id == AssociationYear.association_id)
            & (YearState.year_id == AssociationYear.id),
        )
        .where(reaches, AssociationYear.year.in_(years))
    )
    return list(db.session.execute(chosen))


def regulation_of(judge: Judge, row: AnyRow) -> Regulation:
    """The regulation that a year is judged by."""
    return judge.regulations.for_level(row.level, row.assigned_regulation)
