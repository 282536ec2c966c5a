"""The demonstration: a district of invented schools, in a database of its own."""

from flask import Flask
from flask_babel import lazy_gettext as _l

HEADS = {
    "mmo-head": _l("head of the municipal association"),
    "school-head": _l("head of a school's association with typical gaps"),
}
"""Two accounts of one role, told apart."""


def init_app(app: Flask) -> None:
    from mmo.demo import commands
    from mmo.demo.building import ACCOUNTS
    from mmo.labels import ROLE

    commands.register(app)
    app.jinja_env.globals["demo_accounts"] = lambda: [
        (login, HEADS.get(login, ROLE[role])) for login, _name, role, _where in ACCOUNTS
    ]
