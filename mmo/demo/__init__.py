"""The demonstration: a district of invented schools, in a database of its own."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.demo import commands
    from mmo.demo.building import ACCOUNTS
    from mmo.labels import ROLE

    commands.register(app)
    app.jinja_env.globals["demo_accounts"] = lambda: [
        (login, ROLE[role]) for login, _name, role, _where in ACCOUNTS
    ]
