"""Papers that somebody asked for, and their terms."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.submissions import facts, models, records, search  # noqa: F401
