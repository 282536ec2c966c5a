"""How a year is worked in here, for who would bring it to what a file says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from mmo.accounts.models import Account, Grant, Role
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db

READING = ("export", "export_bundle", "export_table", "fetch_folder", "download", "print",
           "print_folder", "view_card", "view_everything", "recheck")  # fmt: skip
"""What leaves a line in the log and changes nothing."""


@dataclass(frozen=True, slots=True)
class Alive:
    """Who heads the association here, when its year was changed last, and when taken out."""

    heads: Sequence[str]
    changed_at: datetime | None
    changed_by: str
    taken_at: datetime | None

    @property
    def changed_since(self) -> bool:
        """Whether even the youngest file that was made here is older than the year."""
        return bool(self.taken_at and self.changed_at and self.taken_at < self.changed_at)


def alive(year: AssociationYear) -> Alive:
    """What is known of a year that is here; three queries."""
    heads = (
        select(Account.full_name)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.association_id == year.association_id, Grant.role == Role.HEAD,
               Account.disabled_at.is_(None))
        .order_by(Account.full_name)
    )  # fmt: skip
    of_year = AuditLine.year_id == year.id
    last = db.session.execute(
        select(AuditLine.at, AuditLine.actor, Account.full_name)
        .outerjoin(Account, Account.id == AuditLine.account_id)
        .where(of_year, AuditLine.action.not_in(READING))
        .order_by(AuditLine.id.desc())
        .limit(1)
    ).first()
    taken = select(func.max(AuditLine.at)).where(of_year, AuditLine.action == "export_bundle")
    by = (last.full_name or (_("the program") if last.actor == "program" else last.actor)) if last \
        else ""  # fmt: skip
    names = db.session.scalars(heads).all()
    return Alive(names, last and last.at, by, db.session.scalar(taken))
