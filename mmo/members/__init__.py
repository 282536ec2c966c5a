"""Members of an association, the people behind them, and its heads."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.members import facts, models, pages, records, views  # noqa: F401

    app.register_blueprint(views.bp)
