"""Who changed what of a record, and when: the audit log's lines in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy import select

from mmo.accounts.models import Account
from mmo.audit.models import AuditLine
from mmo.extensions import db
from mmo.records.forms import RecordForm
from mmo.records.kinds import Kind
from mmo.records.removing import parts_of
from mmo.records.retelling import Line, names_in, retold

MOST = 200
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


class Event(NamedTuple):
    """What somebody did to a record at one moment, with what changed by it."""

    at: datetime
    who: str
    what: str
    changes: Sequence[Line]


def events(kind: Kind, record_id: UUID, form: RecordForm) -> list[Event]:
    """The history of a record, the last change first; what was done at once stands together."""
    rows = db.session.execute(
        select(AuditLine.at, AuditLine.actor, AuditLine.action, AuditLine.changes,
               AuditLine.record_kind, Account.full_name)
        .outerjoin(Account, Account.id == AuditLine.account_id)
        .where(
            AuditLine.association_id == g.year.association_id,
            AuditLine.record_kind.in_(_tables(kind)),
            AuditLine.record_id == record_id,
        )
        .order_by(AuditLine.id.desc())
        .limit(MOST)
    ).all()  # fmt: skip
    names, found = names_in(list(rows)), list[Event]()
    for row in rows:
        changes = list(retold(row, form, kind.model.__table__.name, names))
        if row.changes and not changes:
            continue
        who = row.full_name or (_("the program") if row.actor == "program" else row.actor)
        event = Event(row.at, who, str(ACTIONS.get(row.action, row.action)), changes)
        if found and (event.at, event.who, event.what) == found[-1][:3]:
            event = event._replace(changes=[*changes, *found.pop().changes])
        found.append(event)
    return found


def _tables(kind: Kind) -> list[str]:
    """The kind's table, and those of its parts that have no history of their own."""
    table = kind.model.__table__
    return [table.name, *(part.name for part, _column in parts_of(table))]
