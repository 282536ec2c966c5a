"""How a paper says things: dates, plural forms, initials, and a line where nothing is known.

Papers are in Russian whatever language the screens have, so nothing here goes through gettext.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date

RUSSIAN = Locale("ru")
FORMS = ("one", "few", "many")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
"""Characters that a paper cannot hold, or that would turn its lines round."""


class Blank(str):
    """A line to be filled in by hand. It prints as a line, and a template takes it for nothing."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


BLANK = Blank("______________")


def text(value: object) -> str:
    """A value as a paper prints it; where there is none, a line to be filled in by hand."""
    if value is None:
        return BLANK
    kept = UNPRINTABLE.sub("", str(value).replace("\r\n", "\n").replace("\t", " ")).strip()
    return kept or BLANK


def day(value: date | None) -> str:
    """``20 февраля 2026 г.``"""
    return format_date(value, "d MMMM y 'г.'", locale=RUSSIAN) if value else BLANK


def short_day(value: date | None) -> str:
    """``20.02.2026``, as tables have it."""
    return format_date(value, "dd.MM.y", locale=RUSSIAN) if value else BLANK


def number(value: int | None) -> str:
    """A whole number; where there is none, a line."""
    return BLANK if value is None else str(value)


def plural(count: Any, one: str, few: str, many: str) -> str:
    """The form of a word that goes with a number: 1 человек, 2 человека, 5 человек."""
    forms = dict(zip(FORMS, (one, few, many), strict=True))
    return forms.get(RUSSIAN.plural_form(int(count)) if str(count).isdigit() else "many", many)


def counted(count: Any, one: str, few: str, many: str) -> str:
    """A number with its word: ``12 человек``."""
    return f"{count} {plural(count, one, few, many)}"


def lower_first(value: str) -> str:
    """A text with a small first letter, unless its first word is an abbreviation."""
    if not value or value[1:2].isupper():
        return value
    return value[0].lower() + value[1:]


def upper_first(value: str) -> str:
    """A text with a capital first letter."""
    return value[:1].upper() + value[1:] if value else value


def stopped(value: str) -> str:
    """A text that ends as a sentence does."""
    return value if not value or value[-1] in ".!?…;:" else f"{value}."


FILTERS: dict[str, Callable[..., str]] = {
    "plural": plural,
    "counted": counted,
    "lower_first": lower_first,
    "upper_first": upper_first,
    "stopped": stopped,
}
"""What a template may do to a value, in our papers and in an organisation's own."""
