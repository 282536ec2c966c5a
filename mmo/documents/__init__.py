"""Papers: what leaves the program as DOCX, PDF and XLSX, and how an organisation wants it."""

from flask import Flask


def init_app(app: Flask) -> None:
    from mmo.documents import commands, models, views  # noqa: F401
    from mmo.documents.labels import FORMAT, PAPER_OF
    from mmo.documents.layout import common
    from mmo.documents.making import shown_code
    from mmo.documents.menu import paper_menu
    from mmo.documents.registry import PAPERS

    common()
    for paper in PAPERS.values():
        assert paper.layout, paper.name  # a mistaken layout stops the start
    commands.register(app)
    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(
        papers=PAPERS,
        paper_of=PAPER_OF,
        format_word=FORMAT,
        shown_code=shown_code,
        paper_menu=paper_menu,
    )
