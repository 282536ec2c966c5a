"""What a kind of record is: its words, its table, its list, its form. Described once, used by all.

`KINDS` holds every kind by the name that refs use (``member`` in ``member:m3``); a feature adds
its own in its `records.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import ColumnElement

from mmo.accounts.permissions import Can
from mmo.database import AnySelect
from mmo.records.forms import RecordForm


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
    its link. `level` keeps a column for associations of one level.
    """

    name: str
    title: Any
    value: Callable[[Any], Any]
    sort: tuple[Any, ...] = ()
    show: Callable[[Any], Any] | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows a list; `choices` are offered, `where` is the condition of one."""

    name: str
    title: Any
    choices: Callable[[], Sequence[tuple[str, Any]]]
    where: Callable[[str], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something that is done to many records at once; `act` changes one of them.

    `asks` names the form's field that it needs (a day), and `field` is its label.
    """

    name: str
    title: Any
    act: Callable[[Any, Any], None]
    asks_day: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    Attributes:
        name: as refs and tables call it (``member``); `plural` stands in addresses.
        listing: the select of a list's rows: an ``id``, and what the columns and filters need.
        search: columns in which the list looks for words.
        title: what a record is called in headings and messages.
        creates, changes: what a person needs to make a record and to change any; who may make
            one may also change their own.
        facts: what else a record's page needs (a fixed number of queries).
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
    filters: tuple[Filter, ...] = ()
    order: tuple[Any, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    reads: Can = Can.READ_RECORDS
    creates: Can = Can.EDIT
    changes: Can = Can.EDIT
    facts: Callable[[Any], dict[str, Any]] | None = None
    page: str = "records/record.html"
    list_page: str = "records/list.html"
    back_to_list: bool = True
    """Whether saving leads back to the list, and not to the record's own page."""

    noted: str = ""
    """The audit log's action where somebody else looks at one: a card is personal data."""

    def seen_columns(self) -> list[Column]:
        """The columns of this year's list."""
        return [each for each in self.columns if each.level in (None, g.year.level)]

    def may_create(self) -> bool:
        """Whether the person may make one in this year."""
        return self.creates in g.can

    def may_change(self, record: Any) -> bool:
        """Whether the person may change this record: any, or only their own."""
        if self.changes in g.can:
            return True
        own: UUID | None = getattr(record, "created_by", None)
        return self.creates in g.can and own is not None and own == current_user.account_id

    def endpoint(self, action: str) -> str:
        """The endpoint of one of the kind's routes: ``list``, ``new``, ``show`` …"""
        return f"records.{self.name}_{action}"


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known by its name."""
    KINDS[kind.name] = kind
    return kind


def days_word(day: Any) -> str:
    """A day of a list, or the words that there is none."""
    return day.strftime("%d.%m.%Y") if day else _("not set")
