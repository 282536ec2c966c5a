"""The page on which everybody's attendance is marked: by one form, or row by row."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.meetings import marks
from mmo.meetings.reading import title
from mmo.meetings.views import ONE, bp, found
from mmo.web import is_htmx

KEEPS = (Can.KEEP_MINUTES, Can.EDIT)


def _page(
    meeting_id: UUID, kept: marks.Kept | None = None, *, fragment: bool = False
) -> ResponseReturnValue:
    whole = found(meeting_id)
    template = "meetings/_attendance.html" if fragment else "meetings/attendance.html"
    page = render_template(
        template, whole=whole, title=title(whole.meeting), kept=kept, marks=marks.MARKS,
        stored=lambda member: marks.stored(whole, member),
        marking=not whole.signed and bool(g.can & set(KEEPS)),
    )  # fmt: skip
    return page, 409 if kept and kept.refused else 200


@bp.get(f"{ONE}/attendance")
@in_year(Can.READ_RECORDS)
def attendance(meeting_id: UUID) -> ResponseReturnValue:
    """Who came, a row for everybody who was a member on the day."""
    return _page(meeting_id)


@bp.post(f"{ONE}/attendance")
@in_year(*KEEPS)
def mark(meeting_id: UUID) -> ResponseReturnValue:
    """Keep the marks of a row or of all rows."""
    found(meeting_id)
    kept = marks.keep(meeting_id, request.form)
    db.session.expire_all()
    if is_htmx():
        if (row := request.form.get("row", type=UUID)) is None:
            return _page(meeting_id, kept, fragment=True)
        whole = found(meeting_id)
        answer = render_template("meetings/_marked.html", whole=whole, kept=kept, member=row,
                                 marks=marks.MARKS, now=marks.stored(whole, row))  # fmt: skip
        return answer, 409 if kept.refused else 200
    if kept.refused:
        return _page(meeting_id, kept)
    flash(_("The attendance is written down."))
    return redirect(url_for("meetings.attendance", meeting_id=meeting_id), 303)
