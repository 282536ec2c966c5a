"""Personal data of members: on what basis it is kept, what is held, and how it is forgotten."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.personal import models, views

    app.register_blueprint(views.bp)
    assert models
