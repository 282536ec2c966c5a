"""The installation: first run, settings, upkeep."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.administration import (  # noqa: F401
        association_views,
        commands,
        models,
        parameter_views,
        set_up_views,
        views,
    )

    app.register_blueprint(views.bp)
    commands.register(app)
