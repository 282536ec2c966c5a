"""The papers of a year: the list, what one lacks before it is printed, the file, and its code."""

import io
from uuid import UUID

from flask import Blueprint, abort, current_app, g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.documents.codes import find, printings, remember, still_holds, typed
from mmo.documents.completeness import lacking
from mmo.documents.listing import listing
from mmo.documents.making import MIME, Made, make
from mmo.documents.records import NoSuchRecord, YearRecords
from mmo.documents.registry import PAPERS, Format, Of, Paper
from mmo.extensions import db
from mmo.findings import Judge
from mmo.web import page

bp = Blueprint("documents", __name__)
YEAR = "/associations/<association>/<int:year>/papers"


@bp.get(f"{YEAR}/")
@in_year(Can.READ_RECORDS)
def papers() -> ResponseReturnValue:
    """Everything that can be printed, by the record that it is about."""
    found = listing(year_records(), g.can, request.args)
    return page("documents/papers.html", "documents/_papers.html", listing=found, kinds=list(Of))


@bp.get(f"{YEAR}/<paper>/<uuid:record_id>")
@in_year(Can.READ_RECORDS)
def paper(paper: str, record_id: UUID) -> ResponseReturnValue:
    """What a paper lacks, and its files."""
    made = made_or_404(paper_or_404(paper), record_id)
    edition = the_judge().rules_of(db.session(), g.year).edition
    return render_template(
        "documents/paper.html",
        made=made,
        lacks=list(lacking(made, edition)),
        edition=edition,
        printings=printings(paper, record_id),
    )


@bp.get(f"{YEAR}/<paper>/<uuid:record_id>/<form>")
@in_year(Can.READ_RECORDS)
def file(paper: str, record_id: UUID, form: str) -> ResponseReturnValue:
    """The paper as a file."""
    chosen = paper_or_404(paper)
    if form not in chosen.formats:
        abort(404)
    made = made_or_404(chosen, record_id)
    data = made.write(Format(form))
    remember(made, Format(form))
    return send_file(
        io.BytesIO(data),
        mimetype=MIME[Format(form)],
        as_attachment=True,
        download_name=f"{made.name}.{form}",
    )


@bp.get(f"{YEAR}/code")
@in_year(Can.READ_RECORDS)
def code() -> ResponseReturnValue:
    """Which version of which paper a code stands for."""
    asked = typed(request.args.get("code", ""))
    row = find(asked) if asked else None
    if row is not None and PAPERS[row.paper].reads not in g.can:
        row = None
    holds = still_holds(row, year_records()) if row is not None else None
    return render_template("documents/code.html", asked=asked, row=row, holds=holds, papers=PAPERS)


def the_judge() -> Judge:
    """The judge of this installation."""
    judge: Judge = current_app.extensions["judge"]
    return judge


def year_records() -> YearRecords:
    """The rows of the year that the address names."""
    return YearRecords(db.session(), g.year)


def paper_or_404(name: str) -> Paper:
    """The paper of this name, where there is one that the person may print."""
    paper = PAPERS.get(name)
    if paper is None or paper.reads not in g.can:
        abort(404)
    return paper


def made_or_404(paper: Paper, record_id: UUID) -> Made:
    """The paper of this record of the year."""
    try:
        return make(paper, year_records(), record_id)
    except NoSuchRecord:
        abort(404)
