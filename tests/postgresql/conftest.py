"""An installation on PostgreSQL: its own database, its own role that owns no other rights."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask_migrate import upgrade

from mmo import create_app
from mmo.config import Settings
from mmo.extensions import db
from tests.postgresql.server import running

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without a database's name."""
    with running(tmp_path_factory.mktemp("postgresql")) as address:
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute("CREATE ROLE school LOGIN")
            connection.execute("CREATE DATABASE empty OWNER school")
        yield address


@pytest.fixture(scope="session")
def migrated(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that went through every migration, to be copied."""
    address = server.replace("owner@", "school@")
    app = create_app(
        Settings(database_url=f"{address}/empty", data_dir=tmp_path_factory.mktemp("data"))
    )
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return "empty"


@pytest.fixture
def settings(server: str, migrated: str, tmp_path: Path) -> Settings:
    """The settings of an installation on PostgreSQL; `app` of the common fixtures takes them."""
    name = f"test{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {migrated} OWNER school")
    address = server.replace("owner@", "school@").replace("postgresql://", "postgres://")
    return Settings(
        database_url=f"{address}/{name}", data_dir=tmp_path, secret_key="tests", htmx="local"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/postgresql" in str(item.path):
            item.add_marker(pytest.mark.postgresql)
            item.add_marker(pytest.mark.xdist_group("postgresql"))
