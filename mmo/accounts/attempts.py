"""Where limits on attempts are counted: in the database, so that all processes count together."""

import time
from datetime import UTC, datetime

from flask import current_app
from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from mmo import journal
from mmo.accounts.models import Attempt
from mmo.clock import now
from mmo.extensions import db


class DatabaseStorage(Storage):
    """Counters of the library `limits` as rows."""

    STORAGE_SCHEME = ["mmo-database"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more attempt in the window of `expiry` seconds that the first one opened."""
        ends = datetime.fromtimestamp(time.time() + expiry, UTC)
        dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
        over = Attempt.expires_at <= now()
        counted = (
            dialect.insert(Attempt)
            .values(key=key[:200], count=amount, expires_at=ends)
            .on_conflict_do_update(
                index_elements=[Attempt.key],
                set_={
                    "count": case((over, amount), else_=Attempt.count + amount),
                    "expires_at": case((over, ends), else_=Attempt.expires_at),
                },
            )
            .returning(Attempt.count)
        )
        with journal.aside() as execute:
            execute(delete(Attempt).where(over, Attempt.key != key[:200]))
            return int(execute(counted).scalar_one())

    def get(self, key: str) -> int:
        """Attempts counted in the present window."""
        found = select(Attempt.count).where(Attempt.key == key[:200], Attempt.expires_at > now())
        return int(db.session.scalar(found) or 0)

    def get_expiry(self, key: str) -> float:
        """When the present window ends, in seconds of the clock."""
        found = select(Attempt.expires_at).where(Attempt.key == key[:200])
        ends = db.session.scalar(found)
        return ends.timestamp() if ends else time.time()

    def check(self) -> bool:
        """Whether attempts can be counted at all."""
        return current_app.extensions.get("sqlalchemy") is not None

    def reset(self) -> int | None:
        """Forget every attempt."""
        with journal.aside() as execute:
            return int(execute(delete(Attempt)).rowcount)

    def clear(self, key: str) -> None:
        """Forget the attempts of one key."""
        with journal.aside() as execute:
            execute(delete(Attempt).where(Attempt.key == key[:200]))
