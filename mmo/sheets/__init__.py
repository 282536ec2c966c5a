"""Tables in: members, plan items and activities from a spreadsheet, shown before they are kept."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.sheets import models, views  # noqa: F401
    from mmo.sheets.columns import SHEETS

    app.register_blueprint(views.bp)
    app.jinja_env.globals["sheet_kinds"] = SHEETS
