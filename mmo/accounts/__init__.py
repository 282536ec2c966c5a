"""Accounts: signing in, roles, and the one guard that every route carries."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.accounts import attempts, guard, models, views  # noqa: F401
    from mmo.extensions import limiter

    app.register_blueprint(views.bp)
    guard.init_app(app)
    limiter.init_app(app)  # after the models: it counts attempts in their table
