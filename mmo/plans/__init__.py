"""The plan of the year and its items."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.plans import facts, models, search  # noqa: F401
