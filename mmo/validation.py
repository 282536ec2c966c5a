"""What pydantic finds wrong, as sentences that say what was found and what is allowed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from pydantic import ValidationError

Path = tuple[str | int, ...]

MOST_FAULTS = 200
"""More are not told: nobody reads them, and a hostile file could have millions."""

LONGEST_KEY = 200
"""More characters of a key are not told: a hostile file could have a key of millions."""

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that break a line, turn it round, or are none."""


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    path: Path
    sentence: str

    @property
    def pointer(self) -> str:
        """The place as a JSON pointer: ``/members/3/joined_on``; the whole file is ``/``."""
        parts = (cut(str(part), LONGEST_KEY) for part in self.path)
        return "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def faults(error: ValidationError, *, ignore: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Every fault that a validation found.

    Args:
        ignore: parts of a place that pydantic adds and the reader's file does not have,
            such as the names of a union's branches.
    """
    for found in error.errors(include_url=False):
        path = tuple(part for part in found["loc"] if part not in ignore)
        yield Fault(path, _sentence(found))


def _sentence(found: Mapping[str, Any]) -> str:
    context: dict[str, Any] = found.get("ctx", {})
    kind = found["type"]
    if kind == "value_error":
        return str(context["error"])
    shown = shorten(found.get("input"))
    match kind:
        case "missing":
            return _("this key is required")
        case "extra_forbidden":
            return _("this key is not known here")
        case "string_type":
            return _("%(found)s is not a text", found=shown)
        case "int_type" | "int_from_float" | "int_parsing":
            return _("%(found)s is not a whole number", found=shown)
        case "bool_type":
            return _("%(found)s is neither true nor false", found=shown)
        case "list_type" | "tuple_type":
            return _("%(found)s is not a list", found=shown)
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("%(found)s is not an object", found=shown)
        case "literal_error" | "enum":
            return _(
                "%(found)s is not allowed here; allowed: %(allowed)s",
                found=shown,
                allowed=str(context["expected"]).replace("'", "").replace(" or ", ", "),
            )
        case "string_too_short":
            return _("an empty text is not allowed here")
        case "string_too_long":
            return _("longer than %(limit)d characters", limit=context["max_length"])
        case "greater_than_equal":
            return _("%(found)s is less than %(limit)s", found=shown, limit=context["ge"])
        case "less_than_equal":
            return _("%(found)s is more than %(limit)s", found=shown, limit=context["le"])
        case "too_short":
            return _("fewer than %(limit)d entries", limit=context["min_length"])
        case "too_long":
            return _("more than %(limit)d entries", limit=context["max_length"])
    return _("%(found)s is not allowed here: %(why)s", found=shown, why=found["msg"])


def shorten(value: object, limit: int = 60) -> str:
    """A value as it is quoted in a sentence, cut to a readable length."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, str):
        return one_line(f"«{cut(value, limit)}»")
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value)[:limit]


def cut(text: str, limit: int) -> str:
    """A text, or as much of it as the limit lets be."""
    return f"{text[:limit]}…" if len(text) > limit else text


def one_line(text: str) -> str:
    """A text with what cannot be seen in a line written as ``\\n`` or ``\\x00``."""
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
