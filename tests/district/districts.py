"""A district of many associations with stored states, made cheaply."""

from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.compliance.models import YearState
from mmo.database import uuid7, writing
from mmo.extensions import db

DAY = date(2026, 3, 1)


def many(year: AssociationYear, count: int) -> None:
    """`count` more schools, each with a copy of this year's row and of its stored state."""
    own = db.session.execute(select(AssociationYear.__table__).where(AssociationYear.id == year.id))
    source = own.one()._asdict()
    state = db.session.execute(select(YearState.__table__).where(YearState.year_id == year.id))
    stored = state.one()._asdict()
    made: dict[Any, list[dict[str, Any]]] = {
        Organisation: [], Association: [], AssociationYear: [], YearState: [],
    }  # fmt: skip
    for number in range(count):
        organisation, association, copied = uuid7(), uuid7(), uuid7()
        made[Organisation].append(
            {"id": organisation, "code": f"o-{number}", "name": f"Школа № {number}",
             "kind": "general", "in_municipality": True}
        )  # fmt: skip
        made[Association].append(
            {"id": association, "code": f"many-{number}", "name": f"МО школы № {number}",
             "level": "school", "organisation_id": organisation}
        )  # fmt: skip
        made[AssociationYear].append(source | {"association_id": association, "id": copied})
        made[YearState].append(stored | {"association_id": association, "year_id": copied})
    db.session.rollback()
    with writing(), db.engine.begin() as connection:
        for model, rows in made.items():
            connection.execute(insert(model), rows)


def make_stale(year: AssociationYear) -> None:
    """Something of the year changed, and nobody judged it again."""
    with writing(), db.engine.begin() as connection:
        connection.execute(
            update(AssociationYear)
            .where(AssociationYear.id == year.id)
            .values(revision=AssociationYear.revision + 1)
        )
