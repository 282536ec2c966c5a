"""Files of a record and of a year: shown, sent, given a new version, deleted, brought back."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.files.listing import FileList
from mmo.files.models import StoredFile
from mmo.files.operations import Taken, delete, restore, take, the_storage
from mmo.files.owners import PERSONAL, Owner, find_owner
from mmo.files.shelves import find_file, find_version, shelf_of
from mmo.web import is_htmx, page

bp = Blueprint("files", __name__)
YEAR = "/associations/<association>/<int:year>/files"


@bp.get(YEAR)
@in_year(Can.READ_RECORDS)
def of_year() -> ResponseReturnValue:
    """All files of the year."""
    return page("files/year.html", "files/_list.html", listing=FileList.of(request.args))


@bp.get(f"{YEAR}/<kind>/<uuid:record_id>")
@in_year(Can.READ_RECORDS)
def of_record(kind: str, record_id: UUID) -> ResponseReturnValue:
    """The files of one record."""
    shelf = shelf_of(kind, record_id, undo=request.args.get("undo", type=UUID))
    return page("files/record.html", "files/_files.html", shelf=shelf)


@bp.post(f"{YEAR}/<kind>/<uuid:record_id>")
@in_year(Can.PROPOSE)
def upload(kind: str, record_id: UUID) -> ResponseReturnValue:
    """Take files for a record."""
    owner = _changeable(find_owner(kind, record_id))
    return _answer(owner, take(owner, _sent()))


@bp.get(f"{YEAR}/<uuid:file_id>", defaults={"number": None})
@bp.get(f"{YEAR}/<uuid:file_id>/v/<int:number>")
@in_year(Can.READ_RECORDS)
def download(file_id: UUID, number: int | None) -> ResponseReturnValue:
    """A version of a file, the newest by default: to be saved, never to be run by the browser."""
    file = find_file(file_id)
    owner = find_owner(file.record_kind, file.record_id)
    if file.deleted_at is not None:
        abort(404)
    version = find_version(file, number)
    path = the_storage().path(file.association_id, version.kept_as)
    if not path.is_file():
        current_app.logger.error("file %s is missing: run files check", version.kept_as)
        abort(404)
    if owner.kind in PERSONAL:
        journal.note("download", association_id=file.association_id, year_id=file.year_id,
                     record_kind=owner.kind, record_id=owner.id)  # fmt: skip
    response: Response = send_file(
        path,
        mimetype=version.content_type,
        as_attachment=True,
        download_name=version.name,
        conditional=False,
        etag=False,
        last_modified=None,
    )
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@bp.post(f"{YEAR}/<uuid:file_id>/versions")
@in_year(Can.PROPOSE)
def add_version(file_id: UUID) -> ResponseReturnValue:
    """Take a new version of a file; the old ones stay."""
    file, owner = _changeable_file(file_id)
    return _answer(owner, take(owner, _sent()[:1], file))


@bp.post(f"{YEAR}/<uuid:file_id>/delete")
@in_year(Can.PROPOSE)
def remove(file_id: UUID) -> ResponseReturnValue:
    """Delete a file; it can be brought back."""
    file, owner = _changeable_file(file_id)
    delete(file)
    return _changed(owner, undo=file.id)


@bp.post(f"{YEAR}/<uuid:file_id>/restore")
@in_year(Can.PROPOSE)
def bring_back(file_id: UUID) -> ResponseReturnValue:
    """Bring a deleted file back."""
    file, owner = _changeable_file(file_id)
    restore(file)
    return _changed(owner)


def _sent() -> list[FileStorage]:
    return [each for each in request.files.getlist("file") if each.filename]


def _changeable(owner: Owner) -> Owner:
    if not owner.may_change:
        abort(403)
    return owner


def _changeable_file(file_id: UUID) -> tuple[StoredFile, Owner]:
    file = find_file(file_id)
    return file, _changeable(find_owner(file.record_kind, file.record_id))


def _answer(owner: Owner, taken: Taken) -> ResponseReturnValue:
    """The record's files with what is to be said; a page that refused something is a 422."""
    shelf = shelf_of(owner.kind, owner.id, said=taken.said, refused=taken.refused)
    if is_htmx():
        return render_template("files/_files.html", shelf=shelf)
    if taken.refused:
        return render_template("files/record.html", shelf=shelf), 422
    for sentence in taken.said:
        flash(sentence)
    return _changed(owner)


def _changed(owner: Owner, undo: UUID | None = None) -> ResponseReturnValue:
    """The record's files after a change: the fragment, or the way to their page."""
    if is_htmx():
        shelf = shelf_of(owner.kind, owner.id, undo=undo)
        return render_template("files/_files.html", shelf=shelf)
    return redirect(url_for("files.of_record", kind=owner.kind, record_id=owner.id, undo=undo))
