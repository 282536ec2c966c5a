"""Everything that is wrong in a bundle, at once: each fault with its JSON path and a sentence."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, get_args

from flask_babel import gettext as _
from pydantic import BaseModel, ValidationError

from mmo.exchange.parsing import Unreadable, read_json
from mmo.exchange.schema import Bundle, Span
from mmo.exchange.values import Telling, keys_of
from mmo.validation import MOST_FAULTS, Fault, Path, faults, shorten

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
WITHOUT_REPEATS = {
    **dict.fromkeys([*TAGS, "activities/*/participants"], "*"),
    "meetings/*/attendance": "*/member",
}
"""Lists, and what of their entries may stand in them once."""


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
        raw, found = read_json(data)
    except Unreadable as error:
        raise Refused([error.fault]) from None
    told = {fault.path for fault in found}
    bundle = None
    try:
        bundle = Bundle.model_validate(raw, context=Telling())
    except ValidationError as error:
        found += [_with_allowed_keys(each) for each in faults(error) if each.path not in told]
    for look in (_trimester_faults, _repeated_ids, _dangling, _tags_not_in(clauses), _repeats):
        if len(found) < MOST_FAULTS:
            found += islice(look(raw), MOST_FAULTS)
    if found or bundle is None:
        found.sort(key=lambda fault: [str(part).zfill(8) for part in fault.path])
        raise Refused(found[:MOST_FAULTS])
    return bundle


def find(value: Any, pattern: str, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value at a pattern such as ``members/*/id``, with its path; absent ones are skipped."""
    part, _slash, rest = pattern.partition("/")
    entries: Any = ()
    if part == "*" and isinstance(value, list):
        entries = enumerate(value)
    elif isinstance(value, dict) and value.get(part) is not None:
        entries = [(part, value[part])]
    for key, each in entries:
        if rest:
            yield from find(each, rest, (*path, key))
        else:
            yield (*path, key), each


def _texts(raw: Any, patterns: list[str]) -> Iterator[tuple[Path, str]]:
    for pattern in patterns:
        for path, value in find(raw, pattern):
            if isinstance(value, str):
                yield path, value


def _repeated_ids(raw: Any) -> Iterator[Fault]:
    for patterns in IDS.values():
        first: dict[str, Path] = {}
        for path, value in _texts(raw, patterns):
            if value in first:
                place = Fault(first[value], "").pointer
                text = _("%(id)s already stands at %(place)s", id=shorten(value), place=place)
                yield Fault(path, text)
            first.setdefault(value, path)


def _dangling(raw: Any) -> Iterator[Fault]:
    for kind, patterns in REFERENCES.items():
        known = {value for _path, value in _texts(raw, IDS[kind])}
        for path, value in _texts(raw, patterns):
            if value not in known:
                yield Fault(path, _absent(kind, shorten(value)))


def _absent(kind: str, name: str) -> str:
    match kind:
        case "organisation":
            return _("no organisation with the code %(id)s in the file", id=name)
        case "member":
            return _("no member with the id %(id)s in the file", id=name)
    return _("no meeting with the id %(id)s in the file", id=name)


def _tags_not_in(clauses: set[str]) -> Callable[[Any], Iterator[Fault]]:
    def look(raw: Any) -> Iterator[Fault]:
        for path, value in _texts(raw, [f"{pattern}/*" for pattern in TAGS]):
            if value not in clauses:
                text = _("%(id)s is not a clause of a regulation", id=shorten(value))
                yield Fault(path, text)

    return look


def _repeats(raw: Any) -> Iterator[Fault]:
    for lists, entries in WITHOUT_REPEATS.items():
        for path, values in find(raw, lists):
            seen: set[str] = set()
            for place, name in _texts(values, [entries]):
                if name in seen:
                    text = _("%(id)s stands twice in this list", id=shorten(name))
                    yield Fault((*path, *place), text)
                seen.add(name)


def _trimester_faults(raw: Any) -> Iterator[Fault]:
    year = _span(next((value for _path, value in find(raw, "year")), None))
    before = None
    for path, value in islice(find(raw, "year/trimesters/*"), 3):
        span = _span(value)
        if span is None:
            continue
        if year and span.start < year.start:
            yield Fault((*path, "start"), _("before the year starts, %(day)s", day=year.start))
        if year and span.end > year.end:
            yield Fault((*path, "end"), _("after the year ends, %(day)s", day=year.end))
        if before and span.start <= before:
            text = _("not after the end of the trimester before, %(day)s", day=before)
            yield Fault((*path, "start"), text)
        before = max(before or span.end, span.end)


def _span(value: Any) -> Span | None:
    """The days of a year or trimester, where they are days and in order."""
    try:
        return Span.model_validate({key: value.get(key) for key in keys_of(Span)})
    except (AttributeError, ValidationError):
        return None


def _with_allowed_keys(fault: Fault) -> Fault:
    """The same fault; an unknown key is told with the keys that are known at its place."""
    if fault.sentence != _("this key is not known here"):
        return fault
    model: Any = Bundle
    for part in fault.path[:-1]:
        if isinstance(part, str):
            fields = dict(zip(keys_of(model), model.model_fields.values(), strict=True))
            model = _model_in(fields[part].annotation)
    keys = ", ".join(keys_of(model))
    return Fault(fault.path, _("this key is not known here; allowed: %(keys)s", keys=keys))


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
