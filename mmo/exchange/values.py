"""The values of which a bundle is made, and how its records are read.

A file of 20 MB may hold millions of mistakes. They are counted on the way, and what comes after
the last that is told is not looked at (`List`).
"""

import re
from datetime import date
from functools import cache
from itertools import takewhile
from typing import Annotated, Any, TypeVar

from flask_babel import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    StrictStr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from mmo.exchange.parsing import SURROGATES
from mmo.schoolyear import DAY
from mmo.validation import MOST_FAULTS, shorten

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LEAST, LARGEST = -(2**63), 2**63 - 1
"""The whole numbers that a database column holds."""


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError(_("%(found)s is not a date such as 2026-02-20", found=shorten(value)))
    try:
        return date.fromisoformat(value)
    except ValueError:
        text = _("%(found)s is a day that the calendar does not have", found=shorten(value))
        raise ValueError(text) from None


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        text = _(
            "%(found)s is not a code: 1 to 64 characters a-z, 0-9 and -, not beginning with -",
            found=shorten(value),
        )
        raise ValueError(text)
    return value


Day = Annotated[date, BeforeValidator(_day), PlainSerializer(date.isoformat, when_used="json")]
Text = Annotated[StrictStr, Field(min_length=1)]
Code = Annotated[StrictStr, AfterValidator(_code)]
Id = Annotated[StrictStr, Field(min_length=1, max_length=64)]
Ref = StrictStr
"""The id or code of another record; whether there is one is found out in `validating`."""

Number = Annotated[StrictInt, Field(ge=LEAST, le=LARGEST)]
Count = Annotated[StrictInt, Field(ge=0, le=LARGEST)]


class Telling:
    """How many faults a reading will still tell; it is the context of a validation."""

    def __init__(self) -> None:
        self.left = MOST_FAULTS


def _while_told(entries: Any, info: ValidationInfo) -> Any:
    """The entries of a list, up to where so many faults were found that no more are told."""
    telling: Telling = info.context or Telling()
    if not isinstance(entries, list):
        return entries
    return takewhile(lambda _entry: telling.left > 0, entries)


def _counted(entry: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    telling: Telling = info.context or Telling()
    left = telling.left
    try:
        return validate(entry)
    except ValidationError as error:  # among its faults are those of the lists inside
        telling.left = left - error.error_count()
        raise


T = TypeVar("T")
List = Annotated[list[Annotated[T, WrapValidator(_counted)]], BeforeValidator(_while_told)]
Clauses = List[StrictStr]


class Record(BaseModel):
    """Anything in a bundle: null and a missing optional key mean the same; no other keys."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _null_is_missing(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = keys_of(cls)
        strange = [key for key in data if key not in known and not SURROGATES.search(key)]
        kept = {key: data[key] for key in strange[:MOST_FAULTS]}
        return kept | {key: data[key] for key in known if data.get(key) is not None}


@cache
def keys_of(shape: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a record in the file, in the format's order."""
    return tuple(field.alias or name for name, field in shape.model_fields.items())
