"""What changed between two handings in: words of a text, figures of a section, clauses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 4000
"""Words beyond which a text is compared by lines: comparing words would take too long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a compared text: kept, added or gone."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in a section; `figures` holds code, before, after."""

    text: tuple[Piece, ...]
    figures: tuple[tuple[str, Any, Any], ...]

    def __bool__(self) -> bool:
        return bool(self.text or self.figures)


NOTHING = Changed((), ())


def compare(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Changed:
    """What changed in a section since a snapshot of it."""
    if before is None:
        return NOTHING
    old, new = before.get("figures", {}), after.get("figures", {})
    figures = tuple(
        (code, old.get(code), new.get(code))
        for code in dict.fromkeys((*new, *old))
        if old.get(code) != new.get(code)
    )
    return Changed(_pieces(before.get("text", ""), after.get("text", "")), figures)


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    if before == after:
        return ()
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found = []
    for verb, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, False
    ).get_opcodes():
        if verb == "equal":
            found.append(Piece("kept", "".join(old[start:end])))
            continue
        if start < end:
            found.append(Piece("gone", "".join(old[start:end])))
        if new_start < new_end:
            found.append(Piece("added", "".join(new[new_start:new_end])))
    return tuple(found)
