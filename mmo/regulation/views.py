"""The living regulation, and the loading of an organisation's own wording."""

from uuid import UUID

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.accounts.guard import administrator, in_year
from mmo.accounts.permissions import Can
from mmo.associations.models import Organisation
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import Status
from mmo.dashboard.panels import Names, picture_of
from mmo.extensions import db
from mmo.findings import Judge
from mmo.regulation.contents import counted, counted_by_section
from mmo.regulation.forms import LoadForm
from mmo.regulation.models import PieceRole, Wording
from mmo.regulation.reading import UnreadableFile
from mmo.regulation.usage import uses
from mmo.regulation.wordings import decide, load, pieces_of, text_of
from mmo.web import parse_day, today

bp = Blueprint("regulation", __name__)
YEAR = "/associations/<association>/<int:year>/regulation"


def _judge() -> Judge:
    judge: Judge = current_app.extensions["judge"]
    return judge


def _rules() -> YearRules:
    return _judge().rules_of(db.session(), g.year)


@bp.get(YEAR)
@in_year(Can.SEE_STATE)
def living() -> ResponseReturnValue:
    """The text of the regulation with each clause's status, evidence, next date and reading."""
    day = parse_day(request.args.get("as_of"), today())
    gauges, picture = picture_of(_judge(), g.year, day)
    rules = gauges.rules
    clauses = list(zip(rules.edition.clauses, picture.findings.clauses, strict=True))
    return render_template(
        "regulation/living.html",
        rules=rules,
        edition=rules.edition,
        picture=picture,
        clauses=clauses,
        counts=counted(clauses),
        sections=counted_by_section(clauses),
        status_asked=request.args.get("status", type=Status),
        text=text_of(g.year.organisation_id, rules.regulation.id),
        uses=uses(gauges.records, rules.edition, day),
        names=Names(g.year, picture.explanations.values(), Can.READ_RECORDS in g.can),
        day=day,
    )


@bp.route(f"{YEAR}/wording", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def load_wording() -> ResponseReturnValue:
    """Load the organisation's own wording from a file."""
    form = LoadForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            wording = load(
                file.read(), file.filename or "", _rules().edition, g.year.organisation_id
            )
            return redirect(url_for("regulation.review", wording_id=wording.id))
        except UnreadableFile as error:
            form.file.errors = [str(error)]
    return render_template(
        "regulation/load.html", form=form, rules=_rules()
    ), 422 if form.errors else 200


@bp.route(f"{YEAR}/wording/<uuid:wording_id>", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def review(wording_id: UUID) -> ResponseReturnValue:
    """Decide what the pieces are that fit no clause, and take the wording into use."""
    wording = db.session.get(Wording, wording_id)
    edition = _rules().edition
    place = (g.year.organisation_id, edition.regulation)
    if wording is None or (wording.organisation_id, wording.regulation) != place:
        abort(404)
    known = {clause.id for clause in edition.clauses} | {PieceRole.HEADING, PieceRole.ASIDE}
    if request.method == "POST":
        decide(
            wording,
            {
                piece.id: choice
                for piece in pieces_of(wording)
                if (choice := request.form.get(f"piece-{piece.id}")) in known
            },
        )
        flash(_("The wording is in use."))
        return redirect(url_for("regulation.living"))
    pieces = pieces_of(wording)
    worded = {piece.clause for piece in pieces if piece.role is PieceRole.CLAUSE}
    return render_template(
        "regulation/review.html",
        wording=wording,
        edition=edition,
        pieces=pieces,
        without=[clause for clause in edition.clauses if clause.id not in worded],
    )


@bp.get("/regulations")
@administrator
def wordings() -> ResponseReturnValue:
    """The loaded rule files, and which organisations have wordings of their own."""
    loaded = db.session.execute(
        select(Organisation.name, Wording.regulation, Wording.file_name, Wording.accepted_at)
        .join(Wording, Wording.organisation_id == Organisation.id)
        .where(Wording.accepted_at.is_not(None))
        .order_by(Organisation.name, Wording.accepted_at.desc())
    ).all()
    return render_template("regulation/files.html", regulations=_judge().regulations, loaded=loaded)
