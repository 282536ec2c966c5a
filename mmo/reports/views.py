"""The analysis of the year and the year-end report: read, written, handed in, reviewed."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.compliance.rulefile import Obligation
from mmo.database import uuid7
from mmo.extensions import db
from mmo.naming import names
from mmo.records.kinds import KINDS
from mmo.reports import editing
from mmo.reports.content import PaperView, SectionView
from mmo.reports.drafting import draft, left_behind
from mmo.reports.editing import Conflict
from mmo.reports.figures import FIGURES, refs_behind
from mmo.reports.flow import NotNow
from mmo.reports.forms import AnswerForm, RemarkForm, fill, section_form, typed_figures
from mmo.reports.models import Paper, ReportRemark
from mmo.reports.opening import open_paper
from mmo.reports.steps import form_of, forms_of, take
from mmo.reports.words import PAPER
from mmo.web import today

bp = Blueprint("reports", __name__)
YEAR = "/associations/<association>/<int:year>"
ANY = f"{YEAR}/<any(analysis, report):paper>"
BY_AUTHOR = ("complete", "reopen", "submit", "review")
BY_REVIEWER = ("return", "accept", "review")


@bp.get(f"{YEAR}/analysis", endpoint="analysis", defaults={"paper": "analysis"})
@bp.get(f"{YEAR}/report", endpoint="report", defaults={"paper": "report"})
@in_year(Can.READ_RECORDS)
def show(paper: str) -> ResponseReturnValue:
    """A paper: its sections, each figure leading to its records, remarks, and its state."""
    return _page(open_paper(Paper(paper)))


@bp.post(f"{ANY}/draft")
@in_year(Can.EDIT)
def make_draft(paper: str) -> ResponseReturnValue:
    """Draft the paper from the records, or work its figures out again."""
    view = _for_writing(paper)
    draft(view)
    flash(_("Figures and the program's own texts are those of the records; what was typed stays."))
    return _back(paper)


@bp.route(f"{ANY}/sections/<section>", methods=["GET", "POST"])
@in_year(Can.EDIT)
def section(paper: str, section: str) -> ResponseReturnValue:
    """Write a section. Where somebody else saved it meanwhile, both versions are shown."""
    view = _for_writing(paper)
    shown = _section(view, section)
    form = section_form(shown.section)()
    if not form.is_submitted():
        fill(form, shown)
    elif form.validate():
        try:
            editing.save_section(
                view, shown, form.text.data or "", typed_figures(form), form.version.data or 0
            )
            return _back(paper, section)
        except Conflict:
            db.session.rollback()
            shown = _section(open_paper(view.paper), section)
            form.version.data = shown.row.version if shown.row else 0
            return _section_page(view, shown, form, 409)
    return _section_page(view, shown, form, 422 if form.errors else 200)


@bp.post(f"{ANY}/hand-in/<any({', '.join(BY_AUTHOR)}):step>")
@in_year(Can.EDIT)
def hand_in(paper: str, step: str) -> ResponseReturnValue:
    """The author's steps: completed, reopened, handed in; and who reviewed it."""
    return _step(paper, step)


@bp.post(f"{ANY}/judge/<any({', '.join(BY_REVIEWER)}):step>")
@in_year(Can.REVIEW)
def judge(paper: str, step: str) -> ResponseReturnValue:
    """The reviewer's steps: returned with remarks, accepted, reviewed."""
    return _step(paper, step)


@bp.post(f"{ANY}/sections/<section>/remarks")
@in_year(Can.REVIEW)
def add_remark(paper: str, section: str) -> ResponseReturnValue:
    """Pin a remark to a section or to a clause."""
    view = open_paper(Paper(paper))
    shown, form = _section(view, section), RemarkForm()
    if form.validate_on_submit():
        known = {line.clause.id for line in view.lines} if shown.section.clauses else set()
        clause = form.clause.data if form.clause.data in known else None
        key = request.form.get("key", type=UUID) or uuid7()
        editing.add_remark(view, key, section, clause, form.text.data, current_user.full_name)
        return _back(paper, section)
    flash(_("Write what is to be corrected."), "error")
    return _back(paper, section)


@bp.post(f"{ANY}/remarks/<uuid:remark>/answer")
@in_year(Can.EDIT)
def answer(paper: str, remark: UUID) -> ResponseReturnValue:
    """Say what was done about a remark."""
    found, form = _remark(paper, remark), AnswerForm()
    if form.validate_on_submit():
        editing.answer(found, form.answer.data, current_user.full_name)
    else:
        flash(_("Write an answer."), "error")
    return _back(paper, found.section)


@bp.post(f"{ANY}/remarks/<uuid:remark>/resolve")
@in_year(Can.REVIEW)
def resolve(paper: str, remark: UUID) -> ResponseReturnValue:
    """Settle a remark, or take it up again, as the button said."""
    found, settled = _remark(paper, remark), request.form.get("settled") == "yes"
    editing.resolve(found, current_user.full_name, settled=settled)
    return _back(paper, found.section)


@bp.get(f"{YEAR}/figures/<code>")
@in_year(Can.READ_RECORDS)
def figure(code: str) -> ResponseReturnValue:
    """Exactly the records that a figure counts."""
    if code not in FIGURES:
        abort(404)
    value = request.args.get("value")
    refs = refs_behind(db.session(), g.year, FIGURES[code], today(), value)
    known = names(db.session(), g.year, refs)
    return render_template(
        "reports/figure.html",
        figure=FIGURES[code],
        value=value,
        refs=refs,
        known=known,
        kind=KINDS.get(FIGURES[code].source.kind),
    )


def _page(view: PaperView, forms: dict[str, object] | None = None) -> ResponseReturnValue:
    return render_template(
        "reports/paper.html",
        view=view,
        paper=PAPER,
        new_key=uuid7,
        forms=forms or forms_of(view),
        behind=left_behind(view) if Can.EDIT in g.can else [],
        remark_form=RemarkForm(formdata=None),
        writes=Can.EDIT in g.can,
        reviews=Can.REVIEW in g.can,
        required=[line for line in view.lines if line.clause.obligation is Obligation.MUST],
        advised=[line for line in view.lines if line.clause.obligation is Obligation.SHOULD],
    ), 200 if forms is None else 422


def _section_page(
    view: PaperView, shown: SectionView, form: FlaskForm, code: int
) -> ResponseReturnValue:
    return render_template(
        "reports/section.html", view=view, shown=shown, form=form, conflict=code == 409, paper=PAPER
    ), code


def _step(paper: str, step: str) -> ResponseReturnValue:
    view = open_paper(Paper(paper))
    form = form_of(view, step)
    if form is not None and not form.validate_on_submit():
        return _page(view, forms_of(view) | {step: form})
    try:
        flash(take(view, step, form, current_user.full_name))
    except NotNow as error:
        db.session.rollback()
        flash(str(error), "error")
    return _back(paper)


def _for_writing(paper: str) -> PaperView:
    view = open_paper(Paper(paper))
    if not view.way.is_open:
        abort(403)
    return view


def _section(view: PaperView, code: str) -> SectionView:
    found = next((each for each in view.sections if each.section.code == code), None)
    return found or abort(404)


def _remark(paper: str, remark: UUID) -> ReportRemark:
    return editing.find_remark(open_paper(Paper(paper)), remark) or abort(404)


def _back(paper: str, section: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(f"reports.{paper}", _anchor=section))
