"""Dates of the year: the calendar, its feed, what is due soon, and reminders to write."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.dates import models, views  # noqa: F401
    from mmo.dates.events import KIND_WORD, address, has_page
    from mmo.dates.soon import soon

    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(
        event_kind_word=KIND_WORD,
        event_address=address,
        event_has_page=has_page,
        what_is_soon=soon,
    )
