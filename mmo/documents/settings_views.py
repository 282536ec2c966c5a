"""How an organisation wants its papers, and the cases of names."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.database import text_key
from mmo.documents.declension import TypedCases, name_in
from mmo.documents.forms import CasesForm, StyleForm
from mmo.documents.models import NameCases, PaperStyle
from mmo.documents.people import CASES
from mmo.documents.records import YearRecords, default_style
from mmo.extensions import db

bp = Blueprint("paper_settings", __name__)
YEAR = "/associations/<association>/<int:year>/papers"


@bp.route(f"{YEAR}/settings", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def style() -> ResponseReturnValue:
    """Font, margins, letterhead and signatures of the organisation's papers."""
    kept = db.session.get(PaperStyle, g.year.organisation_id)
    own = kept or default_style(g.year.organisation_id)
    form = StyleForm(obj=own)
    if form.validate_on_submit():
        form.populate_obj(own)
        journal.save(own)
        flash(_("Saved: papers look so from now on."))
        return redirect(url_for("paper_settings.style"))
    status = 422 if form.errors else 200
    return render_template("documents/settings.html", form=form), status


@bp.get(f"{YEAR}/names")
@in_year(Can.KEEP_MINUTES)
def names() -> ResponseReturnValue:
    """The members' names in their cases."""
    records = YearRecords(db.session(), g.year)
    rows = [(row, cases_of(records, row.full_name)) for row in records.members.values()]
    return render_template(
        "documents/names.html", rows=rows, typed=records.typed_cases, key=text_key
    )


@bp.route(f"{YEAR}/names/<uuid:member_id>", methods=["GET", "POST"])
@in_year(Can.KEEP_MINUTES)
def name(member_id: object) -> ResponseReturnValue:
    """Type a name's cases where the program gets them wrong."""
    records = YearRecords(db.session(), g.year)
    row = next((each for own, each in records.members.items() if own == member_id), None)
    if row is None:
        abort(404)
    key = text_key(row.full_name) or ""
    kept = db.session.get(NameCases, (g.year.association_id, key))
    form = CasesForm(MultiDict(request.form) if request.method == "POST" else None, obj=kept)
    if form.validate_on_submit():
        kept = kept or NameCases(association_id=g.year.association_id, name_key=key)
        for case in CASES:
            setattr(kept, case, " ".join((getattr(form, case).data or "").split()))
        journal.save(kept)
        flash(_("Saved: papers name this person so from now on."))
        return redirect(url_for("paper_settings.names"))
    guessed = {case: name_in(case, row.full_name) for case in CASES}
    status = 422 if form.errors else 200
    return render_template("documents/name.html", form=form, row=row, guessed=guessed), status


def cases_of(records: YearRecords, full_name: str) -> TypedCases:
    """A name in the cases that papers use."""
    return TypedCases(*(name_in(case, full_name, records.typed_cases) for case in CASES))
