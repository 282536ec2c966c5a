"""Forms of papers: a section, the steps of a paper, remarks, sharing."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from mmo.reports.content import SectionView
from mmo.reports.figures import FIGURES
from mmo.reports.sections import Section
from mmo.web import today

LONGEST = 20_000
FIGURE = "figure_"
"""What the name of a figure's field begins with."""


def not_ahead(_form: FlaskForm, field: DateField) -> None:
    """What is done is not dated later than today."""
    if isinstance(field.data, date) and field.data > today():
        raise ValidationError(_("This day is still ahead: enter the day on which it was done."))


def _day(label: Any) -> DateField:
    return DateField(label, [DataRequired(_l("Enter the day.")), not_ahead], default=today)


class CompleteForm(FlaskForm):
    author = SelectField(_l("Author"), [Optional()])
    completed_on = _day(_l("Completed on"))


class SubmitForm(FlaskForm):
    submitted_to = StringField(
        _l("Handed in to"), [DataRequired(_l("Say to whom it is handed in.")), Length(max=200)]
    )
    submitted_on = _day(_l("Day of handing in"))


class ReviewForm(FlaskForm):
    reviewed_by = StringField(
        _l("Reviewed by"),
        [DataRequired(_l("Enter the name of who reviewed it.")), Length(max=200)],
    )
    reviewed_on = _day(_l("Reviewed on"))


class AcceptForm(FlaskForm):
    accepted_on = _day(_l("Accepted on"))


class RemarkForm(FlaskForm):
    clause = SelectField(_l("Clause"), [Optional()], validate_choice=False)
    text = TextAreaField(
        _l("Remark"), [DataRequired(_l("Write what is to be corrected.")), Length(max=4000)]
    )


class AnswerForm(FlaskForm):
    answer = TextAreaField(_l("Answer"), [DataRequired(_l("Write an answer.")), Length(max=4000)])


class ShareForm(FlaskForm):
    with_text = BooleanField(_l("With the texts of the analysis and of the year-end report"))
    with_records = BooleanField(_l("With the titles of meetings, activities and materials"))


def section_form(section: Section) -> type[FlaskForm]:
    """The form of a section: its text, and a number for every figure that may be typed over."""

    class SectionForm(FlaskForm):
        text = TextAreaField(_l("Text"), [Length(max=LONGEST)])
        version = IntegerField(default=0, validators=[Optional()])

    for code in section.figures:
        if FIGURES[code].by is None:
            field = IntegerField(
                FIGURES[code].title,
                [Optional(), NumberRange(0, 1_000_000, _l("A number from 0."))],
            )
            setattr(SectionForm, f"{FIGURE}{code}", field)
    return SectionForm


def fill(form: FlaskForm, shown: SectionView) -> None:
    """Fill the form of a section in with what is stored of it."""
    form.version.data = shown.row.version if shown.row else 0
    form.text.data = shown.text
    for each in shown.figures:
        if each.typed is not None:
            form[f"{FIGURE}{each.figure.code}"].data = each.typed


def typed_figures(form: FlaskForm) -> dict[str, int | None]:
    """The numbers that were typed, by the code of their figure."""
    own = (field for field in form if field.name.startswith(FIGURE))
    return {field.name.removeprefix(FIGURE): field.data for field in own}
