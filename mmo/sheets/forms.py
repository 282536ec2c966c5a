"""The form of a table that comes in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class SheetForm(FlaskForm):
    file = FileField(_l("File of the table"), [FileRequired(_l("Choose a file."))])
