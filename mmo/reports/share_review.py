"""What the office says to what a school shared: remarks pinned to clauses, returned, accepted.

A school that was answered sends again. The remarks stay with the year: the school answers them,
and the office settles them.
"""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from mmo import journal
from mmo.clock import now
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.reports.flow import NotNow
from mmo.reports.models import Share, ShareRemark


def remarks_on(year: AnyRow) -> Sequence[ShareRemark]:
    """All remarks on what a school shared of a year, the oldest first."""
    return db.session.scalars(
        select(ShareRemark)
        .where(ShareRemark.association_id == year.association_id, ShareRemark.year_id == year.id)
        .order_by(ShareRemark.at, ShareRemark.id)
    ).all()


def find_remark(year: AnyRow, remark: UUID) -> ShareRemark | None:
    """A remark on what a school shared of a year."""
    return next((each for each in remarks_on(year) if each.id == remark), None)


def add_remark(share: Share, clause: str | None, text: str, by: str) -> None:
    """Pin a remark to a clause, or to all that was shared."""
    known = {line["id"] for line in share.content["clauses"]}
    journal.save(
        ShareRemark(
            association_id=share.association_id,
            year_id=share.year_id,
            clause=clause if clause in known else None,
            text=text.strip(),
            by=by,
        )
    )


def give_back(share: Share, remarks: Sequence[ShareRemark], by: str) -> None:
    """Return it to the school.

    Raises:
        NotNow: no open remark says why.
    """
    if all(remark.resolved_at for remark in remarks):
        raise NotNow(_("Write at least one remark first: it says what to correct."))
    share.returned_at, share.returned_by = now(), by
    share.accepted_at = share.accepted_by = None
    journal.save(share, action="return")


def accept(share: Share, remarks: Sequence[ShareRemark], by: str) -> None:
    """Accept it; remarks that are still open are settled by that."""
    still_open = [remark for remark in remarks if remark.resolved_at is None]
    for remark in still_open:
        remark.resolved_at, remark.resolved_by = now(), by
    share.accepted_at, share.accepted_by = now(), by
    share.returned_at = share.returned_by = None
    journal.save(share, *still_open, action="accept")
