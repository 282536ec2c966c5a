"""Sharing upward: what will be seen, shown before it is sent; and what the office reads."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.associations.models import Level
from mmo.reports import sharing
from mmo.reports.models import Paper
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
        "reports/shared.html", share=found, content=content, paper=PAPER, titles=_titles()
    )


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
    )


def _content(with_text: bool, with_records: bool) -> dict[str, object]:
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
