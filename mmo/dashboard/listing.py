"""The list of associations that a person may see: searched, filtered, ordered, paged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from mmo.accounts.permissions import Scoped
from mmo.accounts.scope import COLUMNS, reached
from mmo.associations.models import Association, AssociationYear, Level, Organisation
from mmo.compliance.models import YearState
from mmo.database import AnyRow, AnySelect, text_key
from mmo.extensions import db
from mmo.paging import Paged, cut
from mmo.web import parse_number, parse_page

FEW = 3
"""So many associations need no search."""


@dataclass(frozen=True, slots=True)
class Listing(Paged):
    """One page of the list, and what it was asked for."""

    rows: Sequence[AnyRow]
    total: int
    number: int
    search: str
    level: str
    year: int | None
    years: Sequence[int]

    @classmethod
    def of(cls, grants: Sequence[Scoped], asked: Mapping[str, str]) -> "Listing":
        """The page that an address asks for, of the associations that these grants reach."""
        search = asked.get("q", "").strip()[:100]
        level = asked.get("level", "")
        year = parse_number(asked.get("year"))
        chosen = _narrow(_years(reached(grants), year), search, level)
        total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
        number = parse_page(asked.get("page"), -(-total // cls.on_a_page))
        own = Association.id.in_([grant.association_id for grant in grants if grant.association_id])
        ordered = chosen.order_by(~own, Association.level, Organisation.name, Association.name)
        rows = db.session.execute(cut(ordered, number, cls.on_a_page)).all()
        years = db.session.scalars(
            select(AssociationYear.year)
            .join(Association, Association.id == AssociationYear.association_id)
            .join(Organisation, Organisation.id == Association.organisation_id)
            .where(reached(grants))
            .distinct()
            .order_by(AssociationYear.year.desc())
        ).all()
        return cls(rows, total, number, search, level, year, years)

    @property
    def few(self) -> bool:
        """Whether there is nothing to search in: the person's own, and all of them at once."""
        return self.total <= FEW and not self.filtered

    @property
    def asked_for(self) -> bool:
        """Whether somebody looks for associations, and not for what is to be done."""
        return self.filtered or self.number > 1

    @property
    def filtered(self) -> bool:
        return bool(self.search or self.level or self.year)


def _years(reaches: Any, year: int | None) -> AnySelect:
    """Every association that is reached, with the year asked for or its latest one."""
    chosen = (
        select(*COLUMNS)
        .select_from(AssociationYear)
        .join(Association, Association.id == AssociationYear.association_id)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .outerjoin(
            YearState,
            (YearState.association_id == AssociationYear.association_id)
            & (YearState.year_id == AssociationYear.id),
        )
        .where(reaches)
    )
    if year is not None:
        return chosen.where(AssociationYear.year == year)
    latest = (
        select(AssociationYear.association_id, func.max(AssociationYear.year).label("year"))
        .group_by(AssociationYear.association_id)
        .subquery()
    )
    return chosen.join(
        latest,
        (latest.c.association_id == AssociationYear.association_id)
        & (latest.c.year == AssociationYear.year),
    )


def _narrow(chosen: AnySelect, search: str, level: str) -> AnySelect:
    if level in set(Level):
        chosen = chosen.where(Association.level == level)
    for word in (text_key(search) or "").split():
        name = func.text_key(Association.name + " " + Organisation.name)
        chosen = chosen.where(name.contains(word, autoescape=True))
    return chosen
