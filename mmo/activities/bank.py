"""The bank of events: what was held, by whom and how, across years and associations.

It shows events of every association whose records the person may read, and lets them take one
as a model for their own year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, url_for
from sqlalchemy import String, func, or_, select, type_coerce

from mmo.activities.models import Activity, ActivityDetail, ActivityKind, Participation
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.database import AnyRow, AnySelect, text_key
from mmo.extensions import db
from mmo.members.models import Member
from mmo.paging import Paged, cut
from mmo.web import parse_page

EVENTS = (
    ActivityKind.OPEN_EVENT,
    ActivityKind.EXTRACURRICULAR,
    ActivityKind.JOINT_EVENT,
    ActivityKind.PREVENTION,
    ActivityKind.CONTEST,
    ActivityKind.CREATIVE_REPORT,
    ActivityKind.WORKSHOP,
    ActivityKind.EXHIBITION,
)
LONGEST = 100


@dataclass
class Bank(Paged):
    """One page of the bank, and what it was asked for.

    Args:
        within: the ids of the associations whose records the person may read.
    """

    within: Sequence[UUID]
    asked: Mapping[str, str]

    def __post_init__(self) -> None:
        self.search = self.asked.get("q", "").strip()[:LONGEST]
        self.author = self.asked.get("author", "").strip()[:LONGEST]
        self.directions = self._words(ActivityDetail.direction)
        self.classes = self._words(ActivityDetail.homeroom_class)
        self.years = self._years()
        self.direction = self._chosen("direction", self.directions)
        self.homeroom_class = self._chosen("class", self.classes)
        self.kind = self._chosen("kind", [kind.value for kind in EVENTS])
        self.year = self._chosen("year", [str(year) for year in self.years])
        chosen = self._narrowed()
        count = select(func.count()).select_from(chosen.order_by(None).subquery())
        self.total = db.session.scalar(count) or 0
        self.number = parse_page(self.asked.get("page"), self.pages)
        ordered = chosen.order_by(Activity.date.desc(), Activity.id)
        self.rows = db.session.execute(cut(ordered, self.number, self.on_a_page)).all()
        self.authors = self._authors([row.id for row in self.rows])

    @property
    def filtered(self) -> bool:
        return bool(
            self.search or self.author or self.direction or self.homeroom_class
            or self.kind or self.year
        )  # fmt: skip

    def page_address(self, number: int) -> str:
        """The address of another page of this selection."""
        asked: dict[str, Any] = {**dict(self.asked), "page": number}
        return url_for("activities.bank", **asked)

    def _chosen(self, name: str, known: Sequence[str]) -> str:
        value = self.asked.get(name, "")
        return value if value in known else ""

    def _words(self, column: Any) -> list[str]:
        found = select(column).where(
            ActivityDetail.association_id.in_(self.within), column.is_not(None)
        )
        return list(db.session.scalars(found.distinct().order_by(column).limit(200)))

    def _years(self) -> list[int]:
        found = select(AssociationYear.year).where(AssociationYear.association_id.in_(self.within))
        return list(db.session.scalars(found.distinct().order_by(AssociationYear.year.desc())))

    def _narrowed(self) -> AnySelect:
        chosen = events(self.within)
        for word in (text_key(self.search) or "").split():
            texts = (Activity.title, ActivityDetail.description, ActivityDetail.scenario,
                     ActivityDetail.review)  # fmt: skip
            chosen = chosen.where(
                or_(*(func.text_key(text).contains(word, autoescape=True) for text in texts))
            )
        for column, value in (
            (ActivityDetail.direction, self.direction),
            (ActivityDetail.homeroom_class, self.homeroom_class),
            (Activity.kind, self.kind),
            (AssociationYear.year, int(self.year) if self.year else ""),
        ):
            if value != "":
                chosen = chosen.where(column == value)
        for word in (text_key(self.author) or "").split():
            chosen = chosen.where(_took_part(Member.name_key.contains(word, autoescape=True)))
        return chosen

    @staticmethod
    def _authors(activities: list[UUID]) -> dict[UUID, list[str]]:
        rows = db.session.execute(
            select(Participation.activity_id, Member.full_name)
            .join(
                Member,
                (Member.association_id == Participation.association_id)
                & (Member.id == Participation.member_id),
            )
            .where(Participation.activity_id.in_(activities))
            .order_by(Participation.activity_id, Participation.ordinal)
        )
        found: dict[UUID, list[str]] = {}
        for row in rows:
            found.setdefault(row.activity_id, []).append(row.full_name)
        return found


def events(within: Sequence[UUID]) -> AnySelect:
    """The events of these associations, with what the bank shows of each."""
    return (
        select(
            Activity.association_id,
            Activity.year_id,
            Activity.id,
            Activity.title,
            Activity.date,
            type_coerce(Activity.kind, String).label("kind"),
            type_coerce(Activity.status, String).label("status"),
            ActivityDetail.direction,
            ActivityDetail.homeroom_class,
            ActivityDetail.description,
            ActivityDetail.scenario,
            ActivityDetail.review,
            Association.code,
            Association.name.label("association"),
            AssociationYear.year,
            Organisation.name.label("organisation"),
        )
        .join(
            AssociationYear,
            (AssociationYear.association_id == Activity.association_id)
            & (AssociationYear.id == Activity.year_id),
        )
        .join(Association, Association.id == Activity.association_id)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .outerjoin(
            ActivityDetail,
            (ActivityDetail.association_id == Activity.association_id)
            & (ActivityDetail.activity_id == Activity.id),
        )
        .where(Activity.association_id.in_(within), Activity.kind.in_(EVENTS))
    )


def model_of(within: Sequence[UUID], activity: UUID) -> AnyRow | None:
    """An event of the bank; None where there is none that the person may read."""
    return db.session.execute(events(within).where(Activity.id == activity)).first()


def _took_part(named: Any) -> Any:
    return (
        select(Participation.member_id)
        .join(
            Member,
            (Member.association_id == Participation.association_id)
            & (Member.id == Participation.member_id),
        )
        .where(
            Participation.association_id == Activity.association_id,
            Participation.activity_id == Activity.id,
            named,
        )
        .exists()
    )


def is_own(row: AnyRow) -> bool:
    """Whether an event is of the year of the request."""
    return bool(row.association_id == g.year.association_id and row.year_id == g.year.id)
