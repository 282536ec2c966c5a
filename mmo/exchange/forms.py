"""Forms of files that come in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class BundleForm(FlaskForm):
    file = FileField(_l("File of a year (.json)"), [FileRequired(_l("Choose a file."))])
