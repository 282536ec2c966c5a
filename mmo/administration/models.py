"""The installation itself."""

from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, Stamped


class Installation(Stamped, Base):
    """The one row that says what this installation is."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str]
    demo: Mapped[bool] = mapped_column(default=False)
