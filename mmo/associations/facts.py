"""What rules may ask of the year itself: its theme, its goal, its regulation."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.compliance.facts import source
from mmo.compliance.vocabulary import Options, Reason, Records, Standing, filled, words
from mmo.database import AnySelect


@source("year", AssociationYear)
def year() -> AnySelect:
    return select(
        AssociationYear.theme,
        AssociationYear.theme_on,
        AssociationYear.goal,
        AssociationYear.goal_on,
        AssociationYear.regulation_approved_on.label("approved_on"),
        AssociationYear.regulation_valid_from.label("valid_from"),
        AssociationYear.regulation_valid_to.label("valid_to"),
    )


def _text_standing(name: str, text: str | None, on: date | None, day: date) -> Standing:
    if not filled(text) or on is None:
        return Standing(False, reasons=((name, Reason("not_there")),))
    if on > day:
        return Standing(False, reasons=((name, Reason("dated_later", (on,))),))
    return Standing(True)


@words.state(
    "theme", dates=lambda records: [records["year"][0].theme_on], actions=lambda *_: ["set_theme"]
)
def theme(records: Records, day: date, _: Options) -> Standing:
    row = records["year"][0]
    return _text_standing("theme", row.theme, row.theme_on, day)


@words.state(
    "goal", dates=lambda records: [records["year"][0].goal_on], actions=lambda *_: ["set_goal"]
)
def goal(records: Records, day: date, _: Options) -> Standing:
    row = records["year"][0]
    return _text_standing("goal", row.goal, row.goal_on, day)


def _regulation_dates(records: Records) -> Iterator[date | None]:
    row = records["year"][0]
    yield from (row.approved_on, row.valid_from, row.valid_to)


@words.state(
    "regulation_in_force",
    dates=_regulation_dates,
    actions=lambda *_: ["adopt_regulation"],
)
def regulation_in_force(records: Records, day: date, _: Options) -> Standing:
    """Approved, already valid, not yet run out; one that has run out lapsed on its last day."""
    row = records["year"][0]
    lapsed = row.valid_to if row.valid_to is not None and row.valid_to < day else None
    if row.approved_on is None:
        reason = Reason("not_there")
    elif row.approved_on > day:
        reason = Reason("approved_later", (row.approved_on,))
    elif (valid_from := row.valid_from or row.approved_on) > day:
        reason = Reason("valid_later", (valid_from,))
    elif lapsed:
        reason = Reason("ran_out", (lapsed,))
    else:
        return Standing(True)
    return Standing(False, lapsed, (("regulation", reason),))
