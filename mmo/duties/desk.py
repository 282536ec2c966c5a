"""Whose duties are looked for, and in which years: what every source of duties is given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import ColumnElement, and_

from mmo.accounts.models import Role
from mmo.accounts.permissions import Can, Scoped, abilities, roles_at
from mmo.accounts.scope import years_within_reach
from mmo.database import AnyRow
from mmo.schoolyear import year_of

AHEAD = timedelta(days=30)
"""How far ahead terms are recalled; the calendar has the rest."""


@dataclass(frozen=True, slots=True)
class Place:
    """A year of an association that is not closed, and what the person is and may do there."""

    row: AnyRow
    roles: frozenset[Role]
    can: frozenset[Can]
    is_present: bool
    """Whether it is the present year of the association, and not one that was left open."""

    def address(self, endpoint: str, **values: Any) -> str:
        """A page of this year."""
        return url_for(endpoint, association=self.row.code, year=self.row.year, **values)


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's places on a day."""

    day: date
    person_id: UUID | None
    places: Sequence[Place]

    @classmethod
    def of(cls, grants: Sequence[Scoped], person_id: UUID | None, day: date) -> "Desk":
        """What these grants reach on a day, in one query.

        The last year is looked at too while it is open: its papers may still be on their way.
        An administrator's role reaches no record, and nothing is looked for through it.
        """
        present = year_of(day)
        inside = [grant for grant in grants if grant.role is not Role.ADMIN]
        rows = years_within_reach(inside, (present - 1, present)) if inside else []
        places = [
            Place(
                row,
                frozenset(roles_at(inside, row)),
                frozenset(abilities(inside, row)),
                row.year == present,
            )
            for row in rows
            if row.closed_at is None
        ]
        return cls(day, person_id, places)

    @property
    def last(self) -> date:
        """The last day whose terms are recalled."""
        return self.day + AHEAD

    def at(self, *roles: Role, present: bool = True) -> dict[UUID, Place]:
        """The places by their year's id where the person has one of these roles.

        Args:
            present: the present year only.
        """
        return {
            place.row.id: place
            for place in self.places
            if place.roles & set(roles) and (place.is_present or not present)
        }

    def readable(self, ability: Can) -> set[UUID]:
        """The associations in which the person has an ability."""
        return {place.row.association_id for place in self.places if ability in place.can}


def of_places(model: Any, places: Mapping[UUID, Place]) -> ColumnElement[bool]:
    """The records of these years, as a condition."""
    associations: Collection[UUID] = {place.row.association_id for place in places.values()}
    return and_(model.association_id.in_(associations), model.year_id.in_(list(places)))
