"""Forms of accounts."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, ValidationError

from mmo.accounts import making, managing
from mmo.accounts.models import Role
from mmo.accounts.passwords import SHORTEST
from mmo.records.forms import RecordForm


class SignInForm(FlaskForm):
    login = StringField(_l("Login"), [DataRequired(_l("Enter your login.")), Length(max=64)])
    password = PasswordField(
        _l("Password"), [DataRequired(_l("Enter your password.")), Length(max=200)]
    )


class NewPasswordForm(FlaskForm):
    password = PasswordField(
        _l("New password"),
        [
            DataRequired(_l("Enter a password.")),
            Length(SHORTEST, 200, _l("A password has at least %(min)d characters.")),
        ],
    )
    again = PasswordField(
        _l("Password once more"), [EqualTo("password", _l("The two passwords differ."))]
    )


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(
        _l("Present password"), [DataRequired(_l("Enter your password.")), Length(max=200)]
    )


class AccountForm(RecordForm):
    full_name = StringField(
        _l("Full name"),
        [DataRequired(_l("Enter the full name: surname, name, patronymic.")), Length(max=200)],
    )
    login = StringField(
        _l("Login"), [Length(max=64)],
        description=_l("Leave it empty: it is made from the name."),
    )  # fmt: skip

    def write(self, record: Any) -> None:
        """An empty login leaves the one that there is."""
        record.full_name = str(self.full_name.data).strip()
        record.login = self.login.data or record.login

    def validate_login(self, field: Any) -> None:
        """A login is readable, and nobody else's."""
        login = (field.data or "").strip().casefold()
        field.data = login
        own = self.record.login if self.record is not None else None
        if login and not making.LOGIN.fullmatch(login):
            raise ValidationError(_("A login has 2 to 64 letters, digits, dots, dashes or @."))
        if login and login != own and not making.is_free(login):
            raise ValidationError(_("Somebody has this login already."))


class RoleFields:
    """A role and its scope; which of them are offered depends on who gives them."""

    role = SelectField(_l("Role"), validate_choice=False)
    where = SelectField(
        _l("Where"), validate_choice=False,
        description=_l("An association for a head, a secretary and a member; an organisation for "
                       "a deputy director and a director."),
    )  # fmt: skip


class GrantForm(FlaskForm, RoleFields):
    def offer(self, roles: dict[str, str], places: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """The roles and scopes that may be given."""
        self.role.choices = list(roles.items())
        self.places = places
        self.where.choices = {
            "": [("", "—")], **{title: list(rows) for title, rows in places if rows}
        }  # fmt: skip

    def validate_where(self, field: Any) -> None:
        """The role is one in such a place, and may be given there."""
        if self.role.data not in {value for value, _word in self.role.choices or ()}:
            raise ValidationError(_("Choose a role of the list."))
        offered = {value for _title, rows in self.places for value, _name in rows} | {""}
        if field.data not in offered or self.scope() is None:
            raise ValidationError(_("This role is not given there; choose where it holds."))

    def scope(self) -> dict[str, UUID | None] | None:
        """The columns of the grant."""
        return managing.scope_of(Role(self.role.data), self.where.data or "")


class NewAccountForm(AccountForm, GrantForm):
    """An account with its first role; `key` is the id of the account that it makes."""
