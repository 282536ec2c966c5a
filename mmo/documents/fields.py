"""The fields that a template may use: what each means, and what it says of a real record."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mmo.documents.layout import Layout, common

LONGEST = 80
"""Characters of a value that is shown beside its field."""


class Field(NamedTuple):
    """One field: how a template names it, what it means, what it says here."""

    path: str
    meaning: str
    value: str


def described(layout: Layout) -> dict[str, str]:
    """Every field of a paper with its meaning; a person's name in all its parts."""
    return {**common().fields, **layout.fields}


def fields(layout: Layout, values: Mapping[str, Any]) -> Iterator[Field]:
    """The fields of a paper with what they say of one record, in the layout's order."""
    for path, meaning in (*layout.fields.items(), *common().fields.items()):
        found = _look(values, path.replace("[]", ".[]").split("."))
        if _is_person(found):
            for part, what in common().person.items():
                yield Field(f"{path}.{part}", f"{meaning}: {what}", _shown(found[part]))
        else:
            yield Field(path, meaning, _shown(found))


def paths(values: Any, prefix: str = "") -> Iterator[str]:
    """Every field that there is, as the layouts name them; a person is one field."""
    if _is_person(values):
        yield prefix
        values = {key: each for key, each in values.items() if key not in common().person}
    if isinstance(values, Mapping):
        for key, each in values.items():
            yield from paths(each, f"{prefix}.{key}" if prefix else key)
    elif isinstance(values, list):
        for each in values:
            yield from paths(each, f"{prefix}[]")
    else:
        yield prefix


def _is_person(value: Any) -> bool:
    return isinstance(value, Mapping) and {"short", "sign", "genitive"} <= set(value)


def _look(value: Any, steps: list[str]) -> Any:
    """The value at a path; of a list its first, None where there is none."""
    for step in steps:
        if step == "[]":
            value = value[0] if value else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, list | Mapping):
        return {True: "✓", False: "✗"}.get(value, "") if isinstance(value, bool) else ""
    said = str(value)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
