"""What all tables share: column types, identifiers, stamps, and how a connection is set up.

Tenancy. The tenant is an association. Every row that belongs to one carries ``association_id``
first in its primary key, and every reference between such rows is a composite foreign key, so
the database itself refuses a row that would point into another association.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from types import ModuleType
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import uuid_utils.compat
from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    Enum,
    ForeignKeyConstraint,
    MetaData,
    Row,
    Select,
    String,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

from mmo import tenancy
from mmo.clock import day_of, now

try:  # its own SQLite is newer than the system's and free of the WAL defect
    from pysqlite3 import dbapi2 as sqlite_driver
except ImportError:  # a platform without a wheel: the standard library's driver serves
    from sqlite3 import dbapi2 as sqlite_driver

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
"""Rows and selects of which the columns matter by name, not by place."""

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def uuid7() -> UUID:
    """A new identifier: ordered by time, and unique between installations."""
    return uuid_utils.compat.uuid7()


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(words: type[StrEnum]) -> Enum:
    """A column that holds one word of an enumeration, stored as that word."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda enum: [word.value for word in enum],
    )


class Base(DeclarativeBase):
    """The base of every model; names of constraints are fixed so that migrations can name them."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: Moment},
    )


class Stamped:
    """Who entered a record and changed it last, when, and its version for optimistic locking."""

    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    created_at: Mapped[datetime] = mapped_column(default=now, sort_order=91)
    created_by: Mapped[UUID | None] = mapped_column(sort_order=92)
    changed_at: Mapped[datetime] = mapped_column(default=now, sort_order=93)
    changed_by: Mapped[UUID | None] = mapped_column(sort_order=94)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def points_to(table: str, column: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A reference to a row of the same association.

    It is checked when the transaction ends, so records may be written in any order.
    """
    return ForeignKeyConstraint(
        ["association_id", column],
        [f"{table}.association_id", f"{table}.id"],
        ondelete="CASCADE" if cascade else None,
        deferrable=True,
        initially="DEFERRED",
    )


class InYear:
    """A row of one association's academic year; the association is the tenant."""

    association_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-4)
    year_id: Mapped[UUID] = mapped_column(sort_order=-3)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (points_to("association_year", "year_id", cascade=True), *cls.constraints())

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """The table's further constraints and indexes."""
        return ()


class OnePerYear(InYear):
    """A record of which a year has one or none."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        unique = UniqueConstraint("association_id", "year_id")
        return (*super().__table_args__, unique)


class OfYear(InYear):
    """A record of a list of the year's records.

    `ref` is its id in the exchange format, unique among the year's records of its type;
    `ordinal` is its place in the list that it came in.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    ref: Mapped[str] = mapped_column(String(64), sort_order=-1)
    ordinal: Mapped[int] = mapped_column(default=0, sort_order=-1)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*super().__table_args__, UniqueConstraint("association_id", "year_id", "ref"))


def text_key(value: str | None) -> str | None:
    """``value`` as Russian text is compared and looked for: case and ё do not matter."""
    if value is None:
        return None
    return unicodedata.normalize("NFKC", value).casefold().replace("ё", "е")


def russian_order(left: str, right: str) -> int:
    """SQLite's collation ``ru``: the order of a Russian list of names."""
    a, b = text_key(left) or "", text_key(right) or ""
    return (a > b) - (a < b) or (left > right) - (left < right)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the defect that can destroy a database in WAL mode."""
    for branch, fixed in (((3, 44), 6), ((3, 50), 7)):
        if version[:2] == branch:
            return version[2] >= fixed
    return version >= (3, 51, 3) or version < (3, 7, 0)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside take SQLite's write lock at once, instead of failing later."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Whether transactions take the write lock when they begin."""
    return _writing.get()


def begin_writing(flag: bool) -> None:
    """Say for the rest of this request whether its transactions will write."""
    _writing.set(flag)


def forget_request() -> None:
    """A request is over: what it said of itself holds no longer."""
    _writing.set(False)
    tenancy.limit_to(tenancy.EVERYTHING)


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy's engine is created with for this database address."""
    if url.startswith("sqlite"):
        return {"module": sqlite_driver}
    return {"pool_pre_ping": True}


def prepare(engine: Engine) -> None:
    """Set up every connection of this engine: durability, foreign keys, Russian text, scope."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", tenancy.begin)


def is_of_models(_thing: object, name: str | None, *_more: object) -> bool:
    """Whether a migration compares this with the models: the index of the search's words is not
    one of their tables, and differs between databases."""
    return not (name or "").startswith("search_words")


def driver_version(driver: ModuleType = sqlite_driver) -> tuple[int, ...]:
    """The version of the SQLite library in use."""
    return tuple(int(part) for part in driver.sqlite_version.split("."))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" decides which BEGIN is sent
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 5000")
    mode = "WAL" if wal_is_safe(driver_version()) else "DELETE"
    cursor.execute(f"PRAGMA journal_mode = {mode}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()
    connection.create_function("text_key", 1, text_key, deterministic=True)
    connection.create_function("day_in_zone", 2, _day_in_zone, deterministic=True)
    connection.create_collation("ru", russian_order)


def _day_in_zone(moment: str | None, zone: str) -> str | None:
    """The day of a stored moment in a time zone; SQLite itself knows UTC alone."""
    if moment is None:
        return None
    return day_of(datetime.fromisoformat(moment).replace(tzinfo=UTC), ZoneInfo(zone)).isoformat()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
