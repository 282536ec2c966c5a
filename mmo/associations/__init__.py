"""Organisations, associations and their years."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.associations import facts, models, search  # noqa: F401
