"""Members, plan items and activities from a spreadsheet: upload, columns, preview, keep."""

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.exchange import uploads
from mmo.exchange.models import Upload
from mmo.records.kinds import KINDS
from mmo.schoolyear import year_name
from mmo.sheets import headings
from mmo.sheets.columns import ID, ID_HEADING, SHEETS, SheetKind
from mmo.sheets.forms import SheetForm
from mmo.sheets.lists import lists_of
from mmo.sheets.planning import Plan, Planner
from mmo.sheets.reading import Table, UnreadableTable, read
from mmo.sheets.stored import Writer, has_plan, stored
from mmo.sheets.template import template
from mmo.sheets.workbook import MOST_BYTES

bp = Blueprint("sheets", __name__)
YEAR = "/associations/<association>/<int:year>/tables/<kind_name>"
SHEET = "sheet"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
guarded = in_year(Can.EDIT, reads=Can.READ_CARDS)


@bp.get(f"{YEAR}/template.xlsx")
@guarded
def empty(kind_name: str) -> ResponseReturnValue:
    """Our table, to be filled in."""
    kind = _kind(kind_name)
    return _workbook(template(kind, lists_of(g.year)), kind, _("empty table"))


@bp.get(f"{YEAR}/records.xlsx")
@guarded
def records(kind_name: str) -> ResponseReturnValue:
    """Our table with the year's records, to be changed and brought back in."""
    kind = _kind(kind_name)
    data = template(kind, lists_of(g.year), stored(kind, g.year))
    about = {"association_id": g.year.association_id, "year_id": g.year.id}
    journal.note("export_table", record_kind=kind.name, **about)
    return _workbook(data, kind, _("with the records"))


def _workbook(data: bytes, kind: SheetKind, what: str) -> ResponseReturnValue:
    """A file whose name says which of the two tables it is."""
    name = f"{kind.title} {year_name(g.year.year)}, {what}.xlsx".replace("/", "-")
    return send_file(io.BytesIO(data), TYPE, as_attachment=True, download_name=name)


@bp.route(YEAR, methods=["GET", "POST"])
@guarded
def upload(kind_name: str) -> ResponseReturnValue:
    """Bring a table in: it is read, and what it would do comes next."""
    kind, form = _kind(kind_name), SheetForm()
    if form.validate_on_submit():
        file = form.file.data
        data = file.stream.read(MOST_BYTES + 1)
        try:
            read(data, set(headings.known(kind, g.year.association_id)))
        except UnreadableTable as error:
            form.file.errors = [str(error)]
        else:
            about = {"year": str(g.year.id), "kind": kind.name}
            name = file.filename or ""
            key = uploads.keep(current_user.account_id, SHEET, name, data, about)
            return redirect(url_for("sheets.preview", kind_name=kind.name, upload_id=key))
    page = render_template("sheets/upload.html", form=form, kind=kind)
    return page, 422 if form.errors else 200


@bp.get(f"{YEAR}/<uuid:upload_id>")
@guarded
def preview(kind_name: str, upload_id: UUID) -> ResponseReturnValue:
    """What each row would do; where columns are not known, they are asked for first."""
    kind = _kind(kind_name)
    waiting, table = _waiting(kind, upload_id)
    columns = headings.match(table, headings.known(kind, g.year.association_id))
    lacking = [] if ID in columns.values() else headings.missing(kind, columns)
    if lacking or "columns" in request.args:
        return _ask(kind, waiting, table, columns, lacking)
    return _show(kind, waiting, table, _plan(kind, table, columns))


@bp.post(f"{YEAR}/<uuid:upload_id>")
@guarded
def keep(kind_name: str, upload_id: UUID) -> ResponseReturnValue:
    """Take the columns as told, put the file away, or keep the rows as they were shown."""
    kind = _kind(kind_name)
    waiting, table = _waiting(kind, upload_id)
    if "discard" in request.form:
        uploads.forget(waiting)
        flash(_("The file is put away. Nothing was changed."))
        return redirect(url_for("sheets.upload", kind_name=kind.name))
    if "columns" in request.form:
        columns = headings.chosen(kind, table, request.form)
        lacking = headings.missing(kind, columns)
        if lacking:
            return _ask(kind, waiting, table, columns, lacking, told=True)
        headings.remember(kind, g.year.association_id, table, columns)
        return redirect(url_for("sheets.preview", kind_name=kind.name, upload_id=upload_id))
    columns = headings.match(table, headings.known(kind, g.year.association_id))
    plan = _plan(kind, table, columns)
    if not plan.fits or _why_not(kind) or request.form.get("base") != str(g.year.revision):
        return _show(kind, waiting, table, plan, again=True)
    number = _write(kind, plan)
    uploads.forget(waiting)
    flash(ngettext("%(num)d row is kept.", "%(num)d rows are kept.", number))
    listed = f"records.{kind.name}_list"
    if listed in current_app.view_functions:
        return redirect(url_for(listed))
    return redirect(url_for("sheets.upload", kind_name=kind.name))


def _write(kind: SheetKind, plan: Plan) -> int:
    """Keep all rows in one change."""
    with journal.change("table_import"):
        writer = Writer(kind, g.year)
        for line in plan.of("changed"):
            writer.change(line.record, line.values)
        for line in plan.of("new"):
            writer.make(line.values)
    return len(plan.of("changed")) + len(plan.of("new"))


def _kind(name: str) -> SheetKind:
    return SHEETS.get(name) or abort(404)


def _waiting(kind: SheetKind, upload_id: UUID) -> tuple[Upload, Table]:
    found = uploads.find(current_user.account_id, SHEET, upload_id)
    if found is None or found.about != {"year": str(g.year.id), "kind": kind.name}:
        abort(404)
    known = set(headings.known(kind, g.year.association_id))
    return found, read(uploads.content(found), known)


def _plan(kind: SheetKind, table: Table, columns: Mapping[int, str]) -> Plan:
    here, form = stored(kind, g.year), KINDS[kind.name].form(formdata=None)
    return Planner(kind, g.year, table, columns, lists_of(g.year), here, form).plan()


def _why_not(kind: SheetKind) -> str | None:
    """Why nothing can be kept at all, whatever stands in the table."""
    if kind.name == "plan_item" and not has_plan(g.year):
        return _("The year has no plan yet. Make the plan first, then bring its items in.")
    return None


def _show(
    kind: SheetKind, waiting: Upload, table: Table, plan: Plan, *, again: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "sheets/preview.html", kind=kind, upload=waiting, table=table, plan=plan,
        why_not=_why_not(kind), again=again,
    )  # fmt: skip
    return page, 422 if again else 200


def _ask(
    kind: SheetKind, waiting: Upload, table: Table, columns: Mapping[int, str],
    lacking: list[str], *, told: bool = False,
) -> ResponseReturnValue:  # fmt: skip
    offered: list[tuple[str, Any]] = [(column.name, column.heading) for column in kind.columns]
    page = render_template(
        "sheets/columns.html", kind=kind, upload=waiting, table=table, columns=columns,
        lacking=lacking, told=told, offered=[*offered, (ID, ID_HEADING)],
    )  # fmt: skip
    return page, 422 if told else 200
