"""Pages of personal data: the basis, everything that is held, and the act of forgetting."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mmo import journal
from mmo.accounts.guard import in_year, open_scope
from mmo.accounts.permissions import Can, abilities
from mmo.accounts.scope import reached
from mmo.associations.models import Association, Organisation
from mmo.extensions import db
from mmo.members.models import Member
from mmo.members.own import is_own
from mmo.personal import forgetting
from mmo.personal.held import held, members_of
from mmo.personal.models import ForgettingAct, PersonalBasis
from mmo.personal.words import BASIS
from mmo.records import answering
from mmo.records.fields import Choice, Day, LongText, Text
from mmo.records.forms import RecordForm, of_year
from mmo.records.retelling import CODES
from mmo.records.writing import Conflict, change, find

CODES["personal_basis", "basis"] = BASIS
bp = Blueprint("personal", __name__)
YEAR = "/associations/<association>/<int:year>"
READERS = {Can.READ_CARDS, Can.SET_UP}


class BasisForm(RecordForm):
    main = ("basis", "given_on", "withdrawn_on", "document")

    basis = Choice(_l("On what basis the data is kept"), BASIS)
    given_on = Day(_l("Consent given on"))
    withdrawn_on = Day(_l("Consent withdrawn on"))
    document = Text(_l("Document"), longest=200, description=_l("Where the consent lies."))


class ForgetForm(RecordForm):
    main = ("reason",)

    reason = LongText(
        _l("Reason"), _l("Write why the data is deleted."), 1000,
        description=_l("For example: left the association; consent withdrawn on 5 March."),
    )  # fmt: skip


@bp.get(f"{YEAR}/personal")
@in_year(Can.READ_CARDS)
def overview() -> ResponseReturnValue:
    """On what basis the data of each member is kept, and the acts of forgetting."""
    rows = db.session.execute(
        select(Member.id, Member.full_name, Member.left_on, PersonalBasis.basis,
               PersonalBasis.given_on, PersonalBasis.withdrawn_on, PersonalBasis.document)
        .outerjoin(
            PersonalBasis,
            (PersonalBasis.association_id == Member.association_id)
            & (PersonalBasis.member_id == Member.id),
        )
        .where(of_year(Member))
        .order_by(Member.name_key)
    ).all()  # fmt: skip
    acts = db.session.scalars(
        select(ForgettingAct)
        .where(ForgettingAct.association_id == g.year.association_id)
        .order_by(ForgettingAct.number.desc())
    ).all()
    return render_template("personal/overview.html", rows=rows, acts=acts, basis_word=BASIS)


@bp.route(f"{YEAR}/members/<uuid:member_id>/basis", methods=["GET", "POST"])
@in_year(Can.EDIT)
def basis(member_id: UUID) -> ResponseReturnValue:
    """On what basis the data of a member is kept."""
    member = find(Member, member_id)
    key = (member.association_id, member.id)
    found = db.session.get(PersonalBasis, key)
    form = BasisForm(found)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.validate():
        try:
            _keep_basis(form, member, found)
            page = url_for("personal.overview")
            return answering.done(_("Saved: %(title)s.", title=member.full_name), {}, page)
        except (Conflict, IntegrityError):
            db.session.expire_all()
            found, status = db.session.get_one(PersonalBasis, key), 409
            answering.show_both(form, BasisForm, found)
    return render_template("personal/basis.html", form=form, member=member, record=found), status


def _keep_basis(form: BasisForm, member: Member, found: PersonalBasis | None) -> None:
    """Keep a valid form.

    Raises:
        Conflict: another basis is stored than the form was made of.
        IntegrityError: somebody entered the first one at this moment.
    """
    if found is not None:
        change(form, found)
        return
    record = PersonalBasis(
        association_id=member.association_id, year_id=member.year_id, member_id=member.id
    )
    with journal.change("change"):
        form.write(record)
        db.session.add(record)


@bp.get(f"{YEAR}/members/<uuid:member_id>/held")
@in_year(Can.SEE_STATE)
def everything(member_id: UUID) -> ResponseReturnValue:
    """Everything that is held about one person, for them and for who answers for the data."""
    member = find(Member, member_id)
    if not (READERS & g.can or is_own(member)):
        abort(403 if Can.READ_RECORDS in g.can else 404)
    reach = _readable(is_own=is_own(member))
    open_scope(reach)
    found = held(members_of(member, reach))
    open_scope([g.year.association_id])
    if not is_own(member):
        journal.note(
            "view_everything", association_id=member.association_id, year_id=member.year_id,
            record_kind="member", record_id=member.id,
        )  # fmt: skip
    return render_template("personal/held.html", member=member, parts=found)


def _readable(*, is_own: bool) -> list[UUID]:
    """The associations whose cards the person may read; of their own person, all they reach."""
    chosen = (
        select(Association.id, Association.level, Association.organisation_id,
               Association.id.label("association_id"), Organisation.in_municipality)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .where(reached(current_user.grants))
    )  # fmt: skip
    able = {Can.READ_RECORDS, *READERS} if is_own else READERS
    rows = db.session.execute(chosen).all()
    found = [row.id for row in rows if able & abilities(current_user.grants, row)]
    return list({g.year.association_id, *found})


@bp.route(f"{YEAR}/members/<uuid:member_id>/forget", methods=["GET", "POST"])
@in_year(Can.EDIT, Can.SET_UP, reads=Can.SEE_STATE)
def forget(member_id: UUID) -> ResponseReturnValue:
    """Delete the data of a member who has left, and make the act."""
    member = find(Member, member_id)
    why_not = forgetting.why_not(member)
    form = ForgetForm()
    if request.method == "POST" and why_not is None and form.validate():
        act = forgetting.forget(member, form.reason.data or "")
        flash(_("The data is deleted. The act is below; print and sign it."))
        return redirect(url_for("personal.act", act_id=act.id), 303)
    status = 422 if request.method == "POST" else 200
    return render_template(
        "personal/forget.html", member=member, form=form, why_not=why_not
    ), status


@bp.get(f"{YEAR}/personal/acts/<uuid:act_id>")
@in_year(Can.SEE_STATE)
def act(act_id: UUID) -> ResponseReturnValue:
    """An act of forgetting, to be printed and signed."""
    found = find(ForgettingAct, act_id)
    if not READERS & g.can:
        abort(403 if Can.READ_RECORDS in g.can else 404)
    return render_template("personal/act.html", act=found)
