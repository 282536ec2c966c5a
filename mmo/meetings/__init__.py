"""Meetings: agenda, attendance, minutes, decisions."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.meetings import facts, models, search  # noqa: F401
