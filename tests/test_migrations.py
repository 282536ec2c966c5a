"""Migrations: what they make is what the models say, on both databases, up and down."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from mmo import create_app
from mmo.config import Settings
from mmo.database import Base, is_of_models
from mmo.extensions import db
from tests.postgresql.server import running


def check(app: Flask) -> None:
    """Up, compared with the models, down to nothing, and up again."""
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "include_object": is_of_models}
            )
            assert compare_metadata(context, Base.metadata) == []
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert left == set()
        upgrade()
        assert "member" in inspect(db.engine).get_table_names()
        db.engine.dispose()


def test_migrations_make_what_the_models_say_on_sqlite(tmp_path: Path) -> None:
    check(create_app(Settings(data_dir=tmp_path)))


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_migrations_make_what_the_models_say_on_postgresql(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with running(tmp_path_factory.mktemp("migrations")) as address:
        url = f"{address}/postgres"
        check(create_app(Settings(database_url=url, data_dir=tmp_path_factory.mktemp("data"))))
