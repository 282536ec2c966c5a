"""Associations in «Управление»: their regulation, their years, their heads."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select

from mmo import journal
from mmo.accounts import links, managing
from mmo.accounts.guard import administrator, open_scope
from mmo.administration import editing, starting
from mmo.administration.forms import AssociationForm, HeadForm, NewAssociationForm, near_years
from mmo.administration.remaining import next_address
from mmo.administration.set_up_views import edited
from mmo.administration.views import bp
from mmo.associations.models import Association, AssociationYear, Level, Organisation
from mmo.extensions import db
from mmo.members.models import Issuer
from mmo.records import versions
from mmo.records.writing import Conflict


@bp.get("/admin/associations")
@administrator
def associations() -> ResponseReturnValue:
    """Every association, with its founder and its latest year."""
    rows = db.session.execute(
        select(Association.id, Association.name, Association.code, Association.level,
               Organisation.name.label("founder"), func.max(AssociationYear.year).label("year"))
        .join(Organisation, Organisation.id == Association.organisation_id)
        .outerjoin(AssociationYear, AssociationYear.association_id == Association.id)
        .group_by(Association.id, Organisation.name)
        .order_by(Association.level, Organisation.name, Association.name)
    ).all()  # fmt: skip
    return render_template("administration/associations.html", rows=rows)


def _associations() -> tuple[str, str]:
    return url_for("administration.associations"), _("Associations")


@bp.route("/admin/associations/new", methods=["GET", "POST"])
@administrator
def new_association() -> ResponseReturnValue:
    """Make an association with its first year."""
    form = NewAssociationForm()
    if form.validate_on_submit():
        open_scope([form.new_id])
        made = editing.make(
            form, Association(),
            *starting.first_year(form.new_id, form.organisation_id.data, int(form.year.data)),
        )  # fmt: skip
        flash(_("The association “%(name)s” is made.", name=made.name))
        return redirect(url_for("administration.head", association_id=made.id), 303)
    return edited(form, None, _("New association"), _associations(), step="association")


@bp.route("/admin/associations/<uuid:association_id>", methods=["GET", "POST"])
@administrator
def association(association_id: UUID) -> ResponseReturnValue:
    """Change an association; its years and its heads stand beside."""
    record = editing.found(Association, association_id)
    form = AssociationForm(record)
    if form.validate_on_submit():
        editing.open_reach()
        try:
            versions.change(form, record)
            flash(_("Saved."))
            return redirect(url_for("administration.associations"), 303)
        except Conflict:
            record = versions.both(form, association_id, Association)
    years = db.session.execute(
        select(AssociationYear.year, AssociationYear.closed_at)
        .where(AssociationYear.association_id == association_id)
        .order_by(AssociationYear.year.desc())
    ).all()
    there = {row.year for row in years}
    return edited(
        form, record, record.name, _associations(), years=years,
        new_years={key: word for key, word in near_years().items() if int(key) not in there},
        template="administration/association.html",
    )  # fmt: skip


@bp.post("/admin/associations/<uuid:association_id>/years")
@administrator
def add_year(association_id: UUID) -> ResponseReturnValue:
    """Open an empty year of an association; one that takes over another is opened there."""
    record = editing.found(Association, association_id)
    year = request.form.get("year", 0, type=int)
    if str(year) not in near_years():
        abort(400)
    there = select(AssociationYear.id).where(
        AssociationYear.association_id == association_id, AssociationYear.year == year
    )
    if db.session.scalar(there) is None:
        open_scope([association_id])
        journal.save(*starting.first_year(association_id, record.organisation_id, year))
        flash(_("The year is open."))
    return redirect(url_for("administration.association", association_id=association_id), 303)


@bp.route("/admin/associations/<uuid:association_id>/head", methods=["GET", "POST"])
@administrator
def head(association_id: UUID) -> ResponseReturnValue:
    """The head in one short form: an account, a member of the latest year, an appointment."""
    owner = editing.found(Association, association_id)
    year = starting.latest_year(association_id)
    if year is None:
        abort(404)
    form = HeadForm()
    if not form.is_submitted():
        district = owner.level is Level.MUNICIPAL
        form.issuer.data = Issuer.EDUCATION_DEPARTMENT if district else Issuer.SCHOOL
        form.from_on.data = form.from_on.data or year.start
    before = managing.made_before(form.new_id) if form.is_submitted() else None
    if before is not None or form.validate_on_submit():
        open_scope([association_id])
        made = (before, links.hand_out(before)) if before else starting.make_head(form, year)
        if made is not None:
            account, address = made
            return render_template(
                "accounts/link.html", account=account, address=address,
                onward=next_address(url_for("administration.overview")),
            )  # fmt: skip
    back = url_for("administration.association", association_id=owner.id), owner.name
    return edited(form, None, _("Head of the association"), back, step="head")
