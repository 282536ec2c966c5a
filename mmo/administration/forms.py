"""Forms of administration."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp, ValidationError

from mmo.accounts.passwords import SHORTEST
from mmo.administration import first_run
from mmo.associations.codes import CODE, proposed
from mmo.associations.models import Association, Level, Organisation, OrganisationKind
from mmo.extensions import db
from mmo.labels import ISSUER, LEVEL, ORGANISATION_KIND, POST
from mmo.members.models import Issuer, Post
from mmo.records.fields import Choice, Day, Flag, Reference, Text
from mmo.records.forms import RecordForm
from mmo.schoolyear import year_name, year_of
from mmo.web import today

LOGIN = r"^[\w.@-]{2,64}$"


class FirstRunForm(FlaskForm):
    code = StringField(_l("One-time code"), [DataRequired(_l("Enter the code."))])
    name = StringField(
        _l("Name of the installation"),
        [DataRequired(_l("Enter a name: the school or the district.")), Length(max=200)],
    )
    full_name = StringField(
        _l("Your full name"), [DataRequired(_l("Enter your name.")), Length(max=200)]
    )
    login = StringField(
        _l("Login"),
        [
            DataRequired(_l("Enter a login.")),
            Regexp(
                LOGIN,
                message=_l("A login has 2 to 64 letters, digits, dots, dashes or @."),
            ),
        ],
    )
    password = PasswordField(
        _l("Password"),
        [
            DataRequired(_l("Enter a password.")),
            Length(SHORTEST, 200, _l("A password has at least %(min)d characters.")),
        ],
    )
    again = PasswordField(
        _l("Password once more"),
        [EqualTo("password", _l("The two passwords differ."))],
    )

    def validate_code(self, field: StringField) -> None:
        """The code must be the one that the terminal prints."""
        if not first_run.is_the_code(field.data or ""):
            raise ValidationError(_("This is not the code that the terminal shows."))


class InstallationForm(RecordForm):
    name = Text(
        _l("Name of the installation"),
        _l("Enter a name: the school or the district."),
        200,
    )


class _CodedForm(RecordForm):
    """A form whose code is made from the name where none is typed."""

    model: Any = None

    def validate_code(self, field: Any) -> None:
        """A code is readable in an address, and nobody else's."""
        if not field.data:
            return
        if not CODE.fullmatch(field.data):
            raise ValidationError(
                _("A code has 1 to 64 characters a-z, 0-9 and -, and does not begin with -.")
            )
        own = self.record.id if self.record is not None else None
        other = db.session.scalar(select(self.model.id).where(self.model.code == field.data))
        if other is not None and other != own:
            raise ValidationError(_("Another one has this code."))

    def write(self, record: Any) -> None:
        """An empty code is made from the name."""
        if not self["code"].data:
            self["code"].data = record.code or proposed(self.model, str(self["name"].data))
        super().write(record)


def _code() -> Text:
    return Text(
        _l("Code"), longest=64,
        description=_l("Stands in addresses and in files between installations. Leave it empty: "
                       "it is made from the name."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip


class OrganisationForm(_CodedForm):
    model = Organisation
    name = Text(_l("Name"), _l("Enter the name as papers give it."), 300)
    kind = Choice(_l("Kind"), {kind: ORGANISATION_KIND[kind] for kind in OrganisationKind})
    in_municipality = Flag(
        _l("In the municipality"), default=True,
        description=_l("Its teachers may be members of the municipal association, and the "
                       "methodical office sees its state."),
    )  # fmt: skip
    code = _code()


class AssociationForm(_CodedForm):
    model = Association
    name = Text(_l("Name"), _l("Enter the name as papers give it."), 300)
    level = Choice(_l("Level"), {level: LEVEL[level] for level in Level})
    organisation_id = Reference(_l("Founder"), _l("Choose the organisation that founds it."))
    assigned_regulation = Choice(
        _l("Regulation"), {}, _l("the one of its level"),
        description=_l("Another rule file can be assigned here; years are then judged by it."),
    )  # fmt: skip
    code = _code()

    def prepare(self) -> None:
        """Offer the organisations and the regulations that are loaded."""
        super().prepare()
        rows = db.session.execute(
            select(Organisation.id, Organisation.name).order_by(Organisation.name)
        ).all()
        self.organisation_id.offer([(row.id, row.name) for row in rows])
        if len(rows) == 1 and not self.is_submitted():
            self.organisation_id.data = self.organisation_id.data or rows[0].id
        regulations = current_app.extensions["judge"].regulations.by_id
        self.assigned_regulation.offer({key: each.title for key, each in regulations.items()})


def near_years() -> dict[str, str]:
    """The academic years that are opened by hand: the one before, this one, the next."""
    now = year_of(today())
    return {str(year): year_name(year) for year in (now, now + 1, now - 1)}


class NewAssociationForm(AssociationForm):
    apart = frozenset({"year"})
    year = Choice(_l("First academic year"), {})

    def prepare(self) -> None:
        """Offer the near years."""
        super().prepare()
        self.year.offer(near_years())


class HeadForm(RecordForm):
    full_name = Text(_l("Full name"), _l("Enter the full name: surname, name, patronymic."), 200)
    login = Text(
        _l("Login"), longest=64,
        description=_l("Leave it empty: it is made from the name."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    post = Choice(_l("Post"), {post: POST[post.value] for post in Post})
    issuer = Choice(_l("Whose order"), {issuer: ISSUER[issuer.value] for issuer in Issuer})
    order_number = Text(_l("Number of the order"), longest=60)
    order_date = Day(_l("Date of the order"))
    from_on = Day(_l("Head since"), _l("Enter the first day."))
