"""The page of the head's folder: ask for it, see how far it is, fetch it."""

from uuid import UUID

from flask import Blueprint, abort, g, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.database import AnyRow
from mmo.documents.binding import FOLDER_JOB
from mmo.extensions import db
from mmo.jobs.models import Job, JobState
from mmo.jobs.queue import enqueue, results, wake
from mmo.web import page

bp = Blueprint("paper_folder", __name__)
YEAR = "/associations/<association>/<int:year>/papers/folder"
CHOICES = {"both": ["docx", "pdf"], "docx": ["docx"], "pdf": ["pdf"]}
UNFINISHED = (JobState.WAITING, JobState.RUNNING)


@bp.get(YEAR)
@in_year(Can.READ_CARDS)
def folder() -> ResponseReturnValue:
    """The folders that were asked for, and how far each is."""
    rows = jobs()
    return page(
        "documents/folder.html",
        "documents/_folder.html",
        jobs=rows,
        unfinished=any(row.state in UNFINISHED for row in rows),
    )


@bp.post(YEAR)
@in_year(Can.READ_CARDS)
def ask() -> ResponseReturnValue:
    """Put the making of the folder into the queue; there is never a second one of a year."""
    if not any(row.state in UNFINISHED for row in jobs()):
        chosen = CHOICES.get(request.form.get("formats", ""), CHOICES["both"])
        with journal.change("ask_for_folder"):
            enqueue(
                FOLDER_JOB,
                g.year.association_id,
                g.year.id,
                current_user.full_name,
                {"code": g.year.code, "year": g.year.year, "formats": chosen},
            )
        wake.set()
    return redirect(url_for("paper_folder.folder"))


@bp.get(f"{YEAR}/<uuid:job_id>.zip")
@in_year(Can.READ_CARDS)
def fetch(job_id: UUID) -> ResponseReturnValue:
    """The finished folder."""
    row = next((row for row in jobs() if row.id == job_id and row.state == JobState.DONE), None)
    path = results().path(row.association_id, UUID(row.result["path"])) if row else None
    if row is None or path is None or not path.is_file():
        abort(404)
    where = {"association_id": g.year.association_id, "year_id": g.year.id}
    journal.note("fetch_folder", record_kind="job", record_id=job_id, **where)
    return send_file(path, "application/zip", as_attachment=True, download_name=row.result["name"])


def jobs() -> list[AnyRow]:
    """The year's folders, the latest first."""
    return list(
        db.session.execute(
            select(*Job.__table__.c)
            .where(
                Job.association_id == g.year.association_id,
                Job.for_year == g.year.id,
                Job.kind == FOLDER_JOB,
            )
            .order_by(Job.enqueued_at.desc(), Job.id.desc())
            .limit(10)
        )
    )
