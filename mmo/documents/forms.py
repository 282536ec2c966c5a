"""Forms of papers: how an organisation wants them, a name's cases, an own template."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from mmo.documents.labels import FONT, STANDARD
from mmo.records.fields import Choice
from mmo.records.forms import RecordForm


class Between:
    """A whole number between two others, told in one sentence."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is None or not self.least <= field.data <= self.most:
            raise ValidationError(
                _(
                    "Type a whole number from %(least)d to %(most)d.",
                    least=self.least,
                    most=self.most,
                )
            )


def number(label: Any, least: int, most: int) -> IntegerField:
    """A field for a whole number between two others."""
    return IntegerField(
        label,
        [InputRequired(_l("Type a number.")), Between(least, most)],
        render_kw={"inputmode": "numeric", "min": least, "max": most},
    )


def line(label: Any, most: int = 300) -> StringField:
    """A field for a line of text that may stay empty."""
    return StringField(label, [Length(max=most, message=_l("This text is too long."))])


class StyleForm(RecordForm):
    letterhead = TextAreaField(
        _l("Letterhead"), [Length(max=2000, message=_l("This text is too long."))]
    )
    place = line(_l("Place"))
    signer_post = line(_l("Post of the one who signs and approves"))
    signer_name = line(_l("Full name of the one who signs and approves"))
    approver_post = line(_l("Post of the one who agrees the plan"))
    approver_name = line(_l("Full name of the one who agrees the plan"))
    font = Choice(_l("Font"), FONT)
    size = number(_l("Size of the text"), 10, 16)
    table_size = number(_l("Size in tables"), 8, 14)
    margin_left = number(_l("Left margin, mm"), 10, 50)
    margin_right = number(_l("Right margin, mm"), 5, 50)
    margin_top = number(_l("Top margin, mm"), 10, 50)
    margin_bottom = number(_l("Bottom margin, mm"), 10, 50)
    standard = Choice(_l("Kind of PDF"), STANDARD)


class CasesForm(RecordForm):
    genitive = line(_l("Genitive (of whom)"))
    dative = line(_l("Dative (to whom)"))
    accusative = line(_l("Accusative (whom)"))

    def write(self, record: Any) -> None:
        """Names have one space between their words."""
        for name in self.own_fields():
            setattr(record, name, " ".join((self[name].data or "").split()))


class TemplateForm(FlaskForm):
    file = FileField(_l("Word file of the template"), [FileRequired(_l("Choose a file."))])
