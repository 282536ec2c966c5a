"""Associations, organisations, academic years: what a year is called, its dates, its end."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.associations import facts, models, search, turn_views, views  # noqa: F401

    app.register_blueprint(views.bp)
