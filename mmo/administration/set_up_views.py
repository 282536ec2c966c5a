"""«Управление»: what is left to set up, the installation, its organisations and their calendars."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select

from mmo import journal
from mmo.accounts.guard import administrator
from mmo.administration import editing, first_run
from mmo.administration.forms import InstallationForm, OrganisationForm
from mmo.administration.models import Installation
from mmo.administration.remaining import next_address, steps
from mmo.administration.views import bp
from mmo.associations import calendars
from mmo.associations.forms import CalendarForm
from mmo.associations.models import (
    Association,
    AssociationYear,
    Organisation,
    Scheme,
    SchoolCalendar,
)
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.records import versions
from mmo.records.writing import Conflict
from mmo.schoolyear import year_of
from mmo.web import today


@bp.get("/admin")
@administrator
def overview() -> ResponseReturnValue:
    """What is left to set up, and the way to everything that can be set up."""
    return render_template("administration/overview.html", steps=steps())


def edited(
    form: Any, record: Any, heading: str, back: tuple[str, str], **more: Any
) -> ResponseReturnValue:
    """The page of a form of administration.

    Args:
        record: None for a new one.
        back: the address and the name of the page that it belongs to.
    """
    template = more.pop("template", "administration/form.html")
    return render_template(
        template, form=form, record=record, heading=heading, back=back, steps=steps(), **more
    ), form.status


@bp.route("/admin/installation", methods=["GET", "POST"])
@administrator
def installation() -> ResponseReturnValue:
    """The name of the installation."""
    record = editing.found(Installation, 1)
    form = InstallationForm(record)
    if form.validate_on_submit():
        try:
            versions.change(form, record)
            first_run.forget()
            flash(_("Saved."))
            return redirect(url_for("administration.overview"), 303)
        except Conflict:
            record = versions.both(form, 1, Installation)
    back = url_for("administration.overview"), _("Administration")
    return edited(form, record, _("The installation"), back)


@bp.get("/admin/organisations")
@administrator
def organisations() -> ResponseReturnValue:
    """Every organisation, with how many associations it founds."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name, Organisation.code, Organisation.kind,
               Organisation.in_municipality, func.count(Association.id).label("associations"))
        .outerjoin(Association, Association.organisation_id == Organisation.id)
        .group_by(Organisation.id)
        .order_by(Organisation.name)
    ).all()  # fmt: skip
    return render_template("administration/organisations.html", rows=rows)


def _organisations() -> tuple[str, str]:
    return url_for("administration.organisations"), _("Organisations")


@bp.route("/admin/organisations/new", methods=["GET", "POST"])
@administrator
def new_organisation() -> ResponseReturnValue:
    """Make an organisation; its calendar comes next."""
    form = OrganisationForm()
    if form.validate_on_submit():
        made = editing.make(form, Organisation())
        flash(_("The organisation “%(name)s” is made.", name=made.name))
        calendar = url_for("administration.calendar", organisation_id=made.id)
        return redirect(calendar, 303)
    return edited(form, None, _("New organisation"), _organisations(), step="organisation")


@bp.route("/admin/organisations/<uuid:organisation_id>", methods=["GET", "POST"])
@administrator
def organisation(organisation_id: UUID) -> ResponseReturnValue:
    """Change an organisation."""
    record = editing.found(Organisation, organisation_id)
    form = OrganisationForm(record)
    if form.validate_on_submit():
        editing.open_reach()
        try:
            versions.change(form, record)
            flash(_("Saved."))
            return redirect(url_for("administration.organisations"), 303)
        except Conflict:
            record = versions.both(form, organisation_id, Organisation)
    return edited(
        form, record, record.name, _organisations(),
        template="administration/organisation.html", years=_years_of(organisation_id),
    )  # fmt: skip


def _years_of(organisation_id: UUID) -> Sequence[AnyRow]:
    """The years of the associations that an organisation founds, the latest first."""
    return db.session.execute(
        select(Association.code, Association.name, AssociationYear.year,
               AssociationYear.closed_at)
        .join(Association, Association.id == AssociationYear.association_id)
        .where(Association.organisation_id == organisation_id)
        .order_by(AssociationYear.year.desc(), Association.name)
    ).all()  # fmt: skip


@bp.route("/admin/organisations/<uuid:organisation_id>/calendar", methods=["GET", "POST"])
@administrator
def calendar(organisation_id: UUID) -> ResponseReturnValue:
    """How an organisation divides a year; its next years and associations begin with it."""
    owner = editing.found(Organisation, organisation_id)
    now = year_of(today())
    year = request.args.get("year", now, type=int)
    if not now - 3 <= year <= now + 3:
        abort(404)
    record = calendars.calendar_for(organisation_id, year)
    form = _calendar_form(record, year)
    if form.validate_on_submit():
        try:
            with journal.change("change"):
                if str(record.version) != (form.version.data or ""):
                    raise Conflict
                form.write(record)
                db.session.add(record)
            flash(_("The calendar is saved; years that are opened from now on begin with it."))
            return redirect(next_address(url_for("administration.organisations")), 303)
        except Conflict:
            flash(_("Somebody changed this calendar meanwhile; look through the days."), "error")
            return redirect(request.full_path, 303)
    return edited(
        form, record, _("Academic year and trimesters"),
        (url_for("administration.organisation", organisation_id=owner.id), owner.name),
        template="administration/calendar.html", owner=owner, year_asked=year,
        spans=calendars.SPANS, step="calendar", years=range(now - 1, now + 2),
        begun=[each for each in _years_of(owner.id) if each.year == year],
    )  # fmt: skip


def _calendar_form(record: SchoolCalendar, year: int) -> CalendarForm:
    form = CalendarForm(record)
    form.year = year
    scheme = request.args.get("scheme")
    if not form.is_submitted() and scheme in (Scheme.TRIMESTERS, Scheme.QUARTERS):
        form.scheme.data = Scheme(scheme)
        for name, day in calendars.proposed(form.scheme.data, year).items():
            form[name].data = day
    return form
