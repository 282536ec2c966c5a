"""Reads a bundle's bytes as JSON, refusing what a careful reader must refuse.

JSON as Python reads it takes repeated keys and NaN; the format does not.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from flask_babel import gettext as _

from mmo.validation import MOST_FAULTS, Fault

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 32
"""The format needs eight. Python itself refuses a file that is far deeper; this says where."""

BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
"""Brackets, and texts in which brackets mean nothing. It never goes back, so it is linear."""

SURROGATES = re.compile("[\ud800-\udfff]")


class Unreadable(Exception):
    """The bytes are not JSON that can be read."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.sentence)


class Content(NamedTuple):
    """What a file holds, and what of it JSON allows and a bundle does not."""

    value: Any
    faults: list[Fault]


class _Repeating(dict[str, Any]):
    """A JSON object that has keys twice."""

    repeated: tuple[str, ...] = ()


class _NotANumber:
    """Stands where the file has NaN or Infinity."""

    def __init__(self, word: str) -> None:
        self.word = word


NOT_NUMBERS = {word: _NotANumber(word) for word in ("NaN", "Infinity", "-Infinity")}
SUSPECT = (str, _Repeating, _NotANumber)
"""What may be at fault itself."""


def read_json(data: bytes) -> Content:
    """The value that the bytes of a file hold; with at most `MOST_FAULTS` faults.

    Raises:
        Unreadable: too large, not UTF-8, not JSON, too deep.
    """
    text = _decode(data)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=NOT_NUMBERS.get)
    except json.JSONDecodeError as error:
        place = _("line %(line)d, character %(column)d", line=error.lineno, column=error.colno)
        raise _refusal(_("the file is not JSON: %(place)s", place=place)) from None
    except ValueError:  # a whole number of thousands of digits
        raise _refusal(_("the file has a number too long to read")) from None
    except RecursionError:
        line = _line_too_deep(text)
        sentence = _("lists and objects are nested too deep in line %(line)d", line=line)
        raise _refusal(sentence) from None
    return Content(value, list(islice(_impossible(value), MOST_FAULTS)))


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _refusal(_("the file is larger than 20 MB"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("the file is not UTF-8: byte %(byte)d cannot be read", byte=error.start + 1)
        raise _refusal(sentence) from None


def _line_too_deep(text: str) -> int:
    depth, place = 0, 0
    for token in BRACKETS.finditer(text):
        depth += (token[0] in "[{") - (token[0] in "]}")
        place = token.start()
        if depth > MAX_DEPTH:
            break
    return text.count("\n", 0, place) + 1


def _refusal(sentence: str) -> Unreadable:
    return Unreadable(Fault((), sentence))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeating = _Repeating(found)
    counts = Counter(key for key, _value in pairs)
    repeating.repeated = tuple(key for key, count in counts.items() if count > 1)
    return repeating


def _impossible(root: Any) -> Iterator[Fault]:
    """Faults of what JSON allows and a bundle does not, wherever it stands, in the file's order.

    A level is walked to its next list or object, which is walked before the level goes on: the
    place is known at no cost for each of the millions of values that a hostile file may have.
    """
    path: list[Any] = []
    levels = [iter(_entries([root]))]
    while levels:
        for part, value in levels[-1]:
            if isinstance(value, SUSPECT) or isinstance(part, str):
                for more, sentence in _faults_of(part, value):
                    yield Fault((*path[1:], part, *more) if path else more, sentence)
            if value and isinstance(value, dict | list):
                path.append(part)
                levels.append(iter(_entries(value)))
                break
        else:
            levels.pop()
            del path[-1:]


def _entries(value: Any) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _faults_of(part: str | int, value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Faults of an entry's key and of its value, each with the key below it that is at fault."""
    for text in (part, value):
        if isinstance(text, str) and (sentence := _bad_text(text)):
            yield (), sentence
    if isinstance(value, _Repeating):
        for key in value.repeated:
            yield (key,), _("this key stands twice in one object")
    elif isinstance(value, _NotANumber):
        yield (), _("%(word)s is not a number that JSON knows", word=value.word)


def _bad_text(text: str) -> str | None:
    if "\x00" in text:
        return _("the text has a NUL character")
    if SURROGATES.search(text):
        return _("the text has half of a surrogate pair, which is no character")
    return None
