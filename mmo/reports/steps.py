"""The forms of the steps that a paper may take, filled in as far as the program knows."""

from datetime import date
from uuid import UUID

from flask import g, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select

from mmo.accounts.permissions import Can
from mmo.associations.models import Level
from mmo.extensions import db
from mmo.members.models import HeadAppointment, Member
from mmo.reports.content import PaperView
from mmo.reports.flow import NotNow
from mmo.reports.forms import AcceptForm, CompleteForm, ReviewForm, SubmitForm
from mmo.reports.models import Paper

FORMS: dict[str, type[FlaskForm]] = {
    "complete": CompleteForm,
    "submit": SubmitForm,
    "review": ReviewForm,
    "accept": AcceptForm,
}
DONE = {
    "complete": lambda: _("Completed. It is handed in next."),
    "reopen": lambda: _("Open for writing again."),
    "submit": lambda: _("Handed in. It is read now, and cannot be changed until it comes back."),
    "review": lambda: _("The review is noted."),
    "return": lambda: _("Returned to its author with the remarks."),
    "accept": lambda: _("Accepted."),
}


def form_of(view: PaperView, step: str) -> FlaskForm | None:
    """The form of a step as it was sent; None for a step that needs none."""
    if step not in FORMS:
        return None
    form = FORMS[step]()
    if isinstance(form, CompleteForm):
        form.author.choices = _authors(view)
    return form


def forms_of(view: PaperView) -> dict[str, object]:
    """The forms of all steps; an address may fill in their fields (``?completed_on=…``)."""
    forms: dict[str, object] = {}
    for step, kind in FORMS.items():
        form = kind(formdata=None)
        for field in form:
            asked = request.args.get(field.name) if request.method == "GET" else None
            if asked and field.name.endswith("_on"):
                field.data = _day(asked) or field.data
            elif asked:
                field.data = asked[:200]
        if isinstance(form, CompleteForm):
            form.author.choices = _authors(view)
            form.author.data = form.author.data or _head(view)
        if isinstance(form, SubmitForm) and not form.submitted_to.data:
            form.submitted_to.data = (view.way.row and view.way.row.submitted_to) or _reader(view)
        forms[step] = form
    return forms


def take(view: PaperView, step: str, form: FlaskForm | None, by: str) -> str:
    """Take a step; returns the sentence that tells it.

    Raises:
        NotNow: the paper's state does not allow it.
    """
    way = view.way
    match form:
        case CompleteForm():
            author = UUID(form.author.data) if form.author.data else None
            way.complete(form.completed_on.data, author)
        case SubmitForm():
            way.submit(form.submitted_on.data, form.submitted_to.data, by, view.snapshot())
        case ReviewForm():
            way.review(form.reviewed_on.data, form.reviewed_by.data.strip())
        case AcceptForm():
            way.accept(form.accepted_on.data, by, view.snapshot())
        case _ if step == "reopen":
            way.reopen()
        case _ if Can.REVIEW in g.can:
            way.give_back(by, view.snapshot())
        case _:
            raise NotNow(_("Only its reader returns a paper."))
    return str(DONE[step]())


def _authors(view: PaperView) -> list[tuple[str, str]]:
    if view.paper is not Paper.ANALYSIS:
        return [("", "—")]
    found = db.session.execute(
        select(Member.id, Member.full_name)
        .where(Member.association_id == view.year.association_id, Member.year_id == view.year.id)
        .order_by(Member.name_key)
    )
    return [("", "—"), *((str(row.id), row.full_name) for row in found)]


def _head(view: PaperView) -> str:
    """The author that was named, else the head of the day."""
    known = getattr(view.way.row, "author_id", None)
    if known is None and view.paper is Paper.ANALYSIS:
        known = db.session.scalar(
            select(HeadAppointment.member_id)
            .where(
                HeadAppointment.association_id == view.year.association_id,
                HeadAppointment.year_id == view.year.id,
                HeadAppointment.from_on <= view.today,
                HeadAppointment.to_on.is_(None) | (HeadAppointment.to_on >= view.today),
            )
            .order_by(HeadAppointment.from_on.desc())
            .limit(1)
        )
    return str(known) if known else ""


def _reader(view: PaperView) -> str:
    if view.year.level == Level.MUNICIPAL:
        return _("the head of the methodical office")
    return _("the deputy director for upbringing")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
