"""The audit log: of the installation for an administrator, of an association for its keepers."""

from io import BytesIO
from typing import Any

from flask import Blueprint, g, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mmo import journal
from mmo.accounts.guard import administrator, in_year
from mmo.accounts.permissions import Can
from mmo.audit.listing import AuditLog
from mmo.audit.words import action_word, changes_in_words, kind_word
from mmo.exchange import tables

bp = Blueprint("audit", __name__)


@bp.get("/log")
@administrator
def installation() -> ResponseReturnValue:
    """Every line; what stands in an association's records is not shown here."""
    return _answer(AuditLog(request.args), values=False, template="audit/installation.html")


@bp.get("/associations/<association>/<int:year>/log")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def of_association() -> ResponseReturnValue:
    """The lines about one association, in all its years."""
    log = AuditLog(request.args, g.year.association_id)
    values = Can.READ_RECORDS in g.can
    return _answer(log, values=values, template="audit/association.html")


def _answer(log: AuditLog, *, values: bool, template: str) -> ResponseReturnValue:
    if request.args.get("export") == "csv":
        return _exported(log, values=values)
    return render_template(
        template, log=log, values=values, action_word=action_word, kind_word=kind_word,
        changes=lambda line: list(changes_in_words(line, values=values)),
    )  # fmt: skip


def _exported(log: AuditLog, *, values: bool) -> ResponseReturnValue:
    headings = [_("When"), _("Who"), _("Login"), _("What"), _("Association"), _("Record"),
                _("Key"), _("Values")]  # fmt: skip
    rows = [_cells(line, values=values) for line in log.all_rows()]
    journal.note(
        "export", association_id=log.association_id, record_kind="audit_line",
        changes={"rows": [None, len(rows)]},
    )  # fmt: skip
    data = BytesIO(tables.csv(headings, rows))
    return send_file(data, "text/csv", True, f"{_('Audit log')}.csv")


def _cells(line: Any, *, values: bool) -> list[Any]:
    told = "; ".join(
        f"{name}: {before} → {after}" if before or after else name
        for name, before, after in changes_in_words(line, values=values)
    )
    return [line.at, line.full_name, line.actor, action_word(line.action), line.association,
            kind_word(line.record_kind), str(line.record_id or ""), told]  # fmt: skip
