"""The first page, the dashboard of a year, and the picture of how it goes."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.compliance import sentences
    from mmo.dashboard import commands, picture, rechecking, views  # noqa: F401
    from mmo.labels import LEVEL, OBLIGATION, ORGANISATION_KIND, STATUS
    from mmo.menu import here, year_menu

    app.register_blueprint(views.bp)
    commands.register(app)
    app.jinja_env.globals.update(
        sentences=sentences,
        rule_title=picture.rule_title,
        status_word=STATUS,
        obligation_word=OBLIGATION,
        level_word=LEVEL,
        organisation_word=ORGANISATION_KIND,
        year_menu=year_menu,
        menu_here=here,
        readings_of=picture.readings_of,
    )
