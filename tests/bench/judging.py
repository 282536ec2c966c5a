"""Judging one year, and a thousand, against the plain evaluator of the tests."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

from mmo.associations.models import Association, AssociationYear
from mmo.compliance.judging import judge
from mmo.database import Base, uuid7, writing
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from mmo.process import settle
from tests.factories import as_bundle
from tests.reference.plain_evaluator import evaluate
from tests.reference.random_years import random_year

DAY = date(2026, 3, 1)
SIZES = (250, 500, 1000)


def timed(work: Callable[[], object], repeat: int = 15) -> float:
    """The median of how long the work takes, in milliseconds."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def rich_year(level: str) -> dict[str, Any]:
    """The richest of some random years of 2025/26."""
    rng = random.Random(5)
    years = (random_year(rng, level) for _ in range(3000))
    fitting = [year for year in years if year["year"]["start"].startswith("2025")]
    return max(fitting, key=lambda year: len(str(year)))


def measure(app: Flask) -> None:
    """Print the lines about judging."""
    settle()
    the_judge: Judge = app.extensions["judge"]
    data = rich_year("school")
    year = import_bundle(as_bundle(app, data))
    which = AssociationYear.id == year.id
    ((_row, gauges),) = the_judge.gauge(db.session(), which)
    readings = [
        year_gauges.measure(gauge, reading, DAY)
        for year_gauges in (gauges,)
        for gauge, reading in year_gauges.read(DAY)
    ]
    plain = timed(lambda: evaluate(data, DAY))
    facts = timed(lambda: the_judge.gauge(db.session(), which))
    engine = timed(lambda: the_engine().decide(readings))
    whole = timed(lambda: judge(the_engine(), [gauges], DAY))
    print("One school year (the richest of 3,000 random ones)")
    print(f"  plain evaluator                 {plain:8.2f} ms   1.00")
    print(f"  facts from the database         {facts:8.2f} ms   {facts / plain:.2f}")
    print(f"  engine ({len(set(readings))} distinct measures)     "
          f"{engine:8.2f} ms   {engine / plain:.2f}")  # fmt: skip
    print(f"  measuring, engine, clauses      {whole:8.2f} ms   {whole / plain:.2f}")
    many(the_judge, year.id, plain)


def many(the_judge: Judge, year: Any, plain: float) -> None:
    """Years judged and stored; a copy of one year for each association."""
    print("Years judged and stored (ratio to as many runs of the plain evaluator)")
    made: list[Any] = [year]
    db.session.remove()
    for size in SIZES:
        with writing(), db.session.begin():
            made += [copy_year(year) for _ in range(size - len(made))]
        start = time.perf_counter()
        for first in range(0, size, 100):
            with writing(), db.session.begin():
                the_judge.refresh(db.session(), made[first : first + 100], DAY)
        taken = (time.perf_counter() - start) * 1000
        print(f"  {size:5d} years                     {taken:8.0f} ms   "
              f"{taken / size / plain:.2f}   {taken / size:.2f} ms a year")  # fmt: skip


def copy_year(year: Any) -> Any:
    """A copy of a year and all its rows under a new association."""
    association, copied = uuid7(), uuid7()
    session = db.session
    own = session.execute(select(AssociationYear.__table__).where(AssociationYear.id == year)).one()
    source = session.execute(
        select(Association.__table__).where(Association.id == own.association_id)
    ).one()
    values = source._asdict() | {"id": association, "code": association.hex}
    session.execute(insert(Association).values(values))
    values = own._asdict() | {"association_id": association, "id": copied}
    session.execute(insert(AssociationYear).values(values))
    for table in Base.metadata.sorted_tables:
        if {"association_id", "year_id"} <= set(table.c.keys()) and table.name not in SKIPPED:
            rows = session.execute(select(table).where(table.c.year_id == year)).all()
            changed = {"association_id": association, "year_id": copied}
            if rows:
                session.execute(insert(table), [row._asdict() | changed for row in rows])
    session.execute(update(AssociationYear).where(AssociationYear.id == copied).values(revision=1))
    return copied


SKIPPED = {"audit_line", "year_state", "state_day"}
