"""The pages of members beside their list: the make-up, one's own card, the handover of heads."""

from typing import Any
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from wtforms.validators import ValidationError

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.models import Account
from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.members.forms import OwnForm
from mmo.members.handover import head_now, inventory
from mmo.members.makeup import make_up
from mmo.members.models import CardProposal, Handover, Member
from mmo.members.own import is_own
from mmo.members.views import bp
from mmo.records import answering, choices
from mmo.records.fields import Reference
from mmo.records.forms import RecordForm, of_year
from mmo.records.writing import Conflict, change, find
from mmo.web import parse_day, today

YEAR = "/associations/<association>/<int:year>"


@bp.get(f"{YEAR}/make-up")
@in_year(Can.READ_RECORDS)
def makeup() -> ResponseReturnValue:
    """The members in figures and pictures, on any day."""
    day = parse_day(request.args.get("day"), min(today(), g.year.end))
    return render_template("members/make_up.html", made=make_up(day), asked=day)


@bp.route(f"{YEAR}/members/<uuid:member_id>/own", methods=["GET", "POST"])
@in_year(Can.PROPOSE)
def own(member_id: UUID) -> ResponseReturnValue:
    """A member enters their own self-education, and asks for corrections of the card."""
    member = find(Member, member_id)
    if not is_own(member):
        abort(403)
    form = OwnForm(member)
    if request.method == "POST" and form.validate():
        try:
            saved = change(form, member)
        except Conflict:
            flash(_("Somebody changed the card meanwhile; look at it and save once more."), "error")
            return redirect(url_for("members.own", member_id=member_id), 303)
        page = url_for("records.member_show", record_id=member_id)
        return answering.done(_("Your card is saved."), saved.turned, page)
    status = 422 if request.method == "POST" else 200
    return render_template("members/own.html", form=form, member=member), status


@bp.post(f"{YEAR}/members/<uuid:member_id>/proposals/<uuid:proposal_id>")
@in_year(Can.EDIT)
def settle_proposal(member_id: UUID, proposal_id: UUID) -> ResponseReturnValue:
    """What a member asked for is put right."""
    proposal = find(CardProposal, proposal_id)
    proposal.settled_on = today()
    journal.save(proposal)
    return redirect(url_for("records.member_show", record_id=member_id), 303)


class HandoverForm(RecordForm):
    main = ("from_member_id", "to_member_id")

    from_member_id = Reference(_l("Hands over"), _l("Choose who hands over."))
    to_member_id = Reference(_l("Takes over"), _l("Choose who takes over."))

    def prepare(self) -> None:
        """The members; who is head now hands over."""
        for field in (self.from_member_id, self.to_member_id):
            field.offer(choices.members())
        if not self.is_submitted():
            self.from_member_id.data = head_now()

    def validate_to_member_id(self, field: Any) -> None:
        """Nobody hands over to themselves."""
        if field.data == self.from_member_id.data:
            raise ValidationError(_("Choose two different people."))


@bp.route(f"{YEAR}/handovers", methods=["GET", "POST"])
@in_year(Can.EDIT)
def handovers() -> ResponseReturnValue:
    """The handovers of the year, and the making of one."""
    form = HandoverForm()
    before = db.session.get(Handover, (g.year.association_id, form.new_id))
    if before is not None:
        return redirect(url_for("members.handover", handover_id=form.new_id), 303)
    if request.method == "POST" and form.validate():
        names = dict(choices.members())
        made = Handover(
            association_id=g.year.association_id, year_id=g.year.id, id=form.new_id,
            made_on=today(),
            from_member_id=form.from_member_id.data, to_member_id=form.to_member_id.data,
            from_name=names[form.from_member_id.data], to_name=names[form.to_member_id.data],
            inventory=inventory(),
        )  # fmt: skip
        journal.save(made)
        return redirect(url_for("members.handover", handover_id=made.id), 303)
    chosen = select(Handover).where(of_year(Handover)).order_by(Handover.id.desc())
    status = 422 if request.method == "POST" else 200
    made_before = db.session.scalars(chosen).all()
    return render_template("members/handovers.html", form=form, made=made_before), status


@bp.get(f"{YEAR}/handovers/<uuid:handover_id>")
@in_year(Can.READ_RECORDS)
def handover(handover_id: UUID) -> ResponseReturnValue:
    """The inventory that two heads confirm."""
    found = find(Handover, handover_id)
    return render_template("members/handover.html", handover=found, sides=_sides(found))


@bp.post(f"{YEAR}/handovers/<uuid:handover_id>")
@in_year(Can.PROPOSE)
def confirm(handover_id: UUID) -> ResponseReturnValue:
    """One of the two confirms that everything is handed over."""
    found = find(Handover, handover_id)
    side = request.form.get("side", "")
    if side not in _sides(found):
        abort(403)
    setattr(found, f"confirmed_{side}_on", today())
    setattr(found, f"confirmed_{side}_by", current_user.account_id)
    journal.save(found)
    flash(_("Confirmed."))
    return redirect(url_for("members.handover", handover_id=handover_id), 303)


def _sides(handover: Handover) -> list[str]:
    """Which sides this person may still confirm; nobody confirms both.

    The person behind the member confirms; where no account stands behind it, whoever edits the
    association does.
    """
    me = current_user.account_id
    if Can.PROPOSE not in g.can or me in (handover.confirmed_from_by, handover.confirmed_to_by):
        return []
    open_sides = [side for side in ("from", "to") if not getattr(handover, f"confirmed_{side}_on")]
    keys = {side: getattr(handover, f"{side}_member_id") for side in open_sides}
    behind = db.session.execute(
        select(Member.id, Member.person_id, Account.id.label("account"))
        .outerjoin(Account, (Account.person_id == Member.person_id) & Account.disabled_at.is_(None))
        .where(of_year(Member), Member.id.in_(keys.values()))
    ).all()
    mine = {row.id for row in behind if is_own(row)}
    claimed = {row.id for row in behind if row.account is not None}
    if mine:
        return [side for side in open_sides if keys[side] in mine]
    return [side for side in open_sides if Can.EDIT in g.can and keys[side] not in claimed]
