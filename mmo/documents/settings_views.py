"""How an organisation wants its papers, and the cases of names."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.database import text_key
from mmo.documents.declension import TypedCases, name_in
from mmo.documents.forms import CasesForm, StyleForm
from mmo.documents.models import NameCases, PaperStyle
from mmo.documents.people import CASES
from mmo.documents.records import YearRecords, default_style
from mmo.extensions import db
from mmo.records import versions
from mmo.records.writing import Conflict

bp = Blueprint("paper_settings", __name__)
YEAR = "/associations/<association>/<int:year>/papers"


@bp.route(f"{YEAR}/settings", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def style() -> ResponseReturnValue:
    """Font, margins, letterhead and signatures of the organisation's papers."""
    organisation: UUID = g.year.organisation_id
    own = db.session.get(PaperStyle, organisation) or default_style(organisation)
    form = StyleForm(own)
    if form.validate_on_submit():
        try:
            versions.change(form, own)
            flash(_("Saved: papers look so from now on."))
            return redirect(url_for("paper_settings.style"))
        except Conflict:
            own = versions.both(form, organisation, PaperStyle)
    return render_template("documents/settings.html", form=form, record=own), form.status


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
    key = (g.year.association_id, text_key(row.full_name) or "")
    own = db.session.get(NameCases, key) or NameCases(association_id=key[0], name_key=key[1])
    form = CasesForm(own)
    if form.validate_on_submit():
        try:
            versions.change(form, own)
            flash(_("Saved: papers name this person so from now on."))
            return redirect(url_for("paper_settings.names"))
        except Conflict:
            own = versions.both(form, key, NameCases)
    guessed = {case: name_in(case, row.full_name) for case in CASES}
    return render_template(
        "documents/name.html", form=form, row=row, guessed=guessed, record=own
    ), form.status


def cases_of(records: YearRecords, full_name: str) -> TypedCases:
    """A name in the cases that papers use."""
    return TypedCases(*(name_in(case, full_name, records.typed_cases) for case in CASES))
