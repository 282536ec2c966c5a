"""The year told in figures: the analysis, the year-end reports, and what is shared upward."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.reports import catalogue, models, share_views, summary_views, views  # noqa: F401
    from mmo.reports.figures import FIGURES
    from mmo.reports.words import STATE

    app.register_blueprint(views.bp)
    app.register_blueprint(share_views.bp)
    app.register_blueprint(summary_views.bp)
    app.jinja_env.globals.update(figures=FIGURES, paper_state_word=STATE)
