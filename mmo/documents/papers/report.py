"""The year-end report: the figures of the analysis, and every clause with its evidence."""

from typing import Any
from uuid import UUID

from flask import current_app

from mmo.associations.models import AssociationYear
from mmo.compliance.rulefile import Obligation
from mmo.documents.papers.written import written
from mmo.documents.papers.year import analysis
from mmo.documents.records import YearRecords
from mmo.documents.wording import day, text
from mmo.findings import Judge
from mmo.labels import OBLIGATION, STATUS
from mmo.naming import nameless, names, plain_names
from mmo.reports.models import Paper
from mmo.web import today

MOST_NAMED = 3
"""Pieces of evidence that are named; the others are counted."""


def year_report(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the year-end report."""
    found = analysis(records, year)
    on = min(today(), records.year.end)
    judge: Judge = current_app.extensions["judge"]
    (judged,) = judge.judge(records.session, AssociationYear.id == year, on)
    edition = judged.gauges.rules.edition
    wanted = [rule for rule in judged.findings.rules() if rule.counted]
    called = names(records.session, records.row, {ref for rule in wanted for ref in rule.counted})
    plain = plain_names()
    clauses = []
    for entry, state in zip(edition.clauses, judged.findings.clauses, strict=True):
        if entry.obligation not in (Obligation.MUST, Obligation.SHOULD):
            continue
        counted = list(dict.fromkeys(ref for rule in state.rules for ref in rule.counted))
        said = [
            called[ref].name if ref in called else plain.get(ref, nameless(ref))
            for ref in counted[:MOST_NAMED]
        ]
        clauses.append(
            {
                "number": edition.label(entry.id),
                "gist": text(entry.gist),
                "obligation": str(OBLIGATION[entry.obligation]),
                "status": str(STATUS[state.status]),
                "evidence": [text(each) for each in said],
                "more": str(len(counted) - len(said)),
            }
        )
    return {
        **found,
        "as_of": day(on),
        "clauses": clauses,
        "written": written(records, Paper.REPORT),
    }
