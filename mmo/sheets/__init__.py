"""Tables in: members, plan items and activities from a spreadsheet, shown before they are kept."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.sheets import models, views  # noqa: F401

    app.register_blueprint(views.bp)
