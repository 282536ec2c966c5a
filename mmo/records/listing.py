"""One page of a list of records: searched, filtered, ordered, in a fixed number of queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import url_for
from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from mmo.database import AnyRow, AnySelect, text_key
from mmo.extensions import db
from mmo.paging import Paged, cut
from mmo.records.kinds import Column, Filter, Kind
from mmo.records.lateness import is_late
from mmo.web import parse_page

LONGEST_SEARCH = 100


@dataclass
class Chip:
    """A filter that is on, and the address of the list without it."""

    text: str
    without: str


@dataclass
class RecordList(Paged):
    """The list that an address asks for."""

    kind: Kind
    asked: Mapping[str, str]
    rows: Sequence[AnyRow] = ()
    total: int = 0
    chosen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.search = self.asked.get("q", "").strip()[:LONGEST_SEARCH]
        for each in self._filters:
            value = self.asked.get(each.name, "")
            if value in {key for key, _label in self.choices(each)}:
                self.chosen[each.name] = value
        self.total = db.session.scalar(select(func.count()).select_from(self._ids())) or 0
        self.late = self._late() if self.total else 0
        self.on_a_page = self.kind.page_size
        self.number = parse_page(self.asked.get("page"), self.pages)
        chosen = cut(self._ordered(), self.number, self.on_a_page)
        self.rows = db.session.execute(chosen).all()

    def all_rows(self) -> Sequence[AnyRow]:
        """Every row of exactly this selection, for an export."""
        return db.session.execute(self._ordered()).all()

    @cached_property
    def _filters(self) -> list[Filter]:
        return self.kind.seen_filters()

    @cached_property
    def _offered(self) -> dict[str, list[tuple[str, Any]]]:
        return {each.name: list(each.choices()) for each in self._filters}

    def choices(self, which: Filter) -> list[tuple[str, Any]]:
        """What a filter offers."""
        return self._offered[which.name]

    @property
    def filtered(self) -> bool:
        return bool(self.search or self.chosen)

    @property
    def sorted_by(self) -> tuple[Column | None, bool]:
        """The column that orders the list, and whether backwards."""
        asked = self.asked.get("sort", "")
        for column in self.kind.seen_columns():
            if column.sort and column.name == asked.removeprefix("-"):
                return column, asked.startswith("-")
        return None, False

    @property
    def group(self) -> Column | None:
        """The column whose value heads groups of rows; none where another order is asked for."""
        if self.sorted_by[0] is not None:
            return None
        return next((c for c in self.kind.seen_columns() if c.name == self.kind.grouped_by), None)

    @property
    def columns(self) -> list[Column]:
        """The columns that are drawn: the one that heads groups is not among them."""
        seen = [column for column in self.kind.seen_columns() if not column.in_files_only]
        return [column for column in seen if column is not self.group]

    def _narrowed(self) -> AnySelect:
        chosen = self.kind.narrowed()
        for word in (text_key(self.search) or "").split():
            chosen = chosen.where(or_(*(_holds(column, word) for column in self.kind.searched())))
        for each in self._filters:
            if each.name in self.chosen:
                chosen = chosen.where(each.where(self.chosen[each.name]))
        return chosen

    def _late(self) -> int:
        """How many of the selection were entered long after their own day."""
        if self.kind.own_day is None:
            return 0
        late = is_late(self.kind.own_day, self.kind.model.created_at)
        chosen = self._narrowed().where(late).with_only_columns(self.kind.model.id).order_by(None)
        return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0

    def _ids(self) -> Any:
        return self._narrowed().with_only_columns(self.kind.model.id).order_by(None).subquery()

    def _ordered(self) -> AnySelect:
        column, backwards = self.sorted_by
        keys = [key.desc() if backwards else key for key in column.sort] if column else []
        order = (*keys, *self.kind.order, self.kind.model.ordinal, self.kind.model.id)
        return self._narrowed().order_by(None).order_by(*order)

    def address(self, **changed: Any) -> str:
        """The address of this list with something changed; None takes it away."""
        asked: dict[str, Any] = {**self.chosen, "q": self.search or None,
                                 "sort": self.asked.get("sort") or None} | changed  # fmt: skip
        return url_for(self.kind.endpoint("list"), **asked)

    def page_address(self, number: int) -> str:
        """The address of another page of this list."""
        return self.address(page=number)

    def sort_address(self, column: Column) -> str:
        """The address of the list ordered by a column; once more, backwards."""
        now, backwards = self.sorted_by
        turned = now is column and not backwards
        return self.address(sort=f"-{column.name}" if turned else column.name)

    def chips(self) -> Iterator[Chip]:
        """The filters that are on, in words."""
        if self.search:
            yield Chip(f"«{self.search}»", self.address(q=None))
        for each in self._filters:
            if value := self.chosen.get(each.name):
                word = next(label for key, label in self.choices(each) if key == value)
                yield Chip(f"{each.title}: {word}", self.address(**{each.name: None}))


def _holds(column: Any, word: str) -> Any:
    folded = isinstance(column, InstrumentedAttribute) and column.key == "name_key"
    key = column if folded else func.text_key(column)
    return key.contains(word, autoescape=True)
