"""The fields that a template may use: what each means, what it says of a real record, samples.

A layout names them as ``questions[].decisions[].text``; ``protocol.chair.*`` is a person, whose
parts `_common.yaml` explains once for all.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from mmo.documents.layout import Layout, common

LONGEST = 80
"""Characters of a value that is shown beside its field."""


class Field(NamedTuple):
    """One field: how a template names it, what it means, what it says here."""

    path: str
    meaning: str
    value: str


def described(layout: Layout) -> Iterator[tuple[str, str]]:
    """Every field of a paper with its meaning, the paper's own first; people in all parts."""
    for path, meaning in (*layout.fields.items(), *common().fields.items()):
        if path.endswith(".*"):
            for part, what in common().person.items():
                yield f"{path[:-1]}{part}", f"{meaning}: {what}"
        else:
            yield path, meaning


def fields(layout: Layout, values: Mapping[str, Any]) -> Iterator[Field]:
    """The fields of a paper with what they say of one record."""
    for path, meaning in described(layout):
        yield Field(path, meaning, _shown(_look(values, _steps(path))))


def paths(values: Any, prefix: str = "") -> Iterator[str]:
    """Every field that there is among real values, named as layouts name them."""
    if isinstance(values, Mapping):
        for key, each in values.items():
            yield from paths(each, f"{prefix}.{key}" if prefix else key)
    elif isinstance(values, list):
        for each in values:
            yield from paths(each, f"{prefix}[]")
    else:
        yield prefix


def sample(layout: Layout, say: Callable[[str], str]) -> dict[str, Any]:
    """Made-up values for every field, one in each list: what a new template is tried on."""
    made: dict[str, Any] = {}
    for path, _meaning in described(layout):
        here: Any = made
        steps = _steps(path)
        last = steps[-1]
        for step, coming in pairwise(steps):
            here = _enter(here, step, [] if coming == "[]" else {})
        if last == "[]":
            here.append(say(path))
        else:
            here.setdefault(last, say(path))
    return made


def _enter(here: Any, step: str, fresh: Any) -> Any:
    if step == "[]":
        if not here:
            here.append(fresh)
        return here[0]
    return here.setdefault(step, fresh)


def _steps(path: str) -> list[str]:
    return path.replace("[]", ".[]").split(".")


def _look(value: Any, steps: list[str]) -> Any:
    """The value at a path; of a list its first, None where there is none."""
    for step in steps:
        if step == "[]":
            value = value[0] if value else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    said = "" if value is None else str(value)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
