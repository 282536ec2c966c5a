"""Who changed what of a record, and when: the audit log's lines in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy import select

from mmo.accounts.models import Account
from mmo.audit.models import AuditLine
from mmo.exchange.wording import field as name_of
from mmo.extensions import db
from mmo.records.forms import RecordForm
from mmo.records.kinds import Kind
from mmo.records.removing import parts_of
from mmo.records.showing import plain_value, value_of

MOST = 200
HIDDEN = {"id", "association_id", "year_id", "ordinal", "ref", "name_key", "person_id"}
ACTIONS = {
    "create": _l("made"),
    "change": _l("changed"),
    "delete": _l("deleted"),
    "restore": _l("put back"),
    "import": _l("brought in from a file"),
    "link_person": _l("linked to a person"),
    "view_card": _l("looked at the card"),
    "view_everything": _l("looked at all that is held"),
    "export": _l("took out as a file"),
    "forget": _l("deleted the personal data"),
    "plan_submit": _l("handed the plan in to be agreed"),
    "plan_agree": _l("agreed the plan"),
    "plan_return": _l("returned the plan with remarks"),
    "plan_approve": _l("entered the meeting that approved the plan"),
    "plan_include": _l("marked the plan as part of the school's"),
    "plan_revise": _l("entered a change of the plan"),
    "sign": lazy_pgettext("in a history", "signed"),
    "correct": _l("opened for a correction"),
    "turn_year": _l("carried over from the year before"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a record's history; `changes` are a field's name, old and new value."""

    at: datetime
    who: str
    what: str
    changes: Sequence[tuple[str, str, str]]


def events(kind: Kind, record_id: UUID, form: RecordForm) -> list[Event]:
    """The history of a record, the last change first."""
    rows = db.session.execute(
        select(AuditLine.at, AuditLine.actor, AuditLine.action, AuditLine.changes,
               Account.full_name)
        .outerjoin(Account, Account.id == AuditLine.account_id)
        .where(
            AuditLine.association_id == g.year.association_id,
            AuditLine.record_kind.in_(_tables(kind)),
            AuditLine.record_id == record_id,
        )
        .order_by(AuditLine.id.desc())
        .limit(MOST)
    ).all()  # fmt: skip
    return [
        Event(
            row.at,
            row.full_name or (_("the program") if row.actor == "program" else row.actor),
            str(ACTIONS.get(row.action, row.action)),
            list(_changes(row.changes, form)),
        )
        for row in rows
    ]


def _tables(kind: Kind) -> list[str]:
    """The kind's table, and those of its parts that have no history of their own."""
    table = kind.model.__table__
    return [table.name, *(part.name for part, _column in parts_of(table))]


def _changes(changes: dict[str, Any], form: RecordForm) -> Iterator[tuple[str, str, str]]:
    for name, (before, after) in changes.items():
        if name in HIDDEN:
            continue
        field = form._fields.get(name)
        label = (
            str(field.label.text) if field is not None else name_of("", name.removesuffix("_id"))
        )
        yield label, _words(field, before), _words(field, after)


def _words(field: Any, value: Any) -> str:
    return plain_value(value) if field is None else _in_field(field, value)


def _in_field(field: Any, value: Any) -> str:
    text = value_of(field, value)
    return plain_value(value) if text == str(value) else text
