"""What a person's own calendar is made of: every year whose records they may read now."""

from collections.abc import Sequence
from datetime import date

from flask import current_app

from mmo.accounts.guard import open_scope
from mmo.accounts.permissions import Scoped, abilities
from mmo.accounts.scope import years_with_records
from mmo.dates.events import Event, Readable, events
from mmo.extensions import db
from mmo.findings import Judge
from mmo.schoolyear import Window, year_of


def own_years(grants: Sequence[Scoped], span: Window) -> list[Readable]:
    """The years that these days touch; the database shows their rows from now on.

    The last days before a year and the first after it belong to its neighbours too: a paper
    of last year may be due in August.
    """
    asked = range(year_of(span.first) - 1, year_of(span.last) + 2)
    rows = years_with_records(grants, asked)
    open_scope({row.association_id for row in rows})
    return [Readable(row, abilities(grants, row)) for row in rows]


def own_events(grants: Sequence[Scoped], first: date, last: date) -> list[Event]:
    """Everything that stands in a person's calendar on these days."""
    span = Window(first, last)
    return read(own_years(grants, span), span)


def read(years: Sequence[Readable], span: Window) -> list[Event]:
    """Everything that stands in the calendar of these years on these days."""
    judge: Judge = current_app.extensions["judge"]
    return events(db.session(), judge, years, span)
