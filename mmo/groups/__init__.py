"""Creative groups."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.groups import facts, models, records, search  # noqa: F401
