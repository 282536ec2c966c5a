"""The agenda in the browser: moved, filled from earlier meetings and from what members propose."""

from typing import Any
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.meetings import agenda, proposals
from mmo.meetings.models import Meeting
from mmo.meetings.preparing import prepared
from mmo.meetings.views import ONE, bp
from mmo.records import answering
from mmo.records.fields import SHORT
from mmo.records.writing import find
from mmo.web import is_htmx, page

PROPOSALS = "/associations/<association>/<int:year>/proposals"


def _shown(meeting_id: UUID, said: str | None = None) -> ResponseReturnValue:
    """The agenda as a fragment, or the meeting's page."""
    if not is_htmx():
        if said:
            flash(said)
        back = url_for("records.meeting_show", record_id=meeting_id, _anchor="agenda")
        return redirect(back, 303)
    meeting = find(Meeting, meeting_id)
    facts = prepared(meeting)
    return render_template("meetings/_agenda.html", record=meeting, said=said, **facts)


def _key(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        abort(400)


@bp.get(f"{ONE}/agenda")
@in_year(Can.READ_RECORDS)
def show_agenda(meeting_id: UUID) -> ResponseReturnValue:
    """The agenda; where a page is asked for, that of the meeting."""
    find(Meeting, meeting_id)
    return _shown(meeting_id)


@bp.post(f"{ONE}/agenda")
@in_year(Can.KEEP_MINUTES)
def arrange(meeting_id: UUID) -> ResponseReturnValue:
    """Move one question up or down, or put all in the order in which they were dragged."""
    sent = request.form
    find(Meeting, meeting_id)
    if "up" in sent or "down" in sent:
        name, step = ("up", -1) if "up" in sent else ("down", 1)
        agenda.arrange(meeting_id, agenda.moved(meeting_id, _key(sent[name]), step))
    elif sent.get("order"):
        agenda.arrange(meeting_id, [_key(each) for each in sent["order"].split(",")])
    return _shown(meeting_id)


@bp.post(f"{ONE}/agenda/carry")
@in_year(Can.KEEP_MINUTES)
def carry(meeting_id: UUID) -> ResponseReturnValue:
    """Put unfinished decisions, and the approval of the previous minutes, on the agenda."""
    sent = request.form
    meeting = find(Meeting, meeting_id)
    if sent.get("all"):
        decisions = {row.id for row in agenda.unfinished(meeting)}
    else:
        decisions = {_key(each) for each in sent.getlist("decision")}
    minutes = _key(sent["minutes"]) if sent.get("minutes") else None
    number = agenda.carry(meeting_id, decisions, minutes)
    said = ngettext(
        "%(num)d question is put on the agenda.", "%(num)d questions are put on the agenda.", number
    )
    return _shown(meeting_id, said)


@bp.get(PROPOSALS)
@in_year(Can.READ_RECORDS)
def list_proposals() -> ResponseReturnValue:
    """What is proposed for agendas and what became of it, and the form of a proposal."""
    return _proposals(proposals.ProposalForm())


def _proposals(form: proposals.ProposalForm, status: int = 200) -> tuple[str, int]:
    inline = answering.in_place()
    facts: dict[str, Any] = (
        {}
        if inline
        else {
            "rows": proposals.all_proposals(),
            "coming": proposals.next_open_meeting(),
        }
    )
    return page(
        "meetings/proposals.html", "meetings/_proposal_form.html", form=form, inline=inline,
        words=proposals.PROPOSALS, **facts,
    ), status  # fmt: skip


@bp.post(PROPOSALS)
@in_year(Can.PROPOSE)
def propose() -> ResponseReturnValue:
    """Propose a question."""
    form = proposals.ProposalForm()
    if not form.validate():
        return _proposals(form, 422)
    proposals.propose(form)
    said = _("The question is proposed; the head or the secretary takes it onto an agenda.")
    return answering.done(said, {}, url_for("meetings.list_proposals"))


@bp.post(f"{PROPOSALS}/<uuid:proposal_id>")
@in_year(Can.PROPOSE)
def settle(proposal_id: UUID) -> ResponseReturnValue:
    """Take a proposal onto an agenda, decline it, or withdraw one's own."""
    sent = request.form
    act = sent.get("do", "")
    if act != "withdraw" and Can.KEEP_MINUTES not in g.can:
        abort(403)
    if act == "take":
        done = proposals.take(proposal_id, _key(sent.get("meeting")))
        said = _("The question is put on the agenda.")
    elif act == "decline":
        answer = sent.get("answer", "").strip()[:SHORT]
        done, said = proposals.decline(proposal_id, answer or None), _("The question is declined.")
    elif act == "withdraw":
        done, said = proposals.withdraw(proposal_id), _("The proposal is withdrawn.")
    else:
        find(proposals.AgendaProposal, proposal_id)
        abort(400)
    said = said if done else _("Somebody has settled this proposal already.")
    if is_htmx() and sent.get("meeting"):
        return _shown(_key(sent["meeting"]), said)
    flash(said)
    return redirect(answering.way_back(url_for("meetings.list_proposals")), 303)
