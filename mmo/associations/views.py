"""«Сведения о годе»: theme, goal, regulation in force, the dates of the year."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.associations import about as parts
from mmo.associations import calendars
from mmo.associations.forms import DatesForm
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.records import answering, effects
from mmo.records.forms import RecordForm
from mmo.records.writing import Conflict
from mmo.web import is_htmx

bp = Blueprint("associations", __name__)
YEAR = "/associations/<association>/<int:year>"


@bp.get(f"{YEAR}/about")
@in_year(Can.SEE_STATE)
def about() -> ResponseReturnValue:
    """What is known of the year itself."""
    rules = effects.rules_of_year()
    return render_template(
        "associations/about.html", record=parts.year_of(g.year), parts=parts.PARTS, rules=rules
    )


@bp.route(f"{YEAR}/about/<any(theme, goal, regulation):part>", methods=["GET", "POST"])
@in_year(Can.EDIT)
def part(part: str) -> ResponseReturnValue:
    """The form of one part; it opens filled in where it closes a gap."""
    kind, record = parts.PARTS[part], parts.year_of(g.year)
    form = kind.form(record)
    status = 200
    if form.validate_on_submit():
        try:
            turned = parts.change(form, record)
            return answering.done(str(kind.saved), turned, url_for("associations.about"))
        except Conflict:
            status = 409
            record = _show_both(form, kind.form)
    elif form.errors:
        status = 422
    inline = is_htmx()
    template = "associations/_part.html" if inline else "associations/part.html"
    target = url_for("associations.part", part=part)
    return render_template(
        template, kind=kind, form=form, record=record, target=target, inline=inline
    ), status


@bp.route(f"{YEAR}/dates", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def dates() -> ResponseReturnValue:
    """The dates of the year and of its trimesters."""
    if request.method == "POST" and g.year.closed_at:
        abort(403)
    record = parts.year_of(g.year)
    form = DatesForm(record)
    form.year = record.year
    status = 200
    if form.validate_on_submit():
        try:
            parts.change(form, record)
            flash(_("The dates are saved; the year has been judged again."))
            return redirect(answering.way_back(url_for("associations.about")), 303)
        except Conflict:
            status = 409
            record = _show_both(form, DatesForm)
    elif form.errors:
        status = 422
    return render_template(
        "associations/dates.html", form=form, record=record, spans=calendars.SPANS
    ), status


def _show_both(form: RecordForm, make: type[RecordForm]) -> AssociationYear:
    db.session.expire_all()
    record = parts.year_of(g.year)
    answering.show_both(form, make, record)
    return record
