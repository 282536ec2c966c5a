"""`paper-templates`: writes our Word templates from their layouts."""

import click
from flask import Flask

from mmo.documents.registry import PAPERS
from mmo.documents.word_template import FOLDER, build


def register(app: Flask) -> None:
    """Add the command to ``flask --app app``."""
    app.cli.add_command(paper_templates)


@click.command("paper-templates")
def paper_templates() -> None:
    """Write our Word templates from their layouts; run it after a layout changes."""
    FOLDER.mkdir(exist_ok=True)
    for paper in PAPERS.values():
        (FOLDER / f"{paper.name}.docx").write_bytes(build(paper.layout))
        click.echo(f"{paper.name}.docx")
