"""Where members of a year may work, and the year's own list of those organisations.

A district's association has members of every school of the municipality; a school's, of those
organisations that its year names. Whoever is chosen first joins the year's list.
"""

from uuid import UUID

from flask import g
from sqlalchemy import and_, func, or_, select

from mmo.associations.models import Level, Organisation, YearOrganisation
from mmo.extensions import db
from mmo.records.forms import of_year


def workplaces() -> list[tuple[UUID, str]]:
    """The organisations that are offered, those of the year first, as ids and names."""
    listed = and_(YearOrganisation.organisation_id == Organisation.id, of_year(YearOrganisation))
    offered = [YearOrganisation.year_id.is_not(None), Organisation.id == g.year.organisation_id]
    if g.year.level == Level.MUNICIPAL:
        offered.append(Organisation.in_municipality.is_(True))
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .outerjoin(YearOrganisation, listed)
        .where(or_(*offered))
        .order_by(func.coalesce(YearOrganisation.ordinal, 10_000), Organisation.name)
    )
    return [(row.id, row.name) for row in rows]


def join_year(organisation_id: UUID) -> None:
    """Put an organisation on the year's list, if it is not there yet."""
    chosen = select(YearOrganisation.organisation_id, YearOrganisation.ordinal).where(
        of_year(YearOrganisation)
    )
    there = {row.organisation_id: row.ordinal for row in db.session.execute(chosen)}
    if organisation_id in there:
        return
    db.session.add(
        YearOrganisation(
            association_id=g.year.association_id,
            year_id=g.year.id,
            organisation_id=organisation_id,
            ordinal=max(there.values(), default=-1) + 1,
        )
    )
