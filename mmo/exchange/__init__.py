"""Bundles: an association's year as one file, in and out; tables as files."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.exchange import commands, history, models, views, wording  # noqa: F401

    app.register_blueprint(views.bp)
    commands.register(app)
    app.jinja_env.globals.update(
        bundle_kind_word=wording.KIND,
        bundle_field_word=wording.field,
        bundle_value=wording.value,
        bundle_total=history.total,
    )
