"""Reads a bundle's bytes as JSON, refusing what a careful reader must refuse.

JSON as Python reads it takes repeated keys, NaN and any nesting; the format does not.
"""

import json
import re
from collections import Counter
from typing import Any

from flask_babel import gettext as _

from mmo.validation import Fault, Path

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 32
"""The format needs eight; more than this is not a bundle, and would cost memory to say so."""


class Unreadable(Exception):
    """The bytes are not JSON that can be read, or hold what no bundle may."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = found
        super().__init__(found[0].sentence)


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys it met twice."""

    repeated: tuple[str, ...] = ()


class _NotANumber:
    """Stands where the file has NaN or Infinity."""

    def __init__(self, word: str) -> None:
        self.word = word


def read_json(data: bytes) -> Any:
    """The value that the bytes of a file hold.

    Raises:
        Unreadable: too large, not UTF-8, not JSON, too deep, with repeated keys, NaN or NUL.
    """
    text = _decode(data)
    _refuse_deep(text)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_NotANumber)
    except json.JSONDecodeError as error:
        place = _("line %(line)d, character %(column)d", line=error.lineno, column=error.colno)
        raise _refusal(_("the file is not JSON: %(place)s", place=place)) from None
    except ValueError:  # a whole number of thousands of digits
        raise _refusal(_("the file has a number too long to read")) from None
    if found := list(_impossible(value)):
        raise Unreadable(found)
    return value


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _refusal(_("the file is larger than 20 MB"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("the file is not UTF-8: byte %(byte)d cannot be read", byte=error.start + 1)
        raise _refusal(sentence) from None


def _refuse_deep(text: str) -> None:
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, token.start()) + 1
                raise _refusal(
                    _("lists and objects are nested too deep in line %(line)d", line=line)
                )
        elif token[0] in "]}":
            depth -= 1


def _refusal(sentence: str) -> Unreadable:
    return Unreadable([Fault((), sentence)])


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _value in pairs)
        found.repeated = tuple(key for key, count in counts.items() if count > 1)
    return found


def _impossible(value: Any) -> Any:
    """Faults of what JSON allows and a bundle does not, wherever it stands."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Object):
            for key in value.repeated:
                yield Fault((*path, key), _("this key stands twice in one object"))
            waiting.extend(((*path, key), each) for key, each in value.items())
            for key in value:
                if sentence := _bad_text(key):
                    yield Fault((*path, key), sentence)
        elif isinstance(value, list):
            waiting.extend(((*path, index), each) for index, each in enumerate(value))
        elif isinstance(value, _NotANumber):
            yield Fault(path, _("%(word)s is not a number that JSON knows", word=value.word))
        elif isinstance(value, str) and (sentence := _bad_text(value)):
            yield Fault(path, sentence)


def _bad_text(text: str) -> str | None:
    if "\x00" in text:
        return _("the text has a NUL character")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return _("the text has half of a surrogate pair, which is no character")
    return None
