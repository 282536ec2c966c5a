"""Forms of administration."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp, ValidationError

from mmo.accounts.passwords import SHORTEST
from mmo.administration import first_run


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
                r"^[\w.@-]{2,64}$",
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
