"""Sharing upward: what will be seen, shown before it is sent; and what the office reads."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.associations.models import Level
from mmo.reports import editing, share_review, sharing
from mmo.reports.flow import NotNow
from mmo.reports.forms import AnswerForm, RemarkForm
from mmo.reports.models import Paper, Share, ShareRemark
from mmo.reports.opening import open_paper
from mmo.reports.sections import SECTIONS
from mmo.reports.words import PAPER

bp = Blueprint("sharing", __name__)
YEAR = "/associations/<association>/<int:year>"


@bp.get(f"{YEAR}/share")
@in_year(Can.SHARE, reads=Can.READ_RECORDS)
def share() -> ResponseReturnValue:
    """What the methodical office would see, before anything is sent."""
    _only_of_schools()
    with_text, with_records = "with_text" in request.args, "with_records" in request.args
    return _preview(with_text, with_records)


@bp.post(f"{YEAR}/share")
@in_year(Can.SHARE, reads=Can.READ_RECORDS)
def send() -> ResponseReturnValue:
    """Send exactly what was shown; where the records changed since, it is shown again."""
    _only_of_schools()
    with_text, with_records = "with_text" in request.form, "with_records" in request.form
    content = _content(with_text, with_records)
    if sharing.digest(content) != request.form.get("digest"):
        flash(_("The records changed since you looked: look again, and send."), "error")
        return _preview(with_text, with_records)
    sharing.send(
        g.year, content, current_user.full_name, with_text=with_text, with_records=with_records
    )
    flash(_("Sent: the methodical office sees it now."))
    return redirect(url_for("sharing.share"))


@bp.post(f"{YEAR}/share/withdraw")
@in_year(Can.SHARE, reads=Can.READ_RECORDS)
def withdraw() -> ResponseReturnValue:
    """Take back what was sent."""
    sharing.withdraw(g.year, current_user.full_name)
    flash(_("Taken back: the methodical office no longer sees it."))
    return redirect(url_for("sharing.share"))


@bp.get(f"{YEAR}/shared")
@in_year(Can.READ_SHARED)
def shared() -> ResponseReturnValue:
    """What a school has shared, and nothing else of it."""
    _only_of_schools()
    found = sharing.shared(g.year)
    content = found.content if found else None
    return render_template(
        "reports/shared.html",
        share=found,
        content=content,
        paper=PAPER,
        titles=_titles(),
        **_remarks(content),
        reviews=Can.REVIEW_SHARED in g.can,
    )


@bp.post(f"{YEAR}/shared/remarks")
@in_year(Can.REVIEW_SHARED, reads=Can.READ_SHARED)
def add_remark() -> ResponseReturnValue:
    """Pin a remark to a clause, or to all that was shared."""
    share, form = _present(), RemarkForm()
    if form.validate_on_submit():
        share_review.add_remark(share, form.clause.data, form.text.data, current_user.full_name)
    else:
        flash(_("Write what is to be corrected."), "error")
    return redirect(url_for("sharing.shared", _anchor="remarks"))


@bp.post(f"{YEAR}/shared/remarks/<uuid:remark>/resolve")
@in_year(Can.REVIEW_SHARED, reads=Can.READ_SHARED)
def resolve(remark: UUID) -> ResponseReturnValue:
    """Settle a remark, or take it up again."""
    settled = request.form.get("settled") == "yes"
    editing.resolve(_remark(remark), current_user.full_name, settled=settled)
    return redirect(url_for("sharing.shared", _anchor="remarks"))


@bp.post(f"{YEAR}/shared/judge/<any('return', accept):step>")
@in_year(Can.REVIEW_SHARED, reads=Can.READ_SHARED)
def judge(step: str) -> ResponseReturnValue:
    """Return it with the remarks, or accept it, where it is still what was read."""
    share, remarks = _present(), share_review.remarks_on(g.year)
    if str(share.id) != request.form.get("share"):
        flash(_("The school has sent anew meanwhile: look at it again."), "error")
        return redirect(url_for("sharing.shared"))
    try:
        if step == "accept":
            share_review.accept(share, remarks, current_user.full_name)
            flash(_("Accepted."))
        else:
            share_review.give_back(share, remarks, current_user.full_name)
            flash(_("Returned to the school with the remarks."))
    except NotNow as error:
        flash(str(error), "error")
    return redirect(url_for("sharing.shared"))


@bp.post(f"{YEAR}/share/remarks/<uuid:remark>/answer")
@in_year(Can.SHARE, reads=Can.READ_RECORDS)
def answer(remark: UUID) -> ResponseReturnValue:
    """Say what was done about a remark of the office."""
    found, form = _remark(remark), AnswerForm()
    if form.validate_on_submit():
        editing.answer(found, form.answer.data, current_user.full_name)
    else:
        flash(_("Write an answer."), "error")
    return redirect(url_for("sharing.share", _anchor="remarks"))


def _present() -> Share:
    _only_of_schools()
    return sharing.shared(g.year) or abort(404)


def _remark(remark: UUID) -> ShareRemark:
    _only_of_schools()
    return share_review.find_remark(g.year, remark) or abort(404)


def _remarks(content: dict[str, Any] | None) -> dict[str, object]:
    """What the list of remarks is made of."""
    clauses = {line["id"]: line for line in content["clauses"]} if content else {}
    return {"remarks": share_review.remarks_on(g.year), "clauses": clauses}


def _preview(with_text: bool, with_records: bool) -> ResponseReturnValue:
    content = _content(with_text, with_records)
    return render_template(
        "reports/share.html",
        content=content,
        digest=sharing.digest(content),
        with_text=with_text,
        with_records=with_records,
        shares=sharing.shares(g.year),
        paper=PAPER,
        titles=_titles(),
        **_remarks(content),
        answers=True,
    )


def _content(with_text: bool, with_records: bool) -> dict[str, Any]:
    views = {paper: open_paper(paper) for paper in Paper}
    return sharing.content_of(views, with_text=with_text, with_records=with_records)


def _titles() -> dict[str, dict[str, object]]:
    return {
        paper.value: {section.code: section.title for section in sections}
        for paper, sections in SECTIONS.items()
    }


def _only_of_schools() -> None:
    if g.year.level != Level.SCHOOL:
        abort(404)
