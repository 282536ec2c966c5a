"""Papers and work in the background on PostgreSQL, behind its fences."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.documents.models import PrintedPaper
from mmo.extensions import db
from mmo.jobs.models import Job
from mmo.jobs.worker import work
from mmo.tenancy import EVERYTHING, limit_to
from tests.documents.years import full

YEAR = "/associations/school-5/2025/papers"


def test_a_folder_is_made_in_the_background_and_fenced(
    app: Flask,
    bring: Callable[..., Any],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    year = bring(full("school"))
    make_account("head", Role.HEAD, association=year.association_id)
    client = sign_in("head")
    assert client.get(f"{YEAR}/bank/{year.id}/pdf").status_code == 200
    client.post(f"{YEAR}/folder")
    assert work(app) == 1
    page = client.get(f"{YEAR}/folder").text
    (address,) = [part.split('"')[0] for part in page.split('href="') if ".zip" in part[:120]]
    assert client.get(address).data[:2] == b"PK"
    for scope, seen in (("", 0), (str(year.association_id), 1), (EVERYTHING, 1)):
        db.session.remove()
        limit_to(scope)
        try:
            assert len(db.session.scalars(select(Job.id)).all()) == seen
            assert bool(db.session.scalars(select(PrintedPaper.id)).all()) is bool(seen)
        finally:
            limit_to(EVERYTHING)
            db.session.remove()
