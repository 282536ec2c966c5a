"""The demonstration's analyses and reports: written, returned once, accepted, and shared."""

from datetime import UTC, date, datetime
from typing import Any

from flask import current_app

from mmo import journal
from mmo.accounts.scope import find_year
from mmo.clock import standing_at, today
from mmo.database import AnyRow, uuid7
from mmo.demo.content import read_content
from mmo.extensions import db
from mmo.reports import editing, share_review, sharing
from mmo.reports.content import PaperView
from mmo.reports.drafting import draft
from mmo.reports.models import Paper, Share


def write_papers(school: str, district: str, year: int) -> None:
    """Last year's papers as people wrote them, and the beginning of this year's."""
    texts = read_content("papers")
    day = date(year, 6, 9)
    _write(school, year - 1, Paper.ANALYSIS, texts["school"]["analysis"], day)
    _come_and_go(school, year - 1, texts["school"])
    _write(school, year - 1, Paper.REPORT, texts["school"]["report"], day)
    with _at(date(year, 6, 17)):
        _hand_in(_open(school, year - 1, Paper.REPORT), _who("head"))
        _accept(_open(school, year - 1, Paper.REPORT), _who("deputy"))
    _share(school, year - 1)
    _write(district, year - 1, Paper.ANALYSIS, texts["district"]["analysis"], day)
    with _at(date(year, 6, 24)):
        _forget_import(district, year - 1)
        _hand_in(_open(district, year - 1, Paper.ANALYSIS), _who("office"))
        _accept(_open(district, year - 1, Paper.ANALYSIS), _who("office"))
    draft(_open(school, year, Paper.ANALYSIS))


def _come_and_go(code: str, year: int, texts: dict[str, Any]) -> None:
    """Handed in, returned with a remark, answered, handed in again, accepted."""
    dates = _forget_import(code, year)
    with _at(dates["submitted_on"]):
        _hand_in(_open(code, year, Paper.ANALYSIS), _who("head"))
    with _at(date(year + 1, 6, 15)):
        remark = texts["remark"]
        view = _open(code, year, Paper.ANALYSIS)
        editing.add_remark(view, uuid7(), remark["section"], None, remark["text"], _who("deputy"))
        view = _open(code, year, Paper.ANALYSIS)
        view.way.give_back(_who("deputy"), view.snapshot())
    _write(code, year, Paper.ANALYSIS, texts["mended"], date(year + 1, 6, 16))
    with _at(date(year + 1, 6, 17)):
        view = _open(code, year, Paper.ANALYSIS)
        editing.answer(view.way.remarks[0], texts["answer"], _who("head"))
        _hand_in(_open(code, year, Paper.ANALYSIS), _who("head"))
    with _at(dates["accepted_on"]):
        _accept(_open(code, year, Paper.ANALYSIS), _who("deputy"))


def _forget_import(code: str, year: int) -> dict[str, date]:
    """The dates that the analysis came with; they come again as people enter them."""
    row = _open(code, year, Paper.ANALYSIS).way.row
    dates = {"submitted_on": row.submitted_on, "accepted_on": row.accepted_on}
    row.submitted_on = row.accepted_on = None
    journal.save(row)
    return dates


def _write(code: str, year: int, paper: Paper, texts: dict[str, str], day: date) -> None:
    with _at(day):
        view = _open(code, year, paper)
        if not view.begun:
            draft(view)
        for section, text in texts.items():
            view = _open(code, year, paper)
            shown = next(each for each in view.sections if each.section.code == section)
            editing.save_section(view, shown, text, {}, shown.row.version if shown.row else 0)


def _hand_in(view: PaperView, by: str) -> None:
    row = view.way.row
    to = (row.submitted_to if row else None) or read_content("papers")["reader"]
    view.way.submit(view.today, to, by, view.snapshot())


def _accept(view: PaperView, by: str) -> None:
    view.way.accept(view.today, by, view.snapshot())


def _share(code: str, year: int) -> None:
    """Sent, returned by the office with a remark, answered, sent again, accepted."""
    texts = read_content("papers")["shared"]
    with _at(date(year + 1, 6, 26)):
        views = {paper: _open(code, year, paper) for paper in Paper}
        content = sharing.content_of(views, with_text=True, with_records=True)
        row = views[Paper.ANALYSIS].year
        sharing.send(row, content, _who("deputy"), with_text=True, with_records=True)
    with _at(date(year + 1, 6, 29)):
        sent = _sent(row)
        share_review.add_remark(sent, texts["clause"], texts["remark"], _who("office"))
        share_review.give_back(sent, share_review.remarks_on(row), _who("office"))
    with _at(date(year + 1, 6, 30)):
        editing.answer(share_review.remarks_on(row)[0], texts["answer"], _who("deputy"))
        sharing.send(row, content, _who("deputy"), with_text=True, with_records=True)
    with _at(date(year + 1, 7, 1)):
        share_review.accept(_sent(row), share_review.remarks_on(row), _who("office"))


def _sent(row: AnyRow) -> Share:
    found = sharing.shared(row)
    assert found is not None
    return found


def _who(post: str) -> str:
    name: str = read_content("papers")["people"][post]
    return name


def _open(code: str, year: int, paper: Paper) -> PaperView:
    db.session.expire_all()
    row = find_year(code, year)
    assert row is not None
    rules = current_app.extensions["judge"].rules_of(db.session(), row)
    return PaperView(row, paper, rules, today(current_app.config["SETTINGS"].zone))


def _at(day: date) -> Any:
    return standing_at(datetime(day.year, day.month, day.day, 11, tzinfo=UTC))
