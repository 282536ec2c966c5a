"""Meetings: agenda, attendance, minutes, decisions."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.labels import MEETING_STATUS
    from mmo.meetings import facts, models, records, run_views, search, views  # noqa: F401

    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(meeting_status=MEETING_STATUS)
