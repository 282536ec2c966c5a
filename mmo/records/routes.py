"""The routes of every kind of record: list, new, show, save, delete, undo, history, many at once.

`mount` makes them for a kind; a feature whose page does more adds its own beside them.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.records import answering, effects
from mmo.records.forms import RecordForm
from mmo.records.history import events
from mmo.records.kinds import Kind, register
from mmo.records.listing import RecordList
from mmo.records.models import RemovedRecord
from mmo.records.removing import StillNamed, remove, restore
from mmo.records.writing import Conflict, change, create, find
from mmo.web import Refused, page

bp = Blueprint("records", __name__)
YEAR = "/associations/<association>/<int:year>"

undo_address = answering.undo_address


@bp.post(f"{YEAR}/removed/<uuid:removed_id>")
@in_year(Can.PROPOSE)
def undo(removed_id: UUID) -> ResponseReturnValue:
    """Put back what was just deleted."""
    removed = find(RemovedRecord, removed_id)
    if Can.EDIT not in g.can and removed.created_by != current_user.account_id:
        abort(403)
    try:
        restore(removed)
    except Refused:
        flash(_("It was not put back: what it belongs to is no longer changed."), "error")
        return redirect(answering.way_back(url_for("dashboard.overview")))
    except IntegrityError:
        flash(_("It cannot be put back: what it names has been deleted meanwhile."), "error")
        return redirect(answering.way_back(url_for("dashboard.overview")))
    flash(_("Put back: %(title)s.", title=removed.title))
    return redirect(answering.way_back(url_for("dashboard.overview")))


def mount(kind: Kind) -> Kind:
    """Give a kind its routes under ``/associations/…/<plural>``."""
    register(kind)
    views = _Views(kind)
    one = f"{YEAR}/{kind.plural}/<uuid:record_id>"
    makes, reads = in_year(kind.creates, reads=kind.reads), in_year(kind.reads)
    routes: tuple[tuple[str, str, str, Any, Any], ...] = (
        ("list", f"{YEAR}/{kind.plural}", "GET", reads, views.listing),
        ("many", f"{YEAR}/{kind.plural}", "POST", in_year(kind.changes, reads=kind.reads),
         views.many),
        ("new", f"{YEAR}/{kind.plural}/new", "GET", makes, views.new),
        ("create", f"{YEAR}/{kind.plural}/new", "POST", makes, views.create),
        ("show", one, "GET", reads, views.show),
        ("save", one, "POST", makes, views.save),
        ("delete", f"{one}/delete", "POST", makes, views.delete),
        ("history", f"{one}/history", "GET", in_year(kind.tells or kind.reads), views.history),
    )  # fmt: skip
    for action, address, method, guard, view in routes:
        endpoint = f"{kind.name}_{action}"
        bp.add_url_rule(address, endpoint, guard(_function(view)), methods=[method])
    return kind


def _function(view: Any) -> Callable[..., ResponseReturnValue]:
    """A method as a function of its own, which the guard can mark."""

    def called(**values: Any) -> ResponseReturnValue:
        answer: ResponseReturnValue = view(**values)
        return answer

    return called


class _Views:
    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def listing(self) -> ResponseReturnValue:
        listing = RecordList(self.kind, request.args)
        shape = request.args.get("export", "")
        if shape:
            return answering.exported(listing, shape)
        fragment = "records/_list.html"
        facts = self.kind.list_facts() if self.kind.list_facts else {}
        return page(self.kind.list_page, fragment, kind=self.kind, listing=listing, **facts)

    def many(self) -> ResponseReturnValue:
        """Do one thing to all records that are ticked."""
        keys = request.form.getlist("record", type=UUID)
        bulk = next((b for b in self.kind.bulk if b.name == request.form.get("act")), None)
        if bulk is None:
            abort(400)
        if not keys:
            flash(_("Tick the records first; nothing was changed."), "error")
        else:
            number = answering.do_to_many(self.kind, bulk, keys)
            flash(ngettext("%(num)d record changed.", "%(num)d records changed.", number))
        return redirect(answering.way_back(url_for(self.kind.endpoint("list"))))

    def new(self) -> ResponseReturnValue:
        return self._form(self.kind.form(), None, 200)

    def create(self) -> ResponseReturnValue:
        form = self.kind.form()
        if answer := self._aside(form, None):
            return answer
        if not form.validate():
            return self._form(form, None, 422)
        return answering.kept(self.kind, create(self.kind, form), form)

    def show(self, record_id: UUID) -> ResponseReturnValue:
        record = self._read(record_id)
        return self._form(self.kind.form(record), record, 200)

    def save(self, record_id: UUID) -> ResponseReturnValue:
        record = self._mine(record_id)
        form = self.kind.form(record)
        if answer := self._aside(form, record):
            return answer
        if not form.validate():
            return self._form(form, record, 422)
        try:
            return answering.kept(self.kind, change(form, record, self.kind), form)
        except Conflict:
            return self._conflict(record_id, form)

    def delete(self, record_id: UUID) -> ResponseReturnValue:
        record = self._mine(record_id)
        if not self.kind.may_delete(record):
            abort(403)
        try:
            removed = remove(self.kind, record)
        except StillNamed as error:
            flash(answering.still_named(error.counts), "error")
            return redirect(url_for(self.kind.endpoint("show"), record_id=record_id))
        flash(f"{removed.id} {removed.title}", "undo")
        return redirect(answering.way_back(url_for(self.kind.endpoint("list"))))

    def history(self, record_id: UUID) -> ResponseReturnValue:
        record = self._read(record_id)
        form = self.kind.form(record)
        found = events(self.kind, record_id, form)
        return render_template("records/history.html", kind=self.kind, record=record, events=found)

    def _read(self, record_id: UUID) -> Any:
        """A record that the person may read; any other does not exist (404)."""
        record = find(self.kind.model, record_id)
        if not self.kind.may_read(record):
            abort(404)
        return record

    def _mine(self, record_id: UUID) -> Any:
        """A record that the person may change; one that they may only read is a 403."""
        record = self._read(record_id)
        if self.kind.fixed is not None and self.kind.fixed(record):
            raise Refused(self.kind.fixed_words)
        if not self.kind.may_change(record):
            abort(403)
        return record

    def _aside(self, form: RecordForm, record: Any) -> ResponseReturnValue | None:
        """What a form asks before it is sent: is a field right, what would the record close."""
        asked = request.form.get("_do", "")
        if asked.startswith("check:"):
            form.validate()
            field = form._fields.get(asked.removeprefix("check:"))
            return render_template("records/_errors.html", field=field) if field else None
        if asked != "effects":
            return None
        found = self._foreseen(form, record)
        if answering.in_place():
            return render_template("records/_effects.html", foreseen=found, form=form)
        if record is not None:
            db.session.refresh(record)
        return self._form(form, record, 422 if found is None else 200, foreseen=found)

    def _foreseen(self, form: RecordForm, record: Any) -> effects.Foreseen | None:
        """What saving would do; None too where the form was saved while this was being asked."""
        try:
            return effects.foreseen(self.kind, form, record) if form.validate() else None
        except (IntegrityError, StaleDataError):
            return None

    def _form(self, form: RecordForm, record: Any, status: int, **more: Any) -> tuple[str, int]:
        may = self.kind.may_create() if record is None else self.kind.may_change(record)
        facts = self.kind.facts(record) if self.kind.facts and record is not None else {}
        inline = answering.in_place()
        return render_template(
            "records/_form.html" if inline else self.kind.page,
            kind=self.kind, form=form, record=record, editable=may, inline=inline,
            back=answering.way_back(url_for(self.kind.endpoint("list"))),
            heading=self.kind.title(record) if record is not None else self.kind.words.new,
            **facts, **more,
        ), status  # fmt: skip

    def _conflict(self, record_id: UUID, form: RecordForm) -> ResponseReturnValue:
        """Both versions: the person's in the fields, the saved one beside them."""
        db.session.expire_all()
        record = db.session.get(self.kind.model, (g.year.association_id, record_id))
        if record is None:
            gone = _("Somebody deleted this record meanwhile; your changes were not saved.")
            flash(gone, "error")
            return redirect(url_for(self.kind.endpoint("list")))
        answering.show_both(form, self.kind.form, record)
        return self._form(form, record, 409)
