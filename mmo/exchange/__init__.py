"""Bundles: an association's year as one file, in and out."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.exchange import commands

    commands.register(app)
