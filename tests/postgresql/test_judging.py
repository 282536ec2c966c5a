"""Judging behind the fences: of every year that a change touches, and by two at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from mmo.associations.models import Association, AssociationYear
from mmo.clock import standing_at
from mmo.compliance.models import YearState
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.findings import STATE_COLUMNS, YEAR_COLUMNS, Judge
from mmo.tenancy import EVERYTHING, limit_to
from tests.conftest import TODAY
from tests.factories import as_bundle, bundle, full_member, meeting

Bring = Callable[..., AssociationYear]


@contextmanager
def seen_only(*years: AssociationYear) -> Iterator[None]:
    """The database shows the rows of these years' associations, as to a request of one head."""
    scope = ",".join(str(year.association_id) for year in years)
    db.session.rollback()
    limit_to(scope)
    try:
        yield
    finally:
        limit_to(EVERYTHING)
        db.session.remove()


def of_district() -> dict[str, Any]:
    """A municipal association whose members work at the school of another association."""
    made = bundle("district", "municipal", meetings=[meeting()],
                  members=[full_member(organisation="school-5-org")])  # fmt: skip
    made["organisations"] += bundle("school-5")["organisations"]
    return made


def test_a_change_of_one_association_judges_another_by_the_records_that_it_has(
    app: Flask, bring: Bring
) -> None:
    district, school = bring(of_district()), bring(bundle("school-5"))
    stored = select(YearState.rules).where(YearState.year_id == district.id)
    before = db.session.scalar(stored)
    changed = bundle("school-5")
    changed["organisations"][0]["name"] = "Школа № 5 имени Ушинского"
    with seen_only(school):
        import_bundle(as_bundle(app, changed))
    assert db.session.scalar(stored) == before


def test_two_who_look_at_a_stale_year_at_once_both_see_it(app: Flask, bring: Bring) -> None:
    year = bring(bundle(meetings=[meeting()]))
    db.session.execute(delete(YearState))
    db.session.commit()
    judge: Judge = app.extensions["judge"]
    chosen = (
        select(*YEAR_COLUMNS, *STATE_COLUMNS)
        .join(Association)
        .outerjoin(YearState, YearState.year_id == AssociationYear.id)
        .where(AssociationYear.id == year.id)
    )
    start = Barrier(4)

    def look(_number: int) -> bool:
        with standing_at(TODAY), app.app_context():
            row = db.session.execute(chosen).one()
            start.wait(10)
            judge.ensure_fresh(row, TODAY.date())
            db.session.remove()
            return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, range(4))) == [True] * 4
    db.session.rollback()
    assert len(db.session.scalars(select(YearState.year_id)).all()) == 1
