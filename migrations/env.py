"""Runs migrations on the database that the application's settings name."""

from typing import Any

from alembic import context
from flask import current_app

from mmo.database import Moment, is_of_models, writing

migrate = current_app.extensions["migrate"]


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own types as SQLAlchemy's, so that an old migration needs no code of ours."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Bring the database up (or down), all in one transaction."""
    with migrate.db.engine.connect() as connection, writing():
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadatas[None],
            render_item=render_item,
            include_object=is_of_models,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if context.is_offline_mode():
    raise SystemExit("migrations need a database: set MMO_DATABASE_URL")
run()
