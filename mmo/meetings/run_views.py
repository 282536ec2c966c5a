"""The meeting while it runs: attendance and what is said on each question."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.meetings.reading import title
from mmo.meetings.views import ONE, bp, found


@bp.get(f"{ONE}/run")
@in_year(Can.READ_RECORDS)
def run(meeting_id: UUID) -> ResponseReturnValue:
    """Who came, and what was heard, said and decided on each question."""
    whole = found(meeting_id)
    return render_template("meetings/run.html", whole=whole, title=title(whole.meeting))
