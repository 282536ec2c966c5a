"""Papers: what leaves the program as DOCX, PDF and XLSX, and how an organisation wants it."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.documents import (  # noqa: F401
        binding,
        commands,
        folder_views,
        models,
        settings_views,
        template_views,
        views,
    )
    from mmo.documents.labels import FORMAT, PAPER_OF
    from mmo.documents.making import shown_code
    from mmo.documents.menu import paper_menu
    from mmo.documents.registry import PAPERS

    commands.register(app)
    for each in (views, settings_views, template_views, folder_views):
        app.register_blueprint(each.bp)
    app.jinja_env.globals.update(
        papers=PAPERS,
        paper_of=PAPER_OF,
        format_word=FORMAT,
        shown_code=shown_code,
        paper_menu=paper_menu,
    )
