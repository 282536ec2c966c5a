"""Forms of accounts."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length


class SignInForm(FlaskForm):
    login = StringField(_l("Login"), [DataRequired(_l("Enter your login.")), Length(max=64)])
    password = PasswordField(
        _l("Password"), [DataRequired(_l("Enter your password.")), Length(max=200)]
    )
