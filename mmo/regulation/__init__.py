"""The living regulation: an organisation's own wording, clause by clause, with its state."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.regulation import models, views  # noqa: F401

    app.register_blueprint(views.bp)
