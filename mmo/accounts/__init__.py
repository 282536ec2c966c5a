"""Accounts: signing in, roles, and the one guard that every route carries."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.accounts import models  # noqa: F401
