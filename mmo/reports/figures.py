"""The registry of figures: each is one count of records, and the very records it counts.

All figures of all years asked for are worked out in a fixed number of queries: one for every
table that is counted, and one for all figures that are told by values (members by category).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    case,
    cast,
    func,
    literal,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from mmo.associations.models import AssociationYear
from mmo.database import AnyRow, AnySelect

Day = ColumnElement[date]
Parts = list[list[Any]]
"""A figure told by values: ``[["высшая", 3], ["первая", 5]]``, the largest first."""
Value = int | Parts


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Records that can be counted.

    Attributes:
        kind: their name in `mmo.naming`.
        people: whether a record is a person: such records are never shared upward.
    """

    kind: str
    model: Any
    joined: Callable[[AnySelect], AnySelect] = lambda chosen: chosen
    people: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A count of records.

    Attributes:
        where: which of the source's records count; it is given the day as of which they are.
        by: with it, the count is told by the values of this column.
        label: a value of it in words.
        part_of: code of the figure, told by the same values, of which this one is a part.
    """

    code: str
    title: Any
    source: Source
    where: Callable[[Day], ColumnElement[bool]]
    by: Any = None
    label: Callable[[str], Any] = str
    part_of: str | None = None

    @property
    def nothing(self) -> Value:
        """What is counted where there is no record."""
        return 0 if self.by is None else []

    def word(self, value: str | None) -> str:
        """A value of `by` in words."""
        return _("not given") if value in (None, "") else str(self.label(str(value)))


FIGURES: dict[str, Figure] = {}


def register(
    code: str,
    title: Any,
    source: Source,
    where: Callable[[Day], ColumnElement[bool]] = lambda _day: true(),
    by: Any = None,
    label: Callable[[str], Any] = str,
    part_of: str | None = None,
) -> None:
    """Add a figure to the registry."""
    FIGURES[code] = Figure(code, title, source, where, by, label, part_of)


def compute(
    session: Session, years: Iterable[UUID], today: date, codes: Collection[str] | None = None
) -> dict[UUID, dict[str, Value]]:
    """The figures of these years, by year and code; of a year that is over, as of its end."""
    chosen = [figure for code, figure in FIGURES.items() if codes is None or code in codes]
    ids = list(years)
    found = {year: {figure.code: figure.nothing for figure in chosen} for year in ids}
    plain = [figure for figure in chosen if figure.by is None]
    for source in dict.fromkeys(figure.source for figure in plain):
        own = [figure for figure in plain if figure.source is source]
        for row in session.execute(_counts(own, ids, today)):
            found[row.year_id].update({f.code: int(getattr(row, f.code) or 0) for f in own})
    told = [figure for figure in chosen if figure.by is not None]
    if told:
        rows = session.execute(union_all(*(_parts(each, ids, today) for each in told)))
        for row in sorted(rows, key=lambda row: (-row.many, row.value or "")):
            parts = found[row.year_id][row.code]
            assert isinstance(parts, list)
            parts.append([row.value, row.many])
    return found


def refs_behind(
    session: Session, year: AnyRow, figure: Figure, today: date, value: str | None = None
) -> list[str]:
    """The references of exactly the records that a figure counts, or of one value's part."""
    model = figure.source.model
    chosen = _chosen(figure.source, [model.ref], [year.id]).where(figure.where(_day(today)))
    if figure.by is not None and value is not None:
        same = cast(figure.by, String) == value
        chosen = chosen.where(same if value else same | figure.by.is_(None))
    found = session.scalars(chosen.order_by(model.ordinal))
    return [f"{figure.source.kind}:{ref}" for ref in found]


def _counts(figures: Sequence[Figure], years: Sequence[UUID], today: date) -> AnySelect:
    source, day = figures[0].source, _day(today)
    sums = [func.sum(case((each.where(day), 1), else_=0)).label(each.code) for each in figures]
    columns = [source.model.year_id.label("year_id"), *sums]
    return _chosen(source, columns, years).group_by(source.model.year_id)


def _parts(figure: Figure, years: Sequence[UUID], today: date) -> AnySelect:
    model, value = figure.source.model, cast(figure.by, String)
    columns = [
        literal(figure.code, String).label("code"),
        model.year_id.label("year_id"),
        value.label("value"),
        func.count().label("many"),
    ]
    chosen = _chosen(figure.source, columns, years).where(figure.where(_day(today)))
    return chosen.group_by(model.year_id, value)


def _chosen(source: Source, columns: Sequence[Any], years: Sequence[UUID]) -> AnySelect:
    model = source.model
    belongs = select(AssociationYear.association_id, AssociationYear.id).where(
        AssociationYear.id.in_(years)
    )
    chosen = (
        select(*columns)
        .select_from(model)
        .join(
            AssociationYear,
            (AssociationYear.association_id == model.association_id)
            & (AssociationYear.id == model.year_id),
        )
    )
    return source.joined(chosen).where(tuple_(model.association_id, model.year_id).in_(belongs))


def _day(today: date) -> Day:
    """The day as of which records are counted: today, or the end of a year that is over."""
    return case((AssociationYear.end < today, AssociationYear.end), else_=literal(today, Date))
