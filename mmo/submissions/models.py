"""Papers that the administration or a higher body asked for, with their terms."""

from datetime import date

from sqlalchemy.orm import Mapped

from mmo.database import Base, OfYear, Stamped


class Submission(Stamped, OfYear, Base):
    """A paper due to somebody: what, to whom, asked when, due when, handed in when."""

    __tablename__ = "submission"

    what: Mapped[str]
    to: Mapped[str]
    opened_on: Mapped[date]
    due: Mapped[date]
    submitted_on: Mapped[date | None]
