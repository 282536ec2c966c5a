"""Where years came from: the files that were brought in, the newest first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from mmo.accounts.guard import open_scope
from mmo.accounts.models import Role
from mmo.accounts.permissions import Scoped
from mmo.accounts.scope import reached, where
from mmo.associations.models import Association, AssociationYear
from mmo.database import AnyRow, AnySelect
from mmo.exchange.models import BundleImport
from mmo.extensions import db

BRINGING = (Role.ADMIN, Role.OFFICE, Role.HEAD, Role.DEPUTY)
"""Who may bring a year in."""
MOST = 30


def of_person(grants: Sequence[Scoped]) -> Sequence[AnyRow]:
    """What was brought in for the associations that a person may bring years in for."""
    reach = where(reached([grant for grant in grants if grant.role in BRINGING]))
    open_scope(reach)
    return db.session.execute(_chosen().where(BundleImport.association_id.in_(reach))).all()


def of_year(year: Any) -> Sequence[AnyRow]:
    """What was brought in for one year."""
    return db.session.execute(
        _chosen().where(
            BundleImport.association_id == year.association_id, BundleImport.year_id == year.id
        )
    ).all()


def _chosen() -> AnySelect:
    return (
        select(
            BundleImport.at,
            BundleImport.file_name,
            BundleImport.sha256,
            BundleImport.actor,
            BundleImport.counts,
            Association.name,
            Association.code,
            AssociationYear.year,
        )
        .join(Association, Association.id == BundleImport.association_id)
        .join(
            AssociationYear,
            (AssociationYear.association_id == BundleImport.association_id)
            & (AssociationYear.id == BundleImport.year_id),
        )
        .order_by(BundleImport.at.desc(), BundleImport.id.desc())
        .limit(MOST)
    )


def total(counts: dict[str, dict[str, int]], verb: str) -> int:
    """How many records of all types were added, changed or gone."""
    return sum(each.get(verb, 0) for each in counts.values())
