"""How values of a record are shown where there is no field: a card that is read, a history."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _

from mmo.records.fields import Choice, Clauses, Reference, References


def shown(field: Any) -> str:
    """The value of a form's field as words; an empty one is a dash."""
    return value_of(field, field.data)


def value_of(field: Any, value: Any) -> str:
    """A value as this field of a form would show it."""
    if isinstance(field, Reference | References):
        names = {str(key): str(name) for key, name in field.offered}
        keys = value if isinstance(value, list | tuple) else [value]
        return "; ".join(names.get(str(key), "—") for key in keys if key) or "—"
    if isinstance(field, Choice):
        return str(field._words.get(value, value)) if value is not None else "—"
    if isinstance(field, Clauses):
        numbers = {clause: number for _title, rows in field.sections for clause, number, _g in rows}
        return ", ".join(numbers.get(clause, clause) for clause in value or ()) or "—"
    return plain_value(value)


def plain_value(value: Any, words: Mapping[str, str] | None = None) -> str:
    """A stored value in words: days, yes and no, lists; `words` are names of references."""
    match value:
        case None | "" | []:
            return "—"
        case bool():
            return _("yes") if value else _("no")
        case date():
            return str(format_date(value, "d MMMM y"))
        case UUID():
            return (words or {}).get(str(value), "—")
        case Enum():
            return str(value.value)
        case list():
            return "; ".join(str(each) for each in value)
        case str() if words and value in words:
            return words[value]
        case str() if len(value) == len("2026-02-20"):
            try:
                return str(format_date(date.fromisoformat(value), "d MMMM y"))
            except ValueError:
                return value
    return str(value)
