"""The associations and years that a person may see."""

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from mmo.accounts.models import Role
from mmo.accounts.permissions import Can, Scoped, abilities
from mmo.associations.models import Association, AssociationYear, Level, Organisation
from mmo.compliance.models import YearState
from mmo.database import AnyRow, AnySelect
from mmo.extensions import db
from mmo.findings import STATE_COLUMNS, YEAR_COLUMNS

COLUMNS = (
    *YEAR_COLUMNS,
    *STATE_COLUMNS,
    Organisation.in_municipality,
    Organisation.name.label("founder"),
    Organisation.code.label("founder_code"),
)


def find_year(code: str, year: int) -> AnyRow | None:
    """An association's year by its address; None where there is none."""
    if not MINYEAR <= year <= MAXYEAR:  # more than a database column holds
        return None
    chosen = _all_years().where(Association.code == code, AssociationYear.year == year)
    return db.session.execute(chosen).first()


def _all_years() -> AnySelect:
    return (
        select(*COLUMNS)
        .select_from(AssociationYear)
        .join(Association, Association.id == AssociationYear.association_id)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .outerjoin(
            YearState,
            (YearState.association_id == AssociationYear.association_id)
            & (YearState.year_id == AssociationYear.id),
        )
    )


def years_with_records(grants: Sequence[Scoped], years: Iterable[int]) -> list[AnyRow]:
    """These years of the associations whose records these grants let a person read."""
    chosen = _all_years().where(AssociationYear.year.in_(list(years)), records_within_reach(grants))
    rows = db.session.execute(chosen.order_by(Association.code, AssociationYear.year))
    return [row for row in rows if Can.READ_RECORDS in abilities(grants, row)]


def years_within_reach(grants: Sequence[Scoped], years: Iterable[int]) -> list[AnyRow]:
    """These years of the associations that these grants reach at all."""
    chosen = _all_years().where(AssociationYear.year.in_(list(years)), reached(grants))
    return list(db.session.execute(chosen.order_by(Association.name, AssociationYear.year)))


def where(condition: ColumnElement[bool]) -> list[UUID]:
    """The ids of the associations of which the condition holds."""
    chosen = select(Association.id).join(Organisation).where(condition)
    return list(db.session.scalars(chosen))


def records_within_reach(grants: Sequence[Scoped]) -> ColumnElement[bool]:
    """Associations (joined to their organisation) whose records these grants let a person read."""
    inside = [grant for grant in grants if grant.role not in (Role.OFFICE, Role.ADMIN)]
    above = [grant for grant in grants if grant.role is Role.OFFICE]
    return or_(reached(inside), and_(reached(above), Association.level == Level.MUNICIPAL))


def names_within_reach(grants: Sequence[Scoped]) -> ColumnElement[bool]:
    """Associations whose members' names these grants may link to people.

    The methodical office reads names of municipal associations only; an administrator sees
    names here because nobody else stands above two schools.
    """
    own = reached([g for g in grants if g.role in (Role.HEAD, Role.DEPUTY, Role.ADMIN)])
    office = reached([g for g in grants if g.role is Role.OFFICE])
    return or_(own, and_(office, Association.level == Level.MUNICIPAL))


def reached(grants: Sequence[Scoped]) -> ColumnElement[bool]:
    """Which associations (joined to their organisation) these grants reach at all."""
    reaches: list[ColumnElement[bool]] = [false()]
    for grant in grants:
        match grant.role:
            case Role.HEAD | Role.SECRETARY | Role.MEMBER:
                reaches.append(Association.id == grant.association_id)
            case Role.DEPUTY | Role.DIRECTOR:
                reaches.append(Association.organisation_id == grant.organisation_id)
            case Role.OFFICE:
                reaches.append(Organisation.in_municipality.is_(True))
            case Role.ADMIN:
                reaches.append(true())
    return or_(*reaches)
