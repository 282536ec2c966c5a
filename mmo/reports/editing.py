"""Writes sections, remarks and answers. A section that somebody else changed is not overwritten."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm.exc import StaleDataError

from mmo import journal
from mmo.clock import now
from mmo.extensions import db
from mmo.records.writing import once
from mmo.reports.content import PaperView, SectionView
from mmo.reports.models import ReportRemark, ReportSection, ShareRemark


class Conflict(Exception):
    """Somebody saved the section in the meantime; nothing was written."""


def save_section(
    view: PaperView, shown: SectionView, text: str, typed: dict[str, int | None], version: int
) -> None:
    """Keep the text and the figures typed by hand.

    Raises:
        Conflict: the stored version is not the one that was shown.
    """
    row = shown.row
    if (row.version if row else 0) != version:
        raise Conflict
    if row is None:
        row = _new(view, shown)
    drafted: dict[str, Any] = {each.figure.code: each.drafted for each in shown.figures}
    row.text = text.replace("\r\n", "\n").strip()
    row.typed = {
        code: number
        for code, number in typed.items()
        if number is not None and number != drafted[code]
    }
    try:
        journal.save(row)
    except StaleDataError:
        raise Conflict from None


def _new(view: PaperView, shown: SectionView) -> ReportSection:
    return ReportSection(
        association_id=view.year.association_id,
        year_id=view.year.id,
        paper=view.paper,
        section=shown.section.code,
        figures={each.figure.code: each.live for each in shown.figures},
        last=view.last_now(shown.section),
    )


def add_remark(
    view: PaperView, key: UUID, section: str, clause: str | None, text: str, by: str
) -> None:
    """Pin a remark to a section, or to a clause in it; of a form sent twice it is one."""
    if find_remark(view, key) is not None:
        return
    with once(ReportRemark, key):
        remark = ReportRemark(
            association_id=view.year.association_id,
            year_id=view.year.id,
            id=key,
            paper=view.paper,
            section=section,
            clause=clause,
            text=text.strip(),
            by=by,
        )
        db.session.add(remark)


def find_remark(view: PaperView, remark: UUID) -> ReportRemark | None:
    """A remark of this paper."""
    return next((each for each in view.way.remarks if each.id == remark), None)


def answer(remark: ReportRemark | ShareRemark, text: str, by: str) -> None:
    """Write what was done about a remark."""
    remark.answer, remark.answered_at, remark.answered_by = text.strip(), now(), by
    journal.save(remark)


def resolve(remark: ReportRemark | ShareRemark, by: str, *, settled: bool) -> None:
    """The reviewer is satisfied, or takes it back up; twice is once."""
    if settled == (remark.resolved_at is not None):
        return
    remark.resolved_at = now() if settled else None
    remark.resolved_by = by if settled else None
    journal.save(remark)
