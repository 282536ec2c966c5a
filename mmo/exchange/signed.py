"""Signed minutes that a bundle would change: told beforehand, and kept whole before they change."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from mmo.associations.models import Association, AssociationYear
from mmo.exchange.exporting import export_bundle
from mmo.exchange.schema import Bundle, MeetingIn
from mmo.extensions import db
from mmo.meetings.models import Meeting
from mmo.meetings.reading import Whole, title
from mmo.meetings.snapshots import version_of

UNSAID: Any = {
    "status": True, "cancelled_on": True, "materials": True,
    "agenda": {"__all__": {"id": True, "clauses": True,
                           "decisions": {"__all__": {"id": True, "done_on": True}}}},
}  # fmt: skip
"""What of a meeting its minutes do not say, so that it changes after the signing too."""


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A meeting whose minutes are signed here and say something else in the file."""

    ref: str
    name: str
    gone: bool
    """Whether the file has no such meeting at all."""


def overwritten(old: Bundle | None, new: Bundle) -> list[Overwritten]:
    """The signed minutes that a bundle changes.

    Args:
        old: the year as it is; None where there is none yet.
    """
    coming = {meeting.id: meeting for meeting in new.meetings}
    found = []
    for meeting in old.meetings if old else ():
        after = coming.get(meeting.id)
        if not meeting.protocol or not meeting.protocol.signed_on:
            continue
        if after is None or _said(after) != _said(meeting):
            found.append(Overwritten(meeting.id, title(meeting), after is None))
    return found


def keep(bundle: Bundle) -> None:
    """Keep the signed minutes that a bundle is about to change, as a correction by hand does."""
    year = db.session.scalar(
        select(AssociationYear)
        .join(Association)
        .where(
            Association.code == bundle.association.code,
            AssociationYear.year == bundle.year.start.year,
        )
    )
    if year is None:
        return
    refs = [each.ref for each in overwritten(export_bundle(year), bundle) if not each.gone]
    chosen = select(Meeting).where(
        Meeting.association_id == year.association_id,
        Meeting.year_id == year.id,
        Meeting.ref.in_(refs),
    )
    by = getattr(current_user, "account_id", None)
    for meeting in db.session.scalars(chosen).all() if refs else ():
        db.session.add(version_of(Whole(meeting), _("brought in from a file"), by))


def _said(meeting: MeetingIn) -> object:
    return meeting.model_dump(mode="json", exclude=UNSAID)
