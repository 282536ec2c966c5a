"""What the tests share: an application with an empty database of its own for every test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextvars import copy_context
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.globals import _cv_app
from flask.testing import FlaskClient
from flask_migrate import upgrade
from werkzeug.test import TestResponse

from mmo import create_app, journal
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.passwords import hash_password
from mmo.administration.models import Installation
from mmo.associations.models import AssociationYear
from mmo.clock import standing_at
from mmo.config import Settings
from mmo.database import uuid7
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from tests.factories import as_bundle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TODAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""The day on which the tests are played: in the second half of 2025/26."""

PASSWORD = "verylongsecret"
_HASH = hash_password(PASSWORD)

for name in list(os.environ):
    if name.startswith("MMO_") or name == "DATABASE_URL":
        del os.environ[name]  # the tests' settings are their own


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of a group must meet in one worker, or each worker would serve the group's sites."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        if item.get_closest_marker("xdist_group") and "@" not in item.nodeid:
            raise pytest.UsageError("this pytest-xdist takes no groups from this pytest")


class FreshClient(FlaskClient):
    """A client whose requests see nothing of the test's own context, as on a server.

    The test's own session gives up its snapshot first, so that it sees what the request wrote.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.rollback()
        kwargs.setdefault("buffered", True)

        def request() -> TestResponse:
            _cv_app.set(None)  # type: ignore[arg-type]
            return super(FreshClient, self).open(*args, **kwargs)

        return copy_context().run(request)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that went through every migration."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(Settings(data_dir=folder))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return folder / "mmo.db"


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Browser"]:
    """Debian's chromium, opened once in a worker, by the first test that needs it."""
    from playwright.sync_api import sync_playwright

    from tests.browser.driving import opened

    with (
        sync_playwright() as playwright,
        opened(playwright, tmp_path_factory.mktemp("profile")) as it,
    ):
        yield it


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    """The settings of the test's own installation."""
    shutil.copy(empty_database, tmp_path / "mmo.db")
    return Settings(data_dir=tmp_path, secret_key="tests", htmx="local")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An installation without accounts, at a standing clock."""
    app = create_app(settings)
    app.test_client_class = FreshClient
    app.config["TESTING"] = True
    app.config["WTF_CSRF_ENABLED"] = False
    with standing_at(TODAY), app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def bring(app: Flask) -> Callable[..., AssociationYear]:
    """Bring in a bundle given as data; returns its year."""

    def bring(bundle: dict[str, Any]) -> AssociationYear:
        return import_bundle(as_bundle(app, bundle))

    return bring


@pytest.fixture
def make_account(app: Flask) -> Callable[..., Account]:
    """Make an account with a role; `association` or `organisation` are ids."""

    def make(login: str, role: Role | None = None, **scope: Any) -> Account:
        records: list[Any] = []
        if db.session.get(Installation, 1) is None:
            records.append(Installation(id=1, name="Тест"))
        account = Account(id=uuid7(), login=login, full_name=login.title(), password_hash=_HASH)
        records.append(account)
        if role:
            records.append(
                Grant(
                    account_id=account.id,
                    role=role,
                    association_id=scope.get("association"),
                    organisation_id=scope.get("organisation"),
                )
            )
        journal.save(*records)
        return account

    return make


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    """A client in which the account of this login has signed in."""

    def sign_in(login: str) -> FlaskClient:
        client = app.test_client()
        answer = client.post("/login", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        return client

    return sign_in
