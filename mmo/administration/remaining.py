"""«Что осталось настроить»: the steps from an empty installation to a working one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, func, select

from mmo.accounts.models import Account, Grant, Role
from mmo.associations.models import Association, AssociationYear, Organisation, SchoolCalendar
from mmo.extensions import db
from mmo.schoolyear import year_of
from mmo.web import today


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up: what it is called, what it is for, where, and whether it is done."""

    name: str
    title: Any
    about: Any
    address: str
    done: bool
    ready: bool = True
    """Whether what it leans on is there already."""
    where: str = ""
    """Of which organisation or association it is, where it is of one."""


def steps() -> list[Step]:
    """Every step with its state, in two queries."""
    year = year_of(today())
    count = db.session.execute(
        select(
            select(func.count()).select_from(Organisation).scalar_subquery().label("organisations"),
            select(func.count()).select_from(SchoolCalendar).scalar_subquery().label("calendars"),
            select(func.count())
            .select_from(AssociationYear)
            .where(AssociationYear.year >= year)
            .scalar_subquery()
            .label("years"),
        )
    ).one()
    first, headless, where_first, where_headless = _lacking()
    organisation = first and url_for("administration.calendar", organisation_id=first)
    head = headless and url_for("administration.head", association_id=headless)
    return [
        Step("organisation", _l("Organisation"),
             _l("The school or the methodical office that founds the association."),
             url_for("administration.new_organisation"), count.organisations > 0),
        Step("calendar", _l("Academic year and trimesters"),
             _l("When the year begins and ends; terms are counted from these days."),
             organisation or url_for("administration.organisations"),
             count.calendars > 0 or count.years > 0, count.organisations > 0, where_first or ""),
        Step("association", _l("Association"),
             _l("Of a school or of the district; it decides the regulation."),
             url_for("administration.new_association"), count.years > 0,
             count.organisations > 0),
        Step("head", _l("Head of the association"),
             _l("An account, a member and an appointment in one short form."),
             head or url_for("administration.associations"),
             headless is None and count.years > 0, count.years > 0, where_headless or ""),
    ]  # fmt: skip


def _lacking() -> tuple[UUID | None, UUID | None, str | None, str | None]:
    """An organisation without a calendar, an association without a head's account; their names."""
    calendar = exists().where(SchoolCalendar.organisation_id == Organisation.id)
    headed = exists().where(
        Grant.association_id == Association.id,
        Grant.role == Role.HEAD,
        Account.id == Grant.account_id,
        Account.disabled_at.is_(None),
    )
    has_year = exists().where(AssociationYear.association_id == Association.id)
    first = select(Organisation.id).where(~calendar).order_by(Organisation.id).limit(1)
    headless = select(Association.id).where(has_year, ~headed).order_by(Association.id).limit(1)
    row = db.session.execute(
        select(
            first.scalar_subquery().label("first"),
            headless.scalar_subquery().label("headless"),
            first.with_only_columns(Organisation.name).scalar_subquery().label("first_name"),
            headless.with_only_columns(Association.name).scalar_subquery().label("headless_name"),
        )
    ).one()
    return row.first, row.headless, row.first_name, row.headless_name


def next_address(default: str) -> str:
    """After a step of the first set-up: the next one; afterwards, where the page belongs."""
    left = [step for step in steps() if not step.done]
    return left[0].address if left else default
