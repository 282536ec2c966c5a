"""What is wrong in a rule file, and where: the file, the line, the clause, what is allowed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from pydantic import BaseModel
from ruamel.yaml import YAML

from mmo.compliance.rulefile import (
    AllOfRule,
    ClauseEntry,
    CountRule,
    EachRule,
    EditionEntry,
    EvidenceRule,
    Example,
    Parameter,
    RegulationEntry,
    StateRule,
)
from mmo.compliance.vocabulary import words
from mmo.validation import Fault
from mmo.validation import Path as Place

ENTRIES: dict[str | int, type[BaseModel]] = {
    "editions": EditionEntry,
    "parameters": Parameter,
    "clauses": ClauseEntry,
    "count": CountRule,
    "evidence": EvidenceRule,
    "each": EachRule,
    "state": StateRule,
    "all_of": AllOfRule,
    "examples": Example,
}
"""What an entry of a file is, by the part of its place that says so."""


@dataclass(frozen=True, slots=True)
class RuleFileFault:
    """One thing that is wrong in a rule file."""

    file: str
    line: int | None
    clause: str | None
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.clause}: {self.sentence}"
            if self.clause
            else (f"{place}: {self.sentence}")
        )


class BadRuleFile(Exception):
    """A rule file that cannot be used, with everything that is wrong in it."""

    def __init__(self, found: Iterable[RuleFileFault]) -> None:
        self.faults = list(found)
        super().__init__("\n".join(map(str, self.faults)))


def as_written(data: Any, found: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a file's shape at places that the file has, with the keys that are known."""
    for fault in found:
        sentence = fault.sentence
        if sentence == _("this key is not known here"):
            allowed = ", ".join(_allowed_keys(data, fault.path)) or "—"
            sentence = _("this key is not known here; allowed: %(keys)s", keys=allowed)
        yield Fault(_written(fault.path), sentence)


def _written(path: Place) -> Place:
    """A place without what pydantic adds: the kind after a rule's number, ``[key]`` at keys."""
    return tuple(
        part
        for at, part in enumerate(path)
        if part != "[key]" and (at < 2 or path[at - 2] != "rules")
    )


def _allowed_keys(data: Any, path: Place) -> Iterable[str]:
    """The keys that are known where `path` names one that is not."""
    holder = path[:-1]
    if holder and holder[-1] == "where":
        for part in _written(holder[:-1]):
            data = data[part]
        word = (
            words.states.get(data.get("state"))
            or (words.groups[data["each"]].properties[data["has"]])
        )
        return word.options.model_fields
    model = next((ENTRIES[part] for part in reversed(holder) if part in ENTRIES), RegulationEntry)
    return [name for name in model.model_fields if name != "kind"]


def located(path: Path, data: Any, found: Iterable[Fault]) -> list[RuleFileFault]:
    """Faults with the line they stand on and the clause they are about."""
    marked = YAML(typ="rt").load(path.read_text("utf-8"))
    return [
        RuleFileFault(path.name, _line(marked, fault.path), _clause(data, fault.path), _text(fault))
        for fault in found
    ]


def _text(fault: Fault) -> str:
    named = [str(part) for part in fault.path[-2:] if isinstance(part, str)]
    return f"{named[-1]}: {fault.sentence}" if named else fault.sentence


def _line(marked: Any, path: Place) -> int | None:
    line = None
    for part in path:
        try:
            line = marked.lc.data[part][0] + 1
            marked = marked[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _clause(data: Any, path: Place) -> str | None:
    for depth, part in enumerate(path):
        if part == "clauses" and len(path) > depth + 1:
            try:
                for step in path[: depth + 2]:
                    data = data[step]
                return str(data["id"])
            except (KeyError, IndexError, TypeError):
                return None
    return None
