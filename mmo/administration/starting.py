"""What a new association begins with: its first year, and its head."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from mmo import journal
from mmo.accounts import links, making
from mmo.accounts.models import Account, Grant, Role
from mmo.administration.forms import HeadForm
from mmo.associations import calendars
from mmo.associations.models import AssociationYear, YearOrganisation
from mmo.database import Base, text_key, uuid7
from mmo.extensions import db
from mmo.members.models import HeadAppointment, Member, Person


def first_year(association_id: UUID, organisation_id: UUID, year: int) -> list[Base]:
    """An empty year with the founder's dates, to be saved."""
    _scheme, dates = calendars.remembered(organisation_id, year)
    key = uuid7()
    made = AssociationYear(association_id=association_id, id=key, year=year, **dates)
    founder = YearOrganisation(
        association_id=association_id, year_id=key, organisation_id=organisation_id, ordinal=0
    )
    return [made, founder]


def latest_year(association_id: UUID) -> AssociationYear | None:
    """The latest year of an association that is not closed."""
    return db.session.scalars(
        select(AssociationYear)
        .where(AssociationYear.association_id == association_id,
               AssociationYear.closed_at.is_(None))
        .order_by(AssociationYear.year.desc())
        .limit(1)
    ).first()  # fmt: skip


def make_head(form: HeadForm, year: AssociationYear) -> tuple[Account, str] | None:
    """Keep the account, the member and the appointment of a valid form.

    Returns the account and the link that sets its password; None where the login is not to be
    had, which the form then says.
    """
    full_name = str(form.full_name.data)
    login = (form.login.data or making.proposed_login(full_name)).casefold()
    if not making.LOGIN.fullmatch(login):
        form.login.errors = [_("A login has 2 to 64 letters, digits, dots, dashes or @.")]
        return None
    if not making.is_free(login):
        form.login.errors = [_("Somebody has this login already.")]
        return None
    account = making.new_account(full_name, login, form.new_id)
    with journal.change("change"):
        member = _member(year, full_name)
        account.person_id = member.person_id
        link, address = links.new_link(account.id)
        grant = Grant(account_id=account.id, role=Role.HEAD, association_id=year.association_id)
        db.session.add_all([account, _appointment(form, year, member)])
        db.session.flush()
        db.session.add_all([grant, link])
    return account, address


def _member(year: AssociationYear, full_name: str) -> Member:
    """The member of this name, or a new one; a person stands behind either."""
    member = db.session.scalars(
        select(Member).where(
            Member.association_id == year.association_id,
            Member.year_id == year.id,
            Member.name_key == text_key(full_name),
        )
    ).first()
    if member is None:
        member = Member(
            **_place(year),
            organisation_id=year.association.organisation_id,
            full_name=full_name,
            name_key=text_key(full_name) or "",
            pedagogical=True,
            joined_on=year.start,
        )
    if member.person_id is None:
        person = Person(id=uuid7(), full_name=full_name)
        db.session.add(person)
        db.session.flush()
        member.person_id = person.id
    db.session.add(member)
    return member


def _appointment(form: HeadForm, year: AssociationYear, member: Member) -> HeadAppointment:
    names = ("post", "issuer", "order_number", "order_date", "from_on")
    values = {name: form[name].data for name in names}
    return HeadAppointment(**_place(year), member_id=member.id, **values)


def _place(year: AssociationYear) -> dict[str, Any]:
    key = uuid7()
    place = {"association_id": year.association_id, "year_id": year.id}
    return place | {"id": key, "ref": str(key), "ordinal": 0}
