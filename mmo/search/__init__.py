"""Search: one field over all records and files' texts that a person may read, by word forms."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo import journal
    from mmo.search import commands, indexing, models, views, working  # noqa: F401

    journal.follow(app, indexing.follow)
    app.register_blueprint(views.bp)
    commands.register(app)
