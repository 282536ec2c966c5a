"""How a request about a record is answered: in its page, in a drawer of another, as a file."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, g, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo import journal
from mmo.accounts.models import Account
from mmo.extensions import db
from mmo.records import effects
from mmo.records.forms import OWN, RecordForm
from mmo.records.kinds import Bulk, Kind
from mmo.records.listing import RecordList
from mmo.records.showing import shown
from mmo.records.writing import Saved, find
from mmo.web import inside, is_htmx, parse_day, today

TABLES = {
    "attendance": _l("attendance"),
    "agenda_item": _l("questions of agendas"),
    "decision": _l("decisions"),
    "protocol": _l("minutes"),
    "plan": _l("the plan"),
    "plan_item": _l("plan items"),
    "participation": _l("activities"),
    "creative_group": _l("creative groups"),
    "head_appointment": _l("appointments of the head"),
    "analysis": _l("the analysis"),
}


def in_place() -> bool:
    """Whether a form was opened inside another page: then it is answered as a fragment."""
    return is_htmx()


def way_back(default: str) -> str:
    """Where the person came from, if that is inside this application."""
    return inside(request.values.get("next"), default)


def undo_address(message: str) -> tuple[str, str]:
    """The address that undoes a deletion, and the deleted record's name."""
    key, _space, title = message.partition(" ")
    return url_for("records.undo", removed_id=key), title


def kept(kind: Kind, saved: Saved, form: RecordForm) -> ResponseReturnValue:
    """Say that a record is kept and what it changed; a drawer closes, a page goes on."""
    own = url_for(kind.endpoint("show"), record_id=saved.record.id)
    page = url_for(kind.endpoint("list")) if kind.back_to_list else own
    if saved.already and not in_place():
        flash(_already(kind.title(saved.record)))
        return redirect(own, 303)
    if saved.already:
        return done(_already(kind.title(saved.record)), {}, own)
    what = _("Saved: %(title)s.", title=kind.title(saved.record))
    if pupil := form.pupil():
        what += " " + _("Look at “%(part)s”: pupils are not named here.", part=pupil)
    if remark := form.remark():
        what += " " + remark
    return done(what, saved.turned, page)


def _already(title: str) -> str:
    return _("Already saved: %(title)s. You saved exactly this a moment ago, so no second record "
             "was made. For one more, change something in it.", title=title)  # fmt: skip


def done(what: str, turned: dict[str, tuple[str, str]], page: str) -> ResponseReturnValue:
    """Say what was done and what it closed; a drawer closes, a page goes on to `page`."""
    found = effects.of_turned(turned)
    told = [what, effects.closed(found), effects.opened(found)]
    message = " ".join(sentence for sentence in told if sentence)
    if in_place():
        said = {"findings-changed": True, "record-saved": message}
        return Response("", 200, {"HX-Trigger": json.dumps(said)})
    flash(message)
    return redirect(way_back(page), 303)


def show_both(form: RecordForm, make: Callable[..., RecordForm], record: Any) -> None:
    """Put what somebody else saved meanwhile beside what the person typed."""
    form.version.data = str(record.version)
    saved = make(record, formdata=None)
    form.theirs = {
        name: shown(saved[name])
        for name in form._fields
        if name not in OWN and shown(saved[name]) != shown(form[name])
    }
    who = db.session.get(Account, record.changed_by) if record.changed_by else None
    form.changed_by = who.full_name if who else _("the program")


def still_named(counts: dict[str, int]) -> str:
    """Why a record cannot be deleted."""
    named = ", ".join(f"{TABLES.get(table, table)} — {number}" for table, number in counts.items())
    return _("It was not deleted: other records name it (%(named)s). Change them first.",
             named=named)  # fmt: skip


def do_to_many(kind: Kind, bulk: Bulk, keys: list[UUID]) -> int:
    """Do one thing to these records in one transaction; says to how many."""
    given = _given(bulk)
    records = [find(kind.model, key) for key in dict.fromkeys(keys)]
    if not all(kind.may_change(record) for record in records):
        abort(403)
    with journal.change("change"):
        for record in records:
            kind.hold(record)
            bulk.act(record, given)
    return len(records)


def _given(bulk: Bulk) -> Any:
    """The day or the choice that an act on many records needs."""
    if bulk.offers is None:
        return parse_day(request.form.get("day"), today())
    chosen = request.form.get("choice", "")
    if chosen not in {value for value, _word in bulk.choices}:
        abort(400)
    return chosen


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(listing: RecordList, shape: str) -> ResponseReturnValue:
    """Exactly the shown selection as a file."""
    from mmo.exchange import tables

    columns = listing.kind.seen_columns()
    headings = [str(column.title) for column in columns]
    rows = [[column.value(row) for column in columns] for row in listing.all_rows()]
    name = str(listing.kind.words.many)
    journal.note(
        "export", association_id=g.year.association_id, year_id=g.year.id,
        record_kind=listing.kind.name, changes={"rows": [None, len(rows)]},
    )  # fmt: skip
    if shape == "csv":
        return send_file(BytesIO(tables.csv(headings, rows)), "text/csv", True, f"{name}.csv")
    return send_file(BytesIO(tables.xlsx(name, headings, rows)), XLSX, True, f"{name}.xlsx")
