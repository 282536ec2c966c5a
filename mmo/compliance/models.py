"""What is stored of an evaluation: the present state of a year, and how it was on past days."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear


class YearState(InYear, Base):
    """The last judgement of a year.

    It holds for every day from `day` until the day before `look_again_on`, as long as the
    year's revision and the digest of its rules are the ones it was judged with.
    """

    __tablename__ = "year_state"

    year_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-3)
    day: Mapped[date]
    look_again_on: Mapped[date | None]
    revision: Mapped[int]
    rules_digest: Mapped[str] = mapped_column(String(64))
    judged_at: Mapped[datetime] = mapped_column(default=now)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)


class StateDay(InYear, Base):
    """The state that was shown on a past day; a row for each day on which it had changed.

    `rebuilt` rows were not shown: they were worked out from the records when a whole year
    came in from a file.
    """

    __tablename__ = "state_day"

    year_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-3)
    day: Mapped[date] = mapped_column(primary_key=True)
    rebuilt: Mapped[bool] = mapped_column(default=False)
    statuses: Mapped[dict[str, str]] = mapped_column(JSON)
    summary: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
