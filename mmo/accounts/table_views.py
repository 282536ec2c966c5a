"""Accounts from a spreadsheet: upload, preview, all or nothing, and the links to hand out."""

import io
from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mmo import journal
from mmo.accounts import links, making, people, requests
from mmo.accounts.account_views import keeper
from mmo.accounts.models import Account, Grant
from mmo.accounts.table import Row, Sheet, known, plan
from mmo.accounts.table_template import template
from mmo.accounts.views import bp
from mmo.exchange import uploads
from mmo.exchange.models import Upload
from mmo.extensions import db
from mmo.sheets.forms import SheetForm
from mmo.sheets.reading import Table, UnreadableTable, read
from mmo.sheets.workbook import MOST_BYTES

PURPOSE = "accounts"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/accounts/table/template.xlsx")
@keeper
def table_template() -> ResponseReturnValue:
    """Our table, to be filled in."""
    name = f"{_('Accounts')}.xlsx"
    return send_file(io.BytesIO(template()), TYPE, as_attachment=True, download_name=name)


@bp.route("/accounts/table", methods=["GET", "POST"])
@keeper
def table() -> ResponseReturnValue:
    """Bring a table in: it is read, and what it would make comes next."""
    form = SheetForm()
    if form.validate_on_submit():
        file = form.file.data
        data = file.stream.read(MOST_BYTES + 1)
        try:
            read(data, set(known()))
        except UnreadableTable as error:
            form.file.errors = [str(error)]
        else:
            upload = uploads.keep(current_user.account_id, PURPOSE, file.filename or "", data, {})
            return redirect(url_for("accounts.table_preview", upload_id=upload), 303)
    return render_template("accounts/table.html", form=form), 422 if form.errors else 200


@bp.get("/accounts/table/<uuid:upload_id>")
@keeper
def table_preview(upload_id: UUID) -> ResponseReturnValue:
    """What each row would make, or what is wrong in which cell."""
    waiting, found = _waiting(upload_id)
    return _show(waiting, plan(found))


@bp.post("/accounts/table/<uuid:upload_id>")
@keeper
def table_keep(upload_id: UUID) -> ResponseReturnValue:
    """Put the file away, or make all the accounts; their links are shown this once."""
    waiting, found = _waiting(upload_id)
    if "discard" in request.form:
        uploads.forget(waiting)
        flash(_("The file is put away. Nothing was changed."))
        return redirect(url_for("accounts.table"), 303)
    sheet = plan(found)
    if not sheet.fits:
        return _show(waiting, sheet, again=True)
    made = _make(sheet.rows, with_cards="cards" in request.form)
    uploads.forget(waiting)
    return render_template("accounts/links.html", made=made)


def _waiting(upload_id: UUID) -> tuple[Upload, Table]:
    found = uploads.find(current_user.account_id, PURPOSE, upload_id)
    if found is None:
        abort(404)
    return found, read(uploads.content(found), set(known()))


def _show(waiting: Upload, sheet: Sheet, *, again: bool = False) -> ResponseReturnValue:
    page = render_template(
        "accounts/table_preview.html", upload=waiting, sheet=sheet, again=again
    )  # fmt: skip
    return page, 422 if again else 200


def _make(rows: Sequence[Row], *, with_cards: bool) -> list[tuple[Row, str]]:
    """Make the accounts in one change; gives the first row and the link of each."""
    asked = {row.member_id: row for row in requests.open_ones()} if with_cards else {}
    made: dict[str, tuple[Account, Row, str]] = {}
    with journal.change("change"):
        for row in rows:
            if row.login not in made:
                account = making.new_account(row.full_name, row.login)
                db.session.add(account)
                db.session.flush()
                link, address = links.new_link(account.id)
                db.session.add(link)
                made[row.login] = account, row, address
            account = made[row.login][0]
            db.session.add(Grant(account_id=account.id, role=row.role, **row.scope()))
            if with_cards and row.member is not None:
                if row.member.id in asked:
                    requests.settle(asked[row.member.id], account)
                else:
                    people.link(account, row.member.association_id, row.member.id)
    return [(row, address) for _account, row, address in made.values()]
