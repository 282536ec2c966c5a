"""What rules may ask of the analysis of the year."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from mmo.analyses.models import Analysis
from mmo.compliance.facts import source
from mmo.compliance.vocabulary import Options, Reason, Records, Standing, filled, words
from mmo.database import AnySelect
from mmo.members.models import Member


@source("analysis", Analysis)
def analysis() -> AnySelect:
    return select(
        Analysis.completed_on,
        Analysis.submitted_on,
        Analysis.reviewed_on,
        Analysis.reviewed_by,
        Member.full_name.label("author"),
    ).outerjoin(
        Member,
        (Member.association_id == Analysis.association_id) & (Member.id == Analysis.author_id),
    )


def _dates(records: Records) -> Iterator[date | None]:
    for row in records["analysis"]:
        yield from (row.completed_on, row.submitted_on, row.reviewed_on)


def _by_day(records: Records, field: str, missing: str, day: date) -> Standing:
    on = getattr(records["analysis"][0], field) if records["analysis"] else None
    if on is None:
        return Standing(False, reasons=(("analysis", Reason(missing)),))
    if on > day:
        return Standing(False, reasons=(("analysis", Reason(f"{missing}_yet", (on,))),))
    return Standing(True)


@words.state("analysis_complete", dates=_dates, actions=lambda *_: ["complete_analysis"])
def analysis_complete(records: Records, day: date, _: Options) -> Standing:
    return _by_day(records, "completed_on", "not_completed", day)


@words.state("analysis_submitted", dates=_dates, actions=lambda *_: ["submit_analysis"])
def analysis_submitted(records: Records, day: date, _: Options) -> Standing:
    return _by_day(records, "submitted_on", "not_handed_in", day)


@words.state("analysis_reviewed", dates=_dates, actions=lambda *_: ["review_analysis"])
def analysis_reviewed(records: Records, day: date, _: Options) -> Standing:
    """Reviewed by somebody named, and not by the author; with no author anybody will do."""
    standing = _by_day(records, "reviewed_on", "not_reviewed", day)
    if not standing.holds:
        return standing
    row = records["analysis"][0]
    if not filled(row.reviewed_by):
        return Standing(False, reasons=(("analysis", Reason("reviewer_not_named")),))
    if row.reviewed_by == row.author:
        return Standing(False, reasons=(("analysis", Reason("reviewed_by_author")),))
    return Standing(True)
