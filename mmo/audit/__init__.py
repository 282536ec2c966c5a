"""The audit log."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.audit import models, views  # noqa: F401

    app.register_blueprint(views.bp)
