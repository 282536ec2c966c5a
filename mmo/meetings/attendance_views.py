"""The page on which everybody's attendance is marked: sent whole, or as its rows change."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.meetings import marks
from mmo.meetings.reading import title
from mmo.meetings.signing import NOT_YET
from mmo.meetings.views import ONE, bp, found
from mmo.web import is_htmx, today

KEEPS = (Can.KEEP_MINUTES, Can.EDIT)


def _shown(template: str, meeting_id: UUID, kept: marks.Kept | None = None) -> ResponseReturnValue:
    whole = found(meeting_id)
    early = whole.meeting.date > today()
    page = render_template(
        f"meetings/{template}.html", whole=whole, title=title(whole.meeting), kept=kept,
        marks=marks.MARKS, stored=lambda member: marks.stored(whole, member),
        early=NOT_YET if early else None,
        marking=not whole.signed and not early and bool(g.can & set(KEEPS)),
    )  # fmt: skip
    return page, 409 if kept and kept.refused else 200


@bp.get(f"{ONE}/attendance")
@in_year(Can.READ_RECORDS)
def attendance(meeting_id: UUID) -> ResponseReturnValue:
    """Who came, a row for everybody who was a member on the day."""
    return _shown("attendance", meeting_id)


@bp.post(f"{ONE}/attendance")
@in_year(*KEEPS)
def mark(meeting_id: UUID) -> ResponseReturnValue:
    """Keep the marks that differ from what the page was made of; then on to the questions, if
    these are asked for."""
    found(meeting_id)
    kept = marks.keep(meeting_id, request.form)
    db.session.expire_all()
    if is_htmx():
        everything = "all" in request.form
        return _shown("_attendance" if everything else "_marked", meeting_id, kept)
    if kept.refused:
        return _shown("attendance", meeting_id, kept)
    flash(_("The attendance is written down."))
    onward = "meetings.run" if request.form.get("onward") else "meetings.attendance"
    return redirect(url_for(onward, meeting_id=meeting_id), 303)
