"""The page of results."""

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mmo.accounts.guard import open_scope, signed_in
from mmo.database import AnyRow
from mmo.search.finding import Found
from mmo.search.reach import Reach
from mmo.search.registry import PAGES, SEARCHABLE
from mmo.web import page

bp = Blueprint("search", __name__)


@bp.get("/search")
@signed_in
def search() -> ResponseReturnValue:
    """What the words of a query are found in, among all that the person may read."""
    reach = Reach.of(current_user.grants)
    open_scope(reach.associations)
    found = Found.of(reach, request.args)
    return page(
        "search/page.html", "search/_found.html", found=found, known=SEARCHABLE, address=address
    )


def address(row: AnyRow, year: Any) -> str:
    """Where a found record is shown: its own page, or the nearest one that there is."""
    where = {"association": year.code, "year": year.year}
    endpoint = f"records.{row.opens_kind}_show"
    if endpoint in current_app.view_functions:
        return url_for(endpoint, record_id=row.opens_id, **where)
    kind, _hash, part = row.opens_kind.partition("#")
    if kind in PAGES:
        return url_for(PAGES[kind], _anchor=part or None, **where)
    if row.record_kind == "file":
        return url_for("files.of_record", kind=row.opens_kind, record_id=row.opens_id, **where)
    return url_for("dashboard.overview", **where)
