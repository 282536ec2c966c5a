"""The meeting while it runs: what is said and decided on each question, saved as it is typed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.accounts.guard import in_year
from mmo.accounts.models import Account
from mmo.accounts.permissions import Can
from mmo.clock import now
from mmo.extensions import db
from mmo.meetings.minutes_form import MinutesForm
from mmo.meetings.models import AgendaItem, Decision, Meeting
from mmo.meetings.reading import Whole, title
from mmo.meetings.records import DECISION
from mmo.meetings.said import Overtaken, joined, keep, said_of
from mmo.meetings.views import MEETINGS, ONE, bp, found
from mmo.records.forms import of_year
from mmo.records.models import RemovedRecord
from mmo.records.removing import remove
from mmo.records.writing import find
from mmo.web import is_htmx


@bp.get(f"{ONE}/run")
@in_year(Can.READ_RECORDS)
def run(meeting_id: UUID) -> ResponseReturnValue:
    """Who came, and what was heard, said and decided on each question."""
    return _page(found(meeting_id))


def _page(whole: Whole, sent: dict[UUID, MinutesForm] | None = None) -> str:
    writes = Can.KEEP_MINUTES in g.can and not whole.signed
    forms = {item.id: MinutesForm(whole, item) for item in whole.agenda} if writes else {}
    opened = request.values.get("question", type=UUID) or next(iter(sent or ()), None)
    if opened is None:
        opened = next((each.id for each in whole.agenda if not whole.decisions(each)), None)
    return render_template(
        "meetings/run.html", whole=whole, title=title(whole.meeting), writes=writes,
        forms=forms | (sent or {}), opened=opened,
    )  # fmt: skip


def _fresh(question_id: UUID) -> tuple[Whole, AgendaItem]:
    """A question as it is stored now."""
    db.session.expire_all()
    item = find(AgendaItem, question_id)
    return Whole(find(Meeting, item.meeting_id)), item


@bp.post(f"{MEETINGS}/questions/<uuid:question_id>")
@in_year(Can.KEEP_MINUTES)
def write(question_id: UUID) -> ResponseReturnValue:
    """Keep what was typed of a question; the same sent twice is kept once."""
    item = find(AgendaItem, question_id)
    act = request.form.get("do", "")
    form = MinutesForm(Whole(find(Meeting, item.meeting_id)), item, sent=True)
    if act == "theirs":
        return _anew(question_id)
    if not form.validate():
        return _again(form, item, 422)
    wanted, known = form.said(), [form.version.data or ""]
    if act == "mine":
        known.append(request.form.get("seen", ""))
    elif act == "unanimous" and (present := form.whole.figures.present):
        wanted = replace(wanted, votes=(present, 0, 0))
    elif act == "merge":
        wanted, known = joined(wanted, form.stored), [form.stored.token]
    try:
        keep(question_id, wanted, known)
    except Overtaken:
        whole, item = _fresh(question_id)
        form.theirs_said = said_of(whole, item)
        form.changed_by = _who(item)
        return _again(form, item, 409)
    if act.startswith("delete:"):
        return _anew(question_id, _delete(question_id, act.removeprefix("delete:")))
    if act in ("merge", "more", "unanimous") or not is_htmx():
        return _anew(question_id)
    return _written(form, question_id)


def _delete(question_id: UUID, key: str) -> RemovedRecord | None:
    whole, item = _fresh(question_id)
    row = next((each for each in whole.decisions(item) if str(each.id) == key), None)
    return remove(DECISION, row) if row is not None else None


def _written(form: MinutesForm, question_id: UUID) -> ResponseReturnValue:
    """A line for the form that is typed into: it is kept, and since when."""
    whole, item = _fresh(question_id)
    return render_template(
        "meetings/_written.html", form=form, item=item, token=said_of(whole, item).token,
        saved_at=format_time(now(), "HH:mm"),
    )  # fmt: skip


def _again(form: MinutesForm, item: AgendaItem, status: int) -> ResponseReturnValue:
    """What was typed, with what is wrong or with what somebody else wrote beside it."""
    if is_htmx():
        page = render_template("meetings/_written.html", form=form, item=item, whole=form.whole,
                               token=form.version.data)  # fmt: skip
        return page, status
    return _page(Whole(find(Meeting, item.meeting_id)), {item.id: form}), status


def _anew(question_id: UUID, removed: RemovedRecord | None = None) -> ResponseReturnValue:
    """The question as it is stored: in its place on the page, or on the page as a whole."""
    whole, item = _fresh(question_id)
    here = url_for("meetings.run", meeting_id=item.meeting_id, question=question_id,
                   _anchor=f"question-{question_id}")  # fmt: skip
    saved_at = format_time(now(), "HH:mm")
    if not is_htmx():
        if removed is not None:
            flash(f"{removed.id} {removed.title}", "undo")
        else:
            flash(_("Saved at %(time)s.", time=saved_at))
        return redirect(here, 303)
    facts: dict[str, Any] = {"removed": removed, "saved_at": saved_at, "opened": question_id}
    page = render_template(
        "meetings/_question.html", whole=whole, item=item, form=MinutesForm(whole, item),
        number=[each.id for each in whole.agenda].index(question_id) + 1, **facts,
    )  # fmt: skip
    place = {"HX-Retarget": f"#question-{question_id}", "HX-Reswap": "outerHTML"}
    return Response(page, 200, place)


def _who(item: Any) -> str:
    """Who wrote to a question last: to it itself, or to one of its decisions."""
    chosen = select(Decision).where(of_year(Decision), Decision.agenda_item_id == item.id)
    rows = [item, *db.session.scalars(chosen)]
    last = max(rows, key=lambda row: row.changed_at)
    account = db.session.get(Account, last.changed_by) if last.changed_by else None
    return account.full_name if account else _("the program")
