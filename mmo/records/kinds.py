"""What a kind of record is: its words, its table, its list, its form. Described once, used by all.

`KINDS` holds every kind by the name that refs use (``member`` in ``member:m3``); a feature adds
its own in its `records.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import ColumnElement

from mmo.accounts.permissions import Can
from mmo.database import AnySelect
from mmo.records.forms import RecordForm, of_year
from mmo.records.lateness import entered_late
from mmo.web import Refused


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of record is called on screens; all are lazy texts.

    `empty` says on an empty page what to do first.
    """

    one: Any
    many: Any
    new: Any
    empty: Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    `value` makes of a row what is exported (a text, a number, a day, None); `show`, where it
    is given, what a screen shows instead. The first column of a list is the record's name and
    its link. `level` keeps a column for associations of one level, `needs` for people who
    have the ability; a column that is `in_files_only` stands in exports and not on screens, one
    that is `whole` is not broken between lines.
    """

    name: str
    title: Any
    value: Callable[[Any], Any]
    sort: tuple[Any, ...] = ()
    show: Callable[[Any], Any] | None = None
    level: str | None = None
    in_files_only: bool = False
    whole: bool = False
    needs: Can | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows a list; `choices` are offered, `where` is the condition of one."""

    name: str
    title: Any
    choices: Callable[[], Sequence[tuple[str, Any]]]
    where: Callable[[str], ColumnElement[bool]]
    needs: Can | None = None


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something that is done to many records at once; `act` changes one of them.

    What it needs beside is a day (`asks_day` is its label) or one of `offers`, which `act` is
    given as it stands in the list of choices.
    """

    name: str
    title: Any
    act: Callable[[Any, Any], None]
    asks_day: Any = None
    offers: Callable[[], Sequence[tuple[str, Any]]] | None = None

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        """What may be chosen for it."""
        return self.offers() if self.offers else ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    Attributes:
        name: as refs and tables call it (``member``); `plural` stands in addresses.
        listing: the select of a list's rows: an ``id``, and what the columns and filters need.
        search: columns in which the list looks for words; in `inner_search` for who may read
            `tells`.
        title: what a record is called in headings and messages.
        reads, tells: what a person needs to read records, and to read their history.
        reads_others: what a person needs to read more than their own: those of which `mine` is
            true, in lists those of the condition `own`.
        creates, changes: what a person needs to make a record and to change any; who may make
            one may also change their own: what they entered, and what is theirs by `mine`.
        own_day: the column of a record's own day; entries made long after it are marked.
        papers: names of the papers that are made of a record.
        fixed: whether a record may no longer be changed by anybody, and why in `fixed_words`;
            `kept` whether it may not be deleted, though something of it may be changed.
        holds: keeps everybody, until the transaction ends, from changing what decides of that.
        facts, list_facts: what else a record's page, and the list's page, need (a fixed number
            of queries).
        grouped_by: the column whose value stands as a heading over its rows, while the list is
            in its own order.
    """

    name: str
    plural: str
    model: type[Any]
    words: Words
    form: type[RecordForm]
    columns: tuple[Column, ...]
    listing: Callable[[], AnySelect]
    title: Callable[[Any], str]
    search: tuple[Any, ...] = ()
    inner_search: tuple[Any, ...] = ()
    filters: tuple[Filter, ...] = ()
    order: tuple[Any, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    own_day: Any = None
    papers: tuple[str, ...] = ()
    reads: Can = Can.READ_RECORDS
    tells: Can | None = None
    creates: Can = Can.EDIT
    changes: Can = Can.EDIT
    mine: Callable[[Any], bool] | None = None
    reads_others: Can | None = None
    own: Callable[[], ColumnElement[bool]] | None = None
    facts: Callable[[Any], dict[str, Any]] | None = None
    fixed: Callable[[Any], bool] | None = None
    fixed_words: Any = None
    kept: Callable[[Any], bool] | None = None
    holds: Callable[[Any], None] | None = None
    list_facts: Callable[[], dict[str, Any]] | None = None
    grouped_by: str | None = None
    page_size: int = 25
    page: str = "records/record.html"
    list_page: str = "records/list.html"
    back_to_list: bool = True
    """Whether saving leads back to the list, and not to the record's own page."""

    def seen_columns(self) -> list[Column]:
        """The columns of this year's list."""
        return [
            each for each in self.columns if each.level in (None, g.year.level) and _may(each.needs)
        ]

    def searched(self) -> tuple[Any, ...]:
        """The columns in which this person's words are looked for."""
        return (*self.search, *self.inner_search) if _may(self.tells) else self.search

    def seen_filters(self) -> list[Filter]:
        """The filters that the person may use: none that tells what they may not read."""
        return [each for each in self.filters if _may(each.needs)]

    def may_create(self) -> bool:
        """Whether the person may make one in this year."""
        return self.creates in g.can

    def narrowed(self) -> AnySelect:
        """The rows of the year that the person may read."""
        chosen = self.listing().where(of_year(self.model))
        if self.own is None or _may(self.reads_others):
            return chosen
        return chosen.where(self.own())

    def may_read(self, record: Any) -> bool:
        """Whether the person may read this record, of a kind that they read."""
        return _may(self.reads_others) or (self.mine is not None and self.mine(record))

    def may_change(self, record: Any) -> bool:
        """Whether the person may change this record: any, or only their own."""
        if self.fixed is not None and self.fixed(record):
            return False
        if self.changes in g.can:
            return True
        if self.creates not in g.can:
            return False
        own: UUID | None = getattr(record, "created_by", None)
        entered = own is not None and own == current_user.account_id
        return entered or (self.mine is not None and self.mine(record))

    def hold(self, record: Any, *, whole: bool = False) -> None:
        """Inside a transaction: the record may be changed, and stays so until the end.

        Args:
            whole: it is to be deleted or put back, not only changed.

        Raises:
            Refused: it was fixed since the person was let in.
        """
        if self.holds is not None:
            self.holds(record)
        deciding = (self.fixed, self.kept if whole else None)
        if any(decides is not None and decides(record) for decides in deciding):
            raise Refused(self.fixed_words)

    def may_delete(self, record: Any) -> bool:
        """Whether the person may delete this record."""
        return self.may_change(record) and not (self.kept is not None and self.kept(record))

    def entered_late(self, row: Any) -> datetime | None:
        """When the record of a list's row was entered, where that was long after its own day."""
        if self.own_day is None:
            return None
        return entered_late(getattr(row, self.own_day.key), row.created_at)

    def endpoint(self, action: str) -> str:
        """The endpoint of one of the kind's routes: ``list``, ``new``, ``show`` …"""
        return f"records.{self.name}_{action}"


def _may(needs: Can | None) -> bool:
    return needs is None or needs in g.can


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known by its name."""
    KINDS[kind.name] = kind
    return kind


def days_word(day: Any) -> str:
    """A day of a list, or the words that there is none."""
    return str(format_date(day, "d MMMM y")) if day else _("not set")
