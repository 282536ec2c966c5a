"""Forms of the regulation's wording."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class LoadForm(FlaskForm):
    file = FileField(_l("File of the regulation"), [FileRequired(_l("Choose a file."))])
