"""What is common to all kinds of records: lists, forms, locking, history, undo, what they close.

A kind of record is described once (`kinds.Kind`) and mounted (`routes.mount`); its feature adds
only what is its own.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.pupils import looks_like_a_pupil
    from mmo.records import closing, models, routes, showing

    app.register_blueprint(routes.bp)
    app.jinja_env.globals.update(
        closing_address=closing.address,
        adding_address=closing.adding_address,
        shown=showing.shown,
        undo_address=routes.undo_address,
        looks_like_a_pupil=looks_like_a_pupil,
    )
    assert models
