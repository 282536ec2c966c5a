"""The installation: first run, settings, upkeep."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.administration import models  # noqa: F401
