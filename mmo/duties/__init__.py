"""«Мои дела»: what waits for the signed-in person, in every role, on the first page."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.duties.duty import URGENCY

    app.jinja_env.globals.update(urgency_word=URGENCY)
