"""The associations and years that a search looks into: those whose records a person may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mmo.accounts.permissions import ABILITIES, Can, Scoped, abilities
from mmo.accounts.scope import reached
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.database import AnyRow
from mmo.extensions import db


@dataclass(frozen=True, slots=True)
class Reach:
    """The years that may be read, and the associations in which cards may be read too."""

    years: dict[UUID, AnyRow]
    cards: list[UUID]

    @classmethod
    def of(cls, grants: Sequence[Scoped]) -> "Reach":
        """What these grants let a person search through; one query."""
        reading = [grant for grant in grants if Can.READ_RECORDS in ABILITIES[grant.role]]
        rows = db.session.execute(
            select(
                AssociationYear.id.label("year_id"),
                AssociationYear.year,
                Association.id.label("association_id"),
                Association.code,
                Association.name,
                Association.level,
                Association.organisation_id,
                Organisation.in_municipality,
            )
            .select_from(AssociationYear)
            .join(Association, Association.id == AssociationYear.association_id)
            .join(Organisation, Organisation.id == Association.organisation_id)
            .where(reached(reading))
            .order_by(Association.level, Association.name, AssociationYear.year.desc())
        )
        can = [(row, abilities(grants, row)) for row in rows]
        years = {row.year_id: row for row, found in can if Can.READ_RECORDS in found}
        cards = {row.association_id for row, found in can if Can.READ_CARDS in found}
        return cls(years, list(cards))

    @property
    def associations(self) -> dict[UUID, AnyRow]:
        """The associations, each with one of its years."""
        return {row.association_id: row for row in self.years.values()}

    @property
    def year_numbers(self) -> list[int]:
        return sorted({row.year for row in self.years.values()}, reverse=True)
