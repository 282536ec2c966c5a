"""Accounts: signing in, roles, and the one guard that every route carries."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.accounts import (  # noqa: F401
        account_views,
        attempts,
        guard,
        models,
        own_views,
        table_views,
        views,
    )
    from mmo.accounts.browsers import browser_name
    from mmo.extensions import limiter
    from mmo.labels import ROLE

    app.register_blueprint(views.bp)
    guard.init_app(app)
    limiter.init_app(app)  # after the models: it counts attempts in their table
    app.jinja_env.globals.update(role_word=ROLE)
    app.jinja_env.filters.update(browser_name=browser_name)
