"""The installation: first run, settings, upkeep."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.administration import commands, models, views  # noqa: F401

    app.register_blueprint(views.bp)
    commands.register(app)
