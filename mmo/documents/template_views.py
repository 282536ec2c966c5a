"""An organisation's own Word templates: ours to download, theirs to upload, the list of fields."""

import io

from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.database import uuid7
from mmo.documents import office
from mmo.documents.fields import fields
from mmo.documents.forms import TemplateForm
from mmo.documents.listing import ROWS
from mmo.documents.making import Made, make
from mmo.documents.models import OwnTemplate
from mmo.documents.own_templates import Mistake, check, own_template
from mmo.documents.records import YearRecords
from mmo.documents.registry import PAPERS, Format, Paper
from mmo.documents.word_template import template_bytes
from mmo.documents.writing import MIME
from mmo.extensions import db

bp = Blueprint("paper_templates", __name__)
YEAR = "/associations/<association>/<int:year>/papers/templates"


@bp.get(f"{YEAR}/")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def templates() -> ResponseReturnValue:
    """The papers, each with our template and the organisation's own."""
    found = db.session.scalars(
        select(OwnTemplate).where(OwnTemplate.organisation_id == g.year.organisation_id)
    )
    own = {row.paper: row for row in found}
    return render_template("documents/templates.html", own=own, has_office=bool(office.program()))


@bp.get(f"{YEAR}/<paper>.docx")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def ours(paper: str) -> ResponseReturnValue:
    """Our template of a paper, to be changed in Word."""
    chosen = paper_or_404(paper)
    return _file(template_bytes(paper), chosen.layout.title)


@bp.get(f"{YEAR}/<paper>/own.docx")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def own(paper: str) -> ResponseReturnValue:
    """The organisation's own template of a paper."""
    kept = own_template(g.year.organisation_id, paper_or_404(paper).name)
    return _file(kept.file_bytes, kept.file_name.removesuffix(".docx")) if kept else abort(404)


@bp.route(f"{YEAR}/<paper>", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def upload(paper: str) -> ResponseReturnValue:
    """Take an own template into use, once it has been tried."""
    chosen, form = paper_or_404(paper), TemplateForm()
    kept = own_template(g.year.organisation_id, paper)
    if form.validate_on_submit():
        data, name = form.file.data.read(), (form.file.data.filename or "")[:200]
        try:
            check(data, chosen.layout)
            kept = kept or OwnTemplate(
                id=uuid7(), organisation_id=g.year.organisation_id, paper=paper
            )
            kept.file_name, kept.file_bytes = name, data
            journal.save(kept, action="own_template")
            flash(_("Taken into use: “%(name)s” is now printed from your template.",
                    name=chosen.word))  # fmt: skip
            return redirect(url_for("paper_templates.templates"))
        except Mistake as mistake:
            form.file.errors = [str(mistake)]
    status = 422 if form.errors else 200
    return render_template("documents/upload.html", form=form, paper=chosen, kept=kept), status


@bp.post(f"{YEAR}/<paper>/remove")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def remove(paper: str) -> ResponseReturnValue:
    """Print from our template again."""
    kept = own_template(g.year.organisation_id, paper_or_404(paper).name)
    if kept is not None:
        journal.remove(kept)
        flash(_("Your template is no longer used; ours is."))
    return redirect(url_for("paper_templates.templates"))


@bp.get(f"{YEAR}/<paper>/fields")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def list_fields(paper: str) -> ResponseReturnValue:
    """Every field of a paper with its meaning, and what it says of a real record."""
    chosen = paper_or_404(paper)
    made = first_made(chosen) if Can.READ_RECORDS in g.can and chosen.reads in g.can else None
    found = list(fields(chosen.layout, made.everything if made else {}))
    return render_template("documents/fields.html", paper=chosen, fields=found, made=made)


def paper_or_404(name: str) -> Paper:
    """The paper of this name."""
    return PAPERS[name] if name in PAPERS else abort(404)


def first_made(paper: Paper) -> Made | None:
    """The paper of the year's first record of its kind; None where there is no such record."""
    records = YearRecords(db.session(), g.year)
    for record_id, _name, kind in ROWS[paper.of](records):
        if not paper.kinds or kind in paper.kinds:
            return make(paper, records, record_id)
    return None


def _file(data: bytes, name: str) -> ResponseReturnValue:
    return send_file(
        io.BytesIO(data), MIME[Format.DOCX], as_attachment=True, download_name=f"{name}.docx"
    )
