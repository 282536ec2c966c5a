"""Many associations side by side: the map of a district, and the associations of a school."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.district import views

    app.register_blueprint(views.bp)
