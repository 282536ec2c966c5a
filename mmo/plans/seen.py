"""What of a plan a person has seen: whoever agrees it, returns it or has it approved means that.

The plan's own version says nothing of its items, so a step carries a mark of each of them.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from sqlalchemy import select
from wtforms import HiddenField

from mmo.extensions import db
from mmo.findings import hold
from mmo.plans import reading, revisions
from mmo.plans.models import PlanItem
from mmo.records.forms import RecordForm, of_year
from mmo.records.models import RemovedRecord


class Unseen(Exception):
    """Items of the plan differ from what the person had before them; nothing was kept."""

    def __init__(self, form: "SeenForm") -> None:
        super().__init__()
        self.form = form


class SeenForm(RecordForm):
    """A step that keeps the plan's items as the person had them before them."""

    apart = frozenset({"seen"})
    seen = HiddenField()
    told = ""
    """What changed in the plan since the step was opened."""

    def prepare(self) -> None:
        """The items as they stand now."""
        super().prepare()
        if not self.is_submitted():
            self.seen.data = _written(_marks(reading.items_of_year()))

    def write(self, record: Any) -> None:
        """The step's day and words, if the items are still those that were seen.

        Raises:
            Unseen: they are not.
        """
        super().write(record)
        db.session.flush()
        hold(db.session(), [g.year.id])
        if _read(self.seen.data) != _marks(reading.items_of_year(afresh=True)):
            raise Unseen(self)

    def show_again(self) -> None:
        """The step over the items as they stand now, saying what changed."""
        items = reading.items_of_year()
        before, now = _read(self.seen.data), _marks(items)
        added = [item.title for item in items if str(item.id) not in before]
        changed = [item.title for item in items
                   if before.get(str(item.id), now[str(item.id)]) != now[str(item.id)]]  # fmt: skip
        parts = (
            (_("added: %(titles)s", titles=_quoted(added)), added),
            (_("changed: %(titles)s", titles=_quoted(changed)), changed),
            *_gone(before.keys() - now.keys()),
        )
        self.told = "; ".join(sentence for sentence, titles in parts if titles)
        self.seen.data = _written(now)


def _gone(keys: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The items that were deleted, by the titles that they had."""
    ids = {UUID(key) for key in keys}
    chosen = select(RemovedRecord.record_id, RemovedRecord.title).where(
        of_year(RemovedRecord), RemovedRecord.record_id.in_(ids)
    )
    titles = list({row.record_id: row.title for row in db.session.execute(chosen)}.values())
    return [(_("deleted: %(titles)s", titles=_quoted(titles)), titles)]


def _quoted(titles: Iterable[str]) -> str:
    return ", ".join(_("“%(title)s”", title=title) for title in titles)


def _marks(items: Iterable[PlanItem]) -> dict[str, str]:
    """A short mark of each item, another one where anything of it is another."""
    return {item["id"]: _mark(item) for item in revisions.as_kept(items)}


def _mark(item: Mapping[str, Any]) -> str:
    return sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


def _written(marks: Mapping[str, str]) -> str:
    return " ".join(f"{key}:{mark}" for key, mark in marks.items())


def _read(written: str | None) -> dict[str, str]:
    """The marks of a form; what is none of them is passed over."""
    found = {}
    for part in (written or "").split():
        key, _colon, mark = part.partition(":")
        try:
            found[str(UUID(key))] = mark
        except ValueError:
            continue
    return found
