"""Everything that is wrong in a bundle, at once: each fault with its JSON path and a sentence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from flask_babel import gettext as _
from pydantic import BaseModel, ValidationError

from mmo.exchange.parsing import Unreadable, read_json
from mmo.exchange.schema import Bundle
from mmo.validation import Fault, Path, faults, shorten

MOST_FAULTS = 200
"""More are not told: nobody reads them, and a hostile file could have millions."""

IDS = {
    "organisation": ["organisations/*/code"],
    "head appointment": ["head_appointments/*/id"],
    "member": ["members/*/id"],
    "plan item": ["plan/items/*/id"],
    "meeting": ["meetings/*/id"],
    "agenda item": ["meetings/*/agenda/*/id"],
    "decision": ["meetings/*/agenda/*/decisions/*/id"],
    "activity": ["activities/*/id"],
    "material": ["meetings/*/materials/*/id", "materials/*/id"],
    "creative group": ["creative_groups/*/id"],
    "submission": ["submissions/*/id"],
}
REFERENCES = {
    "organisation": ["association/organisation", "members/*/organisation"],
    "member": [
        "head_appointments/*/member",
        "plan/items/*/responsible",
        "meetings/*/attendance/*/member",
        "meetings/*/agenda/*/speaker",
        "meetings/*/agenda/*/decisions/*/responsible",
        "meetings/*/protocol/chair",
        "meetings/*/protocol/secretary",
        "activities/*/participants/*",
        "creative_groups/*/curator",
        "analysis/author",
    ],
    "meeting": ["plan/approved_at_meeting", "creative_groups/*/approved_at_meeting"],
}
TAGS = [
    "plan/items/*/clauses",
    "meetings/*/agenda/*/clauses",
    "meetings/*/materials/*/clauses",
    "activities/*/clauses",
    "materials/*/clauses",
]
WITHOUT_REPEATS = [*TAGS, "activities/*/participants", "meetings/*/attendance"]


class Refused(Exception):
    """A bundle that is refused whole."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = found
        super().__init__(f"{len(found)} faults")


def read_bundle(data: bytes, clauses: set[str]) -> Bundle:
    """The bundle that the bytes of a file hold.

    Args:
        clauses: the ids of every clause that a record may be tagged with.

    Raises:
        Refused: anything at all is wrong; it holds every fault, up to `MOST_FAULTS`.
    """
    try:
        raw = read_json(data)
    except Unreadable as error:
        raise Refused(error.faults[:MOST_FAULTS]) from None
    found: list[Fault] = []
    bundle = None
    try:
        bundle = Bundle.model_validate(raw)
    except ValidationError as error:
        found += [_with_allowed_keys(fault) for fault in faults(error)]
    if isinstance(raw, dict):
        found += _trimester_faults(raw)
        found += _repeated_ids(raw)
        found += _dangling(raw)
        found += _bad_tags(raw, clauses)
        found += _repeats(raw)
    if found or bundle is None:
        found.sort(key=lambda fault: [str(part).zfill(8) for part in fault.path])
        raise Refused(found[:MOST_FAULTS])
    return bundle


def find(raw: Any, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Every value at a pattern such as ``members/*/id``, with its path; absent ones are skipped."""
    found: list[tuple[Path, Any]] = [((), raw)]
    for part in pattern.split("/"):
        deeper: list[tuple[Path, Any]] = []
        for path, value in found:
            if part == "*" and isinstance(value, list):
                deeper += [((*path, number), each) for number, each in enumerate(value)]
            elif isinstance(value, dict) and value.get(part) is not None:
                deeper.append(((*path, part), value[part]))
        found = deeper
    yield from found


def _texts(raw: Any, patterns: list[str]) -> Iterator[tuple[Path, str]]:
    for pattern in patterns:
        for path, value in find(raw, pattern):
            if isinstance(value, str):
                yield path, value


def _repeated_ids(raw: dict[str, Any]) -> Iterator[Fault]:
    for patterns in IDS.values():
        first: dict[str, Path] = {}
        for path, value in _texts(raw, patterns):
            if value in first:
                place = Fault(first[value], "").pointer
                text = _("%(id)s already stands at %(place)s", id=shorten(value), place=place)
                yield Fault(path, text)
            first.setdefault(value, path)


def _dangling(raw: dict[str, Any]) -> Iterator[Fault]:
    for kind, patterns in REFERENCES.items():
        known = {value for _path, value in _texts(raw, IDS[kind])}
        for path, value in _texts(raw, patterns):
            if value not in known:
                text = _("no %(kind)s %(id)s in the file", kind=_(kind), id=shorten(value))
                yield Fault(path, text)


def _bad_tags(raw: dict[str, Any], clauses: set[str]) -> Iterator[Fault]:
    for path, value in _texts(raw, [f"{pattern}/*" for pattern in TAGS]):
        if value not in clauses:
            text = _("%(id)s is not a clause of a regulation", id=shorten(value))
            yield Fault(path, text)


def _repeats(raw: dict[str, Any]) -> Iterator[Fault]:
    for pattern in WITHOUT_REPEATS:
        for path, values in find(raw, pattern):
            if not isinstance(values, list):
                continue
            seen: Counter[str] = Counter()
            for number, value in enumerate(values):
                name = value.get("member") if isinstance(value, dict) else value
                if isinstance(name, str):
                    seen[name] += 1
                    if seen[name] > 1:
                        text = _("%(id)s stands twice in this list", id=shorten(name))
                        yield Fault((*path, number), text)


def _trimester_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    spans = list(find(raw, "year/trimesters/*"))
    year = _span(raw.get("year"))
    before = None
    for path, value in spans:
        span = _span(value)
        if span is None:
            continue
        if year and span[0] < year[0]:
            yield Fault((*path, "start"), _("before the year starts, %(day)s", day=year[0]))
        if year and span[1] > year[1]:
            yield Fault((*path, "end"), _("after the year ends, %(day)s", day=year[1]))
        if before and span[0] <= before:
            text = _("not after the end of the trimester before, %(day)s", day=before)
            yield Fault((*path, "start"), text)
        before = span[1]


def _span(value: Any) -> tuple[date, date] | None:
    try:
        return date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
    except (TypeError, KeyError, ValueError):
        return None


def _with_allowed_keys(fault: Fault) -> Fault:
    """The same fault; an unknown key is told with the keys that are known at its place."""
    if fault.sentence != _("this key is not known here"):
        return fault
    model: Any = Bundle
    for part in fault.path[:-1]:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(fields[part].annotation)
    keys = ", ".join(field.alias or name for name, field in model.model_fields.items())
    return Fault(fault.path, _("this key is not known here; allowed: %(keys)s", keys=keys))


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
