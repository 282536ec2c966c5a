"""Members of an association, the people behind them, and its heads."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.members import (  # noqa: F401
        facts,
        growth,
        models,
        pages,
        records,
        search,
        views,
    )

    app.register_blueprint(views.bp)
