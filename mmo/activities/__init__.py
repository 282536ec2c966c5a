"""The register of everything that the regulations name beside meetings."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.activities import facts, models, records, search, views  # noqa: F401

    app.register_blueprint(views.bp)
