"""The plan of the year and its items."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.plans import facts, make_views, models, records, search, views  # noqa: F401

    app.register_blueprint(views.bp)
