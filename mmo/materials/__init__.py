"""Materials of the association and of its meetings."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.materials import facts, models, records, search  # noqa: F401
