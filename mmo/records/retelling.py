"""A line of the audit log retold: words for its columns and codes, names for the ids in it.

A feature whose parts have codes of their own adds their words to `CODES`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.database import Base
from mmo.exchange.wording import CHOICES
from mmo.exchange.wording import field as bundle_word
from mmo.extensions import db
from mmo.labels import PRESENCE, ROLE
from mmo.naming import NAMED
from mmo.records.forms import RecordForm
from mmo.records.kinds import KINDS
from mmo.records.showing import plain_value, value_of

Line = tuple[str, str, str]
"""A column in words, its old and its new value."""
UNTOLD = {
    *("id", "association_id", "year_id", "ordinal", "ref", "name_key", "person_id", "plan_id"),
    *("snapshot", "at", "by", "settled_at", "settled_on", "made_on"),
}
CODES: dict[tuple[str, str], Mapping[Any, Any]] = {
    **CHOICES,
    ("attendance", "state"): PRESENCE,
    ("account_request", "role"): ROLE,
}
WORDS = {
    "state": _l("mark"),
    "late": _l("came late"),
    "votes_for": _l("for"),
    "votes_against": _l("against"),
    "votes_abstained": _l("abstained"),
    "moved_from": _l("moved from"),
    "decision": _l("decision"),
    "minutes_of": _l("minutes"),
    "grounds": _l("why to discuss it"),
    "answer": _l("answer"),
    "role": _l("role"),
    "basis": _l("basis"),
    "given_on": _l("consent given on"),
    "withdrawn_on": _l("consent withdrawn on"),
    "document": _l("document"),
    "outcome": _l("result"),
    "creative_group": _l("creative group"),
}


def names_in(rows: list[Any]) -> dict[str, str]:
    """What the ids in these lines of the log are called; one query for each kind of record."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        for column, values in row.changes.items():
            if kind := _names(row.record_kind, column):
                wanted[kind].update(UUID(each) for each in values if each)
    found: dict[str, str] = {}
    for kind, ids in wanted.items():
        model, columns, name = NAMED[kind]
        asked = select(model.id, *columns).where(
            model.association_id == g.year.association_id, model.id.in_(ids)
        )
        found |= {str(each.id): name(each) for each in db.session.execute(asked)}
    return found


def retold(row: Any, form: RecordForm, own: str, names: Mapping[str, str]) -> Iterator[Line]:
    """What one line of the log tells; `own` is the table of the record whose history it is."""
    belongs = getattr(_model(row.record_kind), "part_of", None)
    if row.record_kind == "attendance" and "member_id" in row.changes:
        yield _mark(row.changes, names)
        return
    for column, (before, after) in row.changes.items():
        if column in UNTOLD or column == belongs:
            continue
        field = form._fields.get(column)
        if row.record_kind == own and field is not None and not _names(own, column):
            yield str(field.label.text), _in_field(field, before), _in_field(field, after)
            continue
        label = str(field.label.text) if field is not None else column_word(row.record_kind, column)
        yield (
            label,
            in_words(row.record_kind, column, before, names),
            in_words(row.record_kind, column, after, names),
        )


def _mark(changes: Mapping[str, Any], names: Mapping[str, str]) -> Line:
    """Whether somebody was at a meeting, in one line: there is one for every member."""
    told = ["", ""]
    for when in (0, 1):
        state, reason = (changes.get(each, (None, None))[when] for each in ("state", "reason"))
        words = [in_words("attendance", "state", state, names) if state else "", reason or ""]
        told[when] = ": ".join(each for each in words if each) or "—"
    who = next(each for each in changes["member_id"] if each)
    return names.get(str(who), "—"), told[0], told[1]


def in_words(table: str, column: str, value: Any, names: Mapping[str, str]) -> str:
    """A stored value: the name behind an id, the word for a code, anything else as it is."""
    if value and _names(table, column):
        return names.get(str(value), "—")
    words = CODES.get((table, column), {})
    return str(words[value]) if isinstance(value, str) and value in words else plain_value(value)


def _in_field(field: Any, value: Any) -> str:
    text = value_of(field, value)
    return plain_value(value) if text == str(value) else text


def column_word(table: str, column: str) -> str:
    """A column in words: as the form of its kind says it, or as files do."""
    made = getattr(KINDS[table].form, column, None) if table in KINDS else None
    arguments: tuple[Any, ...] = getattr(made, "args", ())
    if arguments:
        return str(arguments[0])
    name = column.removesuffix("_id")
    return str(WORDS[name]) if name in WORDS else bundle_word("", name)


def _names(table: str, column: str) -> str | None:
    """The kind of record whose id a column holds."""
    if column == "id" or column not in Base.metadata.tables[table].c:
        return None
    keys = Base.metadata.tables[table].c[column].foreign_keys
    return next((key.column.table.name for key in keys if key.column.table.name in NAMED), None)


def _model(table: str) -> Any:
    mapped = (each.class_ for each in Base.registry.mappers)
    return next((each for each in mapped if each.__tablename__ == table), None)
