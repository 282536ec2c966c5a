"""Years between installations in the browser: a file out, a file in with its differences."""

import io
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mmo import journal
from mmo.accounts.guard import holder_of, in_year
from mmo.accounts.permissions import Can
from mmo.associations.models import AssociationYear
from mmo.exchange import history, uploads
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.forms import BundleForm
from mmo.exchange.history import BRINGING
from mmo.exchange.models import Upload
from mmo.exchange.parsing import MAX_BYTES
from mmo.exchange.receiving import Incoming, Preview
from mmo.exchange.validating import Refused, read_bundle
from mmo.extensions import db
from mmo.schoolyear import year_name
from mmo.validation import Fault

bp = Blueprint("exchange", __name__)
YEAR = "/associations/<association>/<int:year>/exchange"
BUNDLE = "bundle"


@bp.get(YEAR)
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def of_year() -> ResponseReturnValue:
    """The year as files: out, in, and where it came from."""
    return render_template("exchange/of_year.html", past=history.of_year(g.year))


@bp.get(f"{YEAR}/bundle.json")
@in_year(Can.SET_UP, reads=Can.READ_CARDS)
def export() -> ResponseReturnValue:
    """The year as one file, to be kept or taken to another installation."""
    year = db.session.get_one(AssociationYear, (g.year.association_id, g.year.id))
    text = to_json(export_bundle(year)) + "\n"
    about = {"association_id": year.association_id, "year_id": year.id}
    journal.note("export_bundle", **about)
    name = f"{g.year.name} {year_name(g.year.year)}.json".replace("/", "-")
    return _download(text.encode(), name, "application/json")


def _download(data: bytes, name: str, kind: str) -> Response:
    return send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name)


@bp.route("/bundles", methods=["GET", "POST"])
@holder_of(*BRINGING)
def bundles() -> ResponseReturnValue:
    """Bring a file in: what is wrong is told with its place, else its differences come next."""
    form, faults = BundleForm(), list[Fault]()
    if form.validate_on_submit():
        file = form.file.data
        data = file.stream.read(MAX_BYTES + 1)
        try:
            bundle = read_bundle(data, _clauses())
        except Refused as refused:
            faults = refused.faults
        else:
            about = {"code": bundle.association.code, "year": bundle.year.start.year}
            key = uploads.keep(current_user.account_id, BUNDLE, file.filename or "", data, about)
            return redirect(url_for("exchange.preview", upload_id=key))
    past = history.of_person(current_user.grants)
    page = render_template("exchange/bundles.html", form=form, faults=faults, past=past)
    return page, 422 if form.errors or faults else 200


def _clauses() -> set[str]:
    ids: set[str] = current_app.extensions["judge"].regulations.clause_ids()
    return ids


@bp.get("/bundles/<uuid:upload_id>")
@holder_of(*BRINGING)
def preview(upload_id: UUID) -> ResponseReturnValue:
    """What a file would change; nothing is stored yet."""
    upload, incoming = _waiting(upload_id)
    return _show(upload, incoming, incoming.preview())


@bp.post("/bundles/<uuid:upload_id>")
@holder_of(*BRINGING)
def confirm(upload_id: UUID) -> ResponseReturnValue:
    """Bring the year in as it was shown; where it has changed since, it is shown again."""
    upload, incoming = _waiting(upload_id)
    if "discard" in request.form:
        uploads.forget(upload)
        flash(_("The file is put away. Nothing was changed."))
        return redirect(url_for("exchange.bundles"))
    shown = incoming.preview()
    ticked = request.form.getlist("tick")
    if shown.refused or shown.base != request.form.get("base") or incoming.unticked(ticked):
        return _show(upload, incoming, shown, again=True)
    actor = journal.Actor(current_user.account_id, current_user.login)
    year = incoming.apply(ticked, upload, actor)
    uploads.forget(upload)
    flash(_("The year is as the file says."))
    code = incoming.bundle.association.code
    return redirect(url_for("dashboard.overview", association=code, year=year.year))


def _waiting(upload_id: UUID) -> tuple[Upload, Incoming]:
    upload = uploads.find(current_user.account_id, BUNDLE, upload_id)
    if upload is None:
        abort(404)
    bundle = read_bundle(uploads.content(upload), _clauses())
    return upload, Incoming(bundle, current_user.grants)


def _show(
    upload: Upload, incoming: Incoming, shown: Preview, *, again: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "exchange/preview.html", upload=upload, bundle=incoming.bundle, shown=shown, again=again
    )
    return page, 422 if shown.refused or again else 200
