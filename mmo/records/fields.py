"""Fields of forms: text without stray spaces, days, choices among the year's records.

An empty field is None. What a browser can be made to send and a person cannot mean (a day of the
year 0) is refused in words; a NUL character no form brings as far as here (`web.refuse_nul`).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import Choice as Option
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

LONGEST_NUMBER = 12
"""Digits that are read as a number at all."""
SHORT, LONG = 500, 20_000
"""Characters of a line and of a text that are taken at most."""


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.replace("\r\n", "\n").strip() or None


def _rules(required: str | None, longest: int) -> list[Any]:
    length = Length(max=longest, message=_l("At most %(max)d characters."))
    first = DataRequired(required) if required else Optional()
    return [first, length]


class Text(StringField):
    """A line of text; `required` is the sentence that asks for it.

    `suggestions` are offered while one types; anything else may be typed as well.
    """

    suggestions: Sequence[str] = ()

    def __init__(self, label: Any, required: Any = None, longest: int = SHORT, **more: Any) -> None:
        self.longest = longest
        super().__init__(label, _rules(required, longest), filters=[_clean], **more)


class LongText(TextAreaField):
    """A text of several lines."""

    def __init__(self, label: Any, required: Any = None, longest: int = LONG, **more: Any) -> None:
        self.longest = longest
        more.setdefault("render_kw", {"rows": 3})
        super().__init__(label, _rules(required, longest), filters=[_clean], **more)


class Lines(TextAreaField):
    """A list of texts, one on a line."""

    def __init__(self, label: Any, **more: Any) -> None:
        more.setdefault("render_kw", {"rows": 3})
        super().__init__(label, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Lines that are not empty."""
        if valuelist:
            lines = str(valuelist[0]).replace("\r\n", "\n").split("\n")
            self.data = [line.strip() for line in lines if line.strip()]

    def _value(self) -> str:
        return "\n".join(self.data or [])


class Day(DateField):
    """A day; `required` is the sentence that asks for it."""

    def __init__(self, label: Any, required: Any = None, **more: Any) -> None:
        first = InputRequired(required) if required else Optional()
        super().__init__(label, [first], **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A day as the browser sends it, or as people type it."""
        text = str(valuelist[0]).strip() if valuelist else ""
        if not valuelist:
            return
        if not text:
            self.data = None
            return
        for shape in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                self.data = _day_of(text, shape)
                return
            except ValueError:
                continue
        self.data = None
        raise ValueError(_("“%(text)s” is not a day; write it as 20.02.2026.", text=text[:30]))


def _day_of(text: str, shape: str) -> date:
    return datetime.strptime(text, shape).date()


class Number(IntegerField):
    """A whole number, not negative."""

    def __init__(self, label: Any, most: int = 1_000_000, **more: Any) -> None:
        self.most = most
        super().__init__(label, [Optional()], **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A number as people type it."""
        if not valuelist:
            return
        text = str(valuelist[0]).strip()
        self.data = None
        if not text:
            return
        if (
            not (text.isascii() and text.isdecimal())
            or len(text) > LONGEST_NUMBER
            or int(text) > self.most
        ):
            raise ValueError(
                _("“%(text)s”: a whole number from 0 to %(most)d is needed.",
                  text=text[:30], most=self.most)
            )  # fmt: skip
        self.data = int(text)


class Flag(BooleanField):
    """Yes or no."""


class Choice(SelectField):
    """One word of an enumeration; where `empty` is given, none may be chosen."""

    def __init__(self, label: Any, words: Any, empty: Any = None, **more: Any) -> None:
        self._words, self._empty = words, empty
        super().__init__(label, coerce=self._coerce, choices=self._offered, **more)

    def offer(self, words: Any) -> None:
        """Other words to choose from than those it was made with."""
        self._words = words
        self.choices = self._offered()

    def _coerce(self, value: Any) -> Any:
        if value in (None, "", "None"):
            return None
        text = str(getattr(value, "value", value))
        return next((word for word in self._words if str(word) == text), text)

    def _offered(self) -> list[SelectChoice]:
        words = [SelectChoice(str(word), str(label)) for word, label in self._words.items()]
        return [SelectChoice("", str(self._empty)), *words] if self._empty is not None else words

    def pre_validate(self, form: Any) -> None:
        """What is chosen must be one of the words."""
        if self.data is None and self._empty is not None:
            return
        if self.data not in self._words:
            raise ValidationError(_("Choose one of the list."))


class Reference(SelectField):
    """A record of the same year; its choices are given by the form (`offer`)."""

    offered: Sequence[tuple[str, str]] = ()

    def __init__(self, label: Any, required: Any = None, **more: Any) -> None:
        self._required = required
        super().__init__(label, coerce=_key, choices=[], validate_choice=False, **more)

    def offer(self, records: Iterable[tuple[UUID, str]], empty: str = "—") -> None:
        """The records that may be chosen."""
        self.offered = [("", empty), *((str(key), name) for key, name in records)]

    def pre_validate(self, form: Any) -> None:
        """What is chosen must be offered; nothing at all only where that is allowed."""
        if self.data is None:
            if self._required:
                raise ValidationError(self._required)
            return
        if str(self.data) not in {key for key, _name in self.offered}:
            raise ValidationError(_("Choose one of the list."))

    def iter_choices(self) -> Any:
        """The choices as WTForms draws them."""
        chosen = str(self.data) if self.data else ""
        for key, name in self.offered:
            yield Option(key, name, key == chosen, {})


def _key(value: Any) -> UUID | None:
    if value in (None, "", "None"):
        return None
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return UUID(int=0)  # offered nowhere, so it is refused in words


class References(SelectMultipleField):
    """Several records of the same year, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    offered: Sequence[tuple[str, str]] = ()

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, coerce=_key, choices=[], validate_choice=False, **more)

    def offer(self, records: Sequence[tuple[UUID, str]]) -> None:
        """The records that may be chosen."""
        self.offered = [(str(key), name) for key, name in records]

    def pre_validate(self, form: Any) -> None:
        """Everything chosen must be offered, and once."""
        offered = {key for key, _name in self.offered}
        chosen = list(dict.fromkeys(self.data or ()))
        if any(str(key) not in offered for key in chosen):
            raise ValidationError(_("Choose from the list."))
        self.data: Any = chosen

    def iter_choices(self) -> Any:
        """The choices as WTForms draws them."""
        chosen = {str(key) for key in self.data or ()}
        for key, name in self.offered:
            yield Option(key, name, key in chosen, {})


class Clauses(SelectMultipleField):
    """Clauses that a record proves, picked from the living regulation."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    sections: Sequence[tuple[str, Sequence[tuple[str, str, str]]]] = ()
    """By section: the clause's id, its number, its gist."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        more.setdefault("description", _l("What this record proves beside what its kind proves."))
        super().__init__(label or _l("Clauses"), choices=[], validate_choice=False, **more)

    def offer(self, sections: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]) -> None:
        """The clauses that may be chosen; those already chosen stay, wherever they are from."""
        self.sections = sections

    @property
    def known(self) -> set[str]:
        """The clauses that are offered, and those that were there before."""
        offered = {clause for _title, rows in self.sections for clause, _number, _gist in rows}
        return offered | set(self.object_data or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The chosen clauses, each once."""
        self.data: Any = list(dict.fromkeys(str(value) for value in valuelist))

    def pre_validate(self, form: Any) -> None:
        """Everything chosen must be a clause, or have been there before."""
        chosen = self.data or []
        if not self.known.issuperset(chosen):
            raise ValidationError(_("Choose from the list."))
