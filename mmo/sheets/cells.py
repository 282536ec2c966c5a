"""A cell of a spreadsheet as a value: what people really type, and a sentence where it is none."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from mmo.exchange.wording import value as in_words
from mmo.sheets.columns import Column, Sort
from mmo.sheets.lists import Lists, key
from mmo.validation import shorten

EMPTY = object()
"""The cell is empty: what is stored stays."""
CLEAR = ("-", "–", "—")
"""A lone dash: what is stored is taken out."""
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s?\w\.?)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
NUMBER = re.compile(r"(\d{1,9})(?:[.,]0+)?")
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 20_000


class Wrong(Exception):
    """What stands in the cell is not what the column holds; the sentence says what is allowed."""


def convert(cell: Any, column: Column, lists: Lists) -> Any:
    """The value of a cell; `EMPTY` where there is nothing in it, None where it is cleared.

    Raises:
        Wrong: with a sentence that says what is allowed.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return EMPTY
    if isinstance(cell, str) and cell.strip() in CLEAR:
        if column.required:
            raise Wrong(_("this column must be filled"))
        return column.default if column.sort in (Sort.YES_NO, Sort.CHOICE) else _nothing(column)
    if isinstance(cell, str) and IMPOSSIBLE.search(cell):
        raise Wrong(_("there is a character here that no text has"))
    return READERS[column.sort](cell, column, lists)


def _nothing(column: Column) -> Any:
    return [] if column.sort in (Sort.MEMBERS, Sort.CLAUSES) else None


def _written(cell: Any) -> str:
    """A cell as a text: a number without a useless fraction, a day as people write it."""
    if isinstance(cell, dict):
        return in_words("", "", cell["day"])
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return str(cell).replace("\r\n", "\n").strip()


def _text(cell: Any, column: Column, lists: Lists) -> str:
    text = _written(cell)
    if len(text) > LONGEST:
        raise Wrong(_("more than %(limit)d characters", limit=LONGEST))
    return text


def _day(cell: Any, column: Column, lists: Lists) -> date:
    if isinstance(cell, dict):
        found = date.fromisoformat(cell["day"])
    else:
        text = _written(cell)
        dotted, iso = DAY.fullmatch(text), ISO.fullmatch(text)
        try:
            if dotted:
                found = date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
            elif iso:
                found = date(int(iso[1]), int(iso[2]), int(iso[3]))
            else:
                raise ValueError
        except ValueError:
            raise Wrong(_("%(found)s; allowed: a day such as 20.02.2026",
                          found=shorten(text))) from None  # fmt: skip
    if not 1900 <= found.year <= 2200:
        raise Wrong(_("%(found)s; allowed: the years 1900 to 2200", found=found.year))
    return found


def _number(cell: Any, column: Column, lists: Lists) -> int:
    found = NUMBER.fullmatch(_written(cell))
    if not found or isinstance(cell, bool):
        raise Wrong(_("%(found)s; allowed: a whole number from 0", found=shorten(_written(cell))))
    return int(found[1])


def _yes_no(cell: Any, column: Column, lists: Lists) -> bool:
    words = {"yes": True, "no": False, "1": True, "0": False, "+": True, "true": True,
             "false": False, key(_("yes")): True, key(_("no")): False}  # fmt: skip
    return bool(_one_of(words, cell, f"{_('yes')}, {_('no')}"))


def _choice(cell: Any, column: Column, lists: Lists) -> str:
    words = {key(str(word)): str(value) for value, word in column.words.items()}
    words |= {str(value): str(value) for value in column.words}
    return str(_one_of(words, cell, ", ".join(map(str, column.words.values()))))


def _organisation(cell: Any, column: Column, lists: Lists) -> Any:
    return _one_of(lists.organisations, cell, "; ".join(lists.offered(Sort.ORGANISATION)))


def _member(cell: Any, column: Column, lists: Lists) -> Any:
    return _one_of(lists.members, cell, _("full name of a member of this year"))


def _members(cell: Any, column: Column, lists: Lists) -> list[Any]:
    parts = re.split(r"[;\n,]", _written(cell))
    return list(dict.fromkeys(_member(part, column, lists) for part in parts if part.strip()))


def _clauses(cell: Any, column: Column, lists: Lists) -> list[str]:
    allowed = _("numbers of clauses such as 5.4, with a semicolon between them")
    parts = re.split(r"[;\n]", _written(cell))
    return list(dict.fromkeys(_one_of(lists.clauses, p, allowed) for p in parts if p.strip()))


def _one_of(words: Mapping[str, Any], cell: Any, allowed: str) -> Any:
    text = _written(cell)
    if key(text) not in words:
        raise Wrong(_("%(found)s; allowed: %(allowed)s", found=shorten(text), allowed=allowed))
    if words[key(text)] is None:
        raise Wrong(_("%(found)s may mean several; write the full name", found=shorten(text)))
    return words[key(text)]


READERS: dict[Sort, Callable[[Any, Column, Lists], Any]] = {
    Sort.TEXT: _text,
    Sort.DAY: _day,
    Sort.NUMBER: _number,
    Sort.YES_NO: _yes_no,
    Sort.CHOICE: _choice,
    Sort.ORGANISATION: _organisation,
    Sort.MEMBER: _member,
    Sort.MEMBERS: _members,
    Sort.CLAUSES: _clauses,
}


def shown(value: Any, column: Column, lists: Lists) -> Any:
    """A value as it is written into a cell; nothing is an empty text."""
    match column.sort:
        case Sort.ORGANISATION | Sort.MEMBER:
            return lists.words.get(value, "")
        case Sort.MEMBERS | Sort.CLAUSES:
            return "; ".join(lists.words.get(each, str(each)) for each in value or ())
        case Sort.YES_NO:
            return _("yes") if value else _("no")
        case Sort.CHOICE:
            return str(column.words[value]) if value else ""
    return "" if value is None else value
