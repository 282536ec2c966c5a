"""Work in the background: rows of a table, taken up by a thread of the server or a command."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.jobs import models  # noqa: F401
