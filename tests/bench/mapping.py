"""The map of a district of 700 schools, against a bare page of the same table of numbers."""

from datetime import date

from flask import Flask, render_template_string
from sqlalchemy import event, select

from mmo import journal
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.passwords import hash_password
from mmo.administration.models import Installation
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.clock import standing_at
from mmo.compliance.models import YearState
from mmo.database import uuid7
from mmo.district import statuses
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from tests.bench.judging import rich_year, timed
from tests.conftest import TODAY, FreshClient
from tests.district.districts import many
from tests.factories import as_bundle

SCHOOLS = 700
BARE = """<!doctype html><title>map</title><table>
{% for row in rows %}<tr><th>{{ row.name }}</th><td>{{ row.founder }}</td>
{% for said in row.rules.values() %}<td>{{ said[2] }}</td>{% endfor %}</tr>
{% endfor %}</table>"""
PASSWORD = "three words long"


def measure(app: Flask) -> None:
    """Print the lines about the map."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = FreshClient
    with standing_at(TODAY):
        many(import_bundle(as_bundle(app, rich_year("school"))), SCHOOLS - 1)
        _make_office()
        client = app.test_client()
        client.post("/login", data={"login": "office", "password": PASSWORD})
        path = "/district?obligation=all"
        assert "из 700" in client.get(path).text
        with app.test_request_context():
            bare = timed(_bare, 7)
        warm = timed(lambda: client.get(path), 7)
        cold = timed(lambda: (statuses._remembered.clear(), client.get(path)), 7)
        queries = _queries(lambda: client.get(path))
    print(f"Map of {SCHOOLS} schools (ratio to a bare page of the same numbers by Core)")
    for name, found in (("bare page", bare), ("map", warm), ("map, first time", cold)):
        print(f"  {name:30s} {found:8.0f} ms   {found / bare:.2f}")
    print(f"  {'queries of the map':30s} {queries:8d}")


def _bare() -> str:
    rows = db.session.execute(
        select(Association.name, Organisation.name.label("founder"), YearState.rules)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .join(AssociationYear, AssociationYear.association_id == Association.id)
        .join(YearState, YearState.year_id == AssociationYear.id)
        .where(AssociationYear.year == date(2025, 9, 1).year)
    )
    return render_template_string(BARE, rows=rows)


def _make_office() -> None:
    account = Account(
        id=uuid7(), login="office", full_name="Office", password_hash=hash_password(PASSWORD)
    )
    journal.save(
        Installation(id=1, name="Bench"), account, Grant(account_id=account.id, role=Role.OFFICE)
    )


def _queries(work: object) -> int:
    sent = []

    def note(*_about: object) -> None:
        sent.append(1)

    event.listen(db.engine, "before_cursor_execute", note)
    work()  # type: ignore[operator]
    event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)
