"""The analysis of the year."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.analyses import facts, models, search  # noqa: F401
