"""Judging again what no longer holds: at a terminal, and by the server itself."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from mmo import journal
from mmo.associations.models import Association, AssociationYear
from mmo.clock import today
from mmo.compliance.models import YearState
from mmo.extensions import db
from mmo.findings import STATE_COLUMNS, YEAR_COLUMNS, Judge
from mmo.jobs.queue import swept

BATCH = 100
"""Years judged and stored in one transaction: what is interrupted loses no more than that."""


def batches(day: date, *, everything: bool = False) -> list[list[UUID]]:
    """The years whose stored state no longer holds on `day`, or all of them, in portions."""
    judge: Judge = current_app.extensions["judge"]
    rows = db.session.execute(
        select(*YEAR_COLUMNS, *STATE_COLUMNS)
        .join(Association)
        .outerjoin(YearState, YearState.year_id == AssociationYear.id)
        .order_by(AssociationYear.id)
    ).all()
    chosen = rows if everything else judge.stale(db.session(), rows, day)
    db.session.rollback()  # the reading is over; each batch is a transaction of its own
    return list(_portions([row.id for row in chosen]))


def judge_again(years: list[UUID], day: date) -> None:
    """Judge one portion and store it."""
    judge: Judge = current_app.extensions["judge"]
    with journal.change("recheck"):
        judge.refresh(db.session(), years, day)


@swept
def keep_fresh() -> None:
    """A day has passed: lists and maps show it, though nobody has opened the year."""
    day = today(current_app.config["SETTINGS"].zone)
    for years in batches(day):
        judge_again(years, day)


def _portions(years: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(years), BATCH):
        yield years[start : start + BATCH]
