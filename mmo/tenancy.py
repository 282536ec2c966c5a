"""Which tenants' rows the database shows: PostgreSQL keeps the fence, its scope is told here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

EVERYTHING = "*"
"""The scope of the command line and of work that no person asked for."""

_scope: ContextVar[str] = ContextVar("scope", default=EVERYTHING)

SET_SCOPE = text("SELECT set_config('mmo.scope', :scope, true)")


def begin(connection: Any) -> None:
    """A transaction begins: it sees what the request may touch."""
    connection.execute(SET_SCOPE, {"scope": _scope.get()})


def limit_to(scope: str) -> None:
    """Say for the rest of this request which associations it may touch (PostgreSQL checks it).

    ``scope`` is a comma-separated list of association ids, or `EVERYTHING`.
    """
    _scope.set(scope)


def open_to(session: Session, scope: str) -> None:
    """`limit_to`, already for the transaction that this session is in."""
    limit_to(scope)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(SET_SCOPE, {"scope": scope})


@contextmanager
def unfenced(session: Session) -> Iterator[None]:
    """Inside, the program sees the rows of every tenant: for what no person is told.

    A change of a school judges the years of the district too; behind the fence of the one
    association that the request is about, the others would seem to have no records.
    """
    before = _scope.get()
    open_to(session, EVERYTHING)
    try:
        yield
    except BaseException:
        limit_to(before)  # the transaction is over: nothing can be asked of it any more
        raise
    open_to(session, before)
