"""What a school shares upward. Here, and nowhere else, is decided what the office reads of it.

`content_of` makes what is sent: statuses and counts, never a person. What is not asked for
(texts, titles of records) is not in it. The office reads the stored content and no record, so
it sees to the letter what was shown to the school before it was sent.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mmo import journal
from mmo.clock import now
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.naming import names
from mmo.reports.content import PaperView
from mmo.reports.figures import FIGURES, refs_behind
from mmo.reports.models import Paper, Share
from mmo.reports.sections import SECTIONS

TITLED = ("meeting", "plan_item", "activity", "material", "creative_group")
"""Records whose titles may be shared; never people, and no decisions, which name people."""
Views = dict[Paper, PaperView]


def content_of(views: Views, *, with_text: bool, with_records: bool) -> dict[str, Any]:
    """Everything that the office will read of a year."""
    analysis = views[Paper.ANALYSIS]
    figures = views[Paper.ANALYSIS].live | views[Paper.REPORT].live
    content: dict[str, Any] = {
        "clauses": [
            {
                "id": line.clause.id,
                "label": line.label,
                "gist": line.clause.gist,
                "obligation": line.clause.obligation.value,
                "status": line.status.value if line.status else None,
                "due": line.due.isoformat() if line.due else None,
            }
            for line in analysis.lines
        ],
        "figures": figures,
        "papers": {paper.value: _where(view) for paper, view in views.items()},
        "texts": {},
        "records": {},
    }
    if with_text:
        content["texts"] = {paper.value: _texts(view) for paper, view in views.items()}
    if with_records:
        content["records"] = _titles(analysis, figures)
    return content


def digest(content: dict[str, Any]) -> str:
    """Tells whether what is sent is what was shown."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def send(
    year: AnyRow, content: dict[str, Any], by: str, *, with_text: bool, with_records: bool
) -> None:
    """Send it; what was sent before is replaced by it."""
    earlier = [share for share in shares(year) if share.withdrawn_at is None]
    for share in earlier:
        _empty(share, by)
    journal.save(
        *earlier,
        Share(
            association_id=year.association_id,
            year_id=year.id,
            sent_by=by,
            with_text=with_text,
            with_records=with_records,
            content=content,
        ),
        action="share",
    )


def withdraw(year: AnyRow, by: str) -> None:
    """Take back what was sent: the office reads nothing of it any more."""
    sent = [share for share in shares(year) if share.withdrawn_at is None]
    for share in sent:
        _empty(share, by)
    if sent:
        journal.save(*sent, action="withdraw")


def shares(year: AnyRow) -> Sequence[Share]:
    """Everything that was ever sent of a year, the last first."""
    return db.session.scalars(
        select(Share)
        .where(Share.association_id == year.association_id, Share.year_id == year.id)
        .order_by(Share.sent_at.desc(), Share.id.desc())
    ).all()


def shared(year: AnyRow) -> Share | None:
    """What the office reads of a year; None where nothing is sent, or it was taken back."""
    return next((share for share in shares(year) if share.withdrawn_at is None), None)


def shared_of(years: Iterable[UUID]) -> dict[UUID, Share]:
    """What the office reads of many years, in one query."""
    found = db.session.scalars(
        select(Share)
        .where(Share.year_id.in_(list(years)), Share.withdrawn_at.is_(None))
        .order_by(Share.sent_at)
    )
    return {share.year_id: share for share in found}


def _empty(share: Share, by: str) -> None:
    share.withdrawn_at, share.withdrawn_by, share.content = now(), by, {}


def _where(view: PaperView) -> dict[str, str | None]:
    row = view.way.row
    dates = ("completed_on", "submitted_on", "accepted_on")
    found = {name: getattr(row, name) if row else None for name in dates}
    return {"state": view.way.state.value} | {
        name: on.isoformat() if on else None for name, on in found.items()
    }


def _texts(view: PaperView) -> list[list[str]]:
    texts = ((code.code, view.rows.get(code.code)) for code in SECTIONS[view.paper])
    return [[code, row.text] for code, row in texts if row and row.text]


def _titles(view: PaperView, figures: dict[str, Any]) -> dict[str, list[str]]:
    refs = {
        code: refs_behind(db.session(), view.year, FIGURES[code], view.today)
        for code, value in figures.items()
        if FIGURES[code].source.kind in TITLED and isinstance(value, int) and value
    }
    known = names(db.session(), view.year, (ref for each in refs.values() for ref in each))
    return {code: [known[ref].name for ref in each if ref in known] for code, each in refs.items()}
