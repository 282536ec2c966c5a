"""The minutes of a meeting: their page, signing, corrections and earlier versions."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.models import Account
from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.meetings import signing
from mmo.meetings.forms import MeetingForm
from mmo.meetings.models import AgendaItem, Meeting, MeetingStatus, ProtocolVersion
from mmo.meetings.protocol_form import ProtocolForm
from mmo.meetings.reading import Whole, title
from mmo.meetings.snapshots import compared, snapshot
from mmo.records import answering
from mmo.records.fields import SHORT
from mmo.records.writing import Conflict, find
from mmo.web import page, today

bp = Blueprint("meetings", __name__)
MEETINGS = "/associations/<association>/<int:year>/meetings"
ONE = f"{MEETINGS}/<uuid:meeting_id>"


def found(meeting_id: UUID) -> Whole:
    """A meeting of the year of the request; any other is a 404."""
    return Whole(find(Meeting, meeting_id))


def locked(meeting_id: UUID) -> ResponseReturnValue:
    """Say that the minutes were signed meanwhile, and lead to them."""
    flash(_("The minutes are signed: nothing was changed. A correction begins a new version."),
          "error")  # fmt: skip
    return redirect(url_for("meetings.protocol", meeting_id=meeting_id), 303)


@bp.get(f"{MEETINGS}/questions/<uuid:question_id>")
@in_year(Can.READ_RECORDS)
def meeting_of(question_id: UUID) -> ResponseReturnValue:
    """The meeting of a question."""
    item = find(AgendaItem, question_id)
    asked: Any = {name: request.args[name] for name in request.args if name in MeetingForm.main}
    return redirect(url_for("records.meeting_show", record_id=item.meeting_id, **asked))


@bp.post(f"{ONE}/hold")
@in_year(Can.KEEP_MINUTES)
def hold(meeting_id: UUID) -> ResponseReturnValue:
    """Mark a meeting as held."""
    back = url_for("records.meeting_show", record_id=meeting_id)
    try:
        with journal.change("change") as change:
            meeting = signing.open_meeting(meeting_id)
            if meeting.date > today():
                flash(_("The day of the meeting has not come yet; nothing was changed."), "error")
                return redirect(back, 303)
            meeting.status, meeting.cancelled_on = MeetingStatus.HELD, None
    except signing.Signed:
        return locked(meeting_id)
    turned = change.turned.get(g.year.id, {})
    return answering.done(_("The meeting is marked as held."), turned, back)


@bp.get(f"{ONE}/protocol")
@in_year(Can.READ_RECORDS)
def protocol(meeting_id: UUID) -> ResponseReturnValue:
    """The minutes' requisites, what they lack, their versions and papers."""
    return _page(found(meeting_id))


def _page(whole: Whole, form: ProtocolForm | None = None, status: int = 200) -> tuple[str, int]:
    form = form or ProtocolForm(whole)
    fragment = "meetings/_protocol_form.html"
    return page(
        "meetings/protocol.html", fragment, whole=whole, form=form, title=title(whole.meeting),
        inline=answering.in_place(), blocked=signing.may_sign(whole.meeting),
    ), status  # fmt: skip


@bp.post(f"{ONE}/protocol")
@in_year(Can.KEEP_MINUTES)
def save_protocol(meeting_id: UUID) -> ResponseReturnValue:
    """Keep the draft of the minutes, or sign them."""
    whole = found(meeting_id)
    form = ProtocolForm(whole)
    if not form.validate():
        return _page(whole, form, 422)
    try:
        turned = form.keep()
    except signing.Signed:
        return locked(meeting_id)
    except Conflict:
        db.session.expire_all()
        whole = found(meeting_id)
        answering.show_both(form, lambda _record, **more: ProtocolForm(whole, **more),
                            whole.protocol)  # fmt: skip
        return _page(whole, form, 409)
    said = _("The minutes are signed.") if form.signs else _("The draft of the minutes is kept.")
    return answering.done(said, turned, url_for("meetings.protocol", meeting_id=meeting_id))


@bp.post(f"{ONE}/protocol/correct")
@in_year(Can.KEEP_MINUTES)
def correct(meeting_id: UUID) -> ResponseReturnValue:
    """Open signed minutes for a correction."""
    reason = request.form.get("reason", "").strip()[:SHORT]
    if not reason:
        found(meeting_id)
        flash(_("Say why the minutes are corrected; they stayed signed."), "error")
    elif signing.correct(meeting_id, reason):
        flash(_("The signed version is kept. Correct what is needed and sign anew."))
    return redirect(url_for("meetings.protocol", meeting_id=meeting_id), 303)


@bp.get(f"{ONE}/protocol/<int:number>")
@in_year(Can.READ_RECORDS)
def version(meeting_id: UUID, number: int) -> ResponseReturnValue:
    """An earlier version of the minutes beside the present one."""
    whole = found(meeting_id)
    chosen: list[ProtocolVersion] = [each for each in whole.versions if each.number == number]
    if not chosen:
        abort(404)
    who = db.session.scalar(select(Account.full_name).where(Account.id == chosen[0].by))
    return render_template(
        "meetings/version.html", whole=whole, version=chosen[0], who=who,
        title=title(whole.meeting), compared=compared(chosen[0].snapshot, snapshot(whole)),
    )  # fmt: skip
