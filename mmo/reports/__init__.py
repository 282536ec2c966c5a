"""The year told in figures: the analysis, the year-end reports, and what is shared upward."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.reports import (  # noqa: F401
        catalogue,
        closing,
        models,
        search,
        share_views,
        summary_views,
        views,
    )
    from mmo.reports.figures import FIGURES
    from mmo.reports.words import STATE

    app.register_blueprint(views.bp)
    app.register_blueprint(share_views.bp)
    app.register_blueprint(summary_views.bp)
    app.jinja_env.globals.update(figures=FIGURES, paper_state_word=STATE)
