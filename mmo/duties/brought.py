"""News for a head: somebody else brought the year in from a file."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import exists, func, select

from mmo.accounts.models import Account, Grant, Role
from mmo.clock import now
from mmo.duties.desk import Desk, of_places
from mmo.duties.duty import Duty
from mmo.duties.year_papers import NEWS
from mmo.exchange.models import BundleImport
from mmo.extensions import db


def years(desk: Desk) -> Iterator[Duty]:
    """Files by which the year was changed, and not by its head; one query."""
    places = desk.at(Role.HEAD, present=False)
    if not places:
        return
    by_a_head = exists().where(
        Grant.account_id == BundleImport.account_id,
        Grant.association_id == BundleImport.association_id,
        Grant.role == Role.HEAD,
    )
    chosen = (
        select(BundleImport.year_id, BundleImport.at, BundleImport.file_name,
               func.coalesce(Account.full_name, BundleImport.actor).label("who"))
        .outerjoin(Account, Account.id == BundleImport.account_id)
        .where(of_places(BundleImport, places), BundleImport.at >= now() - NEWS, ~by_a_head)
        .order_by(BundleImport.at)
    )  # fmt: skip
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        yield Duty(
            _("The year was brought in from the file “%(file)s” (%(who)s): look whether it is "
              "right", file=row.file_name, who=row.who),
            _("you"), place.address("exchange.of_year"), place.row.name, since=row.at.date(),
        )  # fmt: skip
