"""One page of the audit log: filtered, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import func, or_, select

from mmo.accounts.models import Account
from mmo.associations.models import Association
from mmo.audit.models import AuditLine
from mmo.database import AnyRow, AnySelect, text_key
from mmo.extensions import db
from mmo.paging import Paged, cut
from mmo.web import parse_page

MOST_EXPORTED = 50_000


@dataclass
class AuditLog(Paged):
    """The lines that an address asks for.

    Attributes:
        association_id: only lines about this association; None for the whole installation.
    """

    on_a_page = 50
    asked: Mapping[str, str]
    association_id: UUID | None = None
    rows: Sequence[AnyRow] = ()
    total: int = 0
    actions: Sequence[str] = ()
    kinds: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.person = self.asked.get("q", "").strip()[:100]
        self.action = self.asked.get("action", "")[:40]
        self.kind = self.asked.get("kind", "")[:40]
        self.record = _uuid(self.asked.get("record"))
        self.first_day = _day(self.asked.get("from"))
        self.last_day = _day(self.asked.get("to"))
        chosen = self._chosen()
        counted = chosen.with_only_columns(AuditLine.id).subquery()
        self.total = db.session.scalar(select(func.count()).select_from(counted)) or 0
        self.number = parse_page(self.asked.get("page"), self.pages)
        ordered = chosen.order_by(AuditLine.id.desc())
        self.rows = db.session.execute(cut(ordered, self.number, self.on_a_page)).all()
        self.actions = self._distinct(AuditLine.action)
        self.kinds = self._distinct(AuditLine.record_kind)

    def all_rows(self) -> Sequence[AnyRow]:
        """Every line of exactly this selection, for an export; the latest are kept."""
        ordered = self._chosen().order_by(AuditLine.id.desc()).limit(MOST_EXPORTED)
        return db.session.execute(ordered).all()

    def _distinct(self, column: Any) -> Sequence[str]:
        chosen = self._of_scope(select(column).where(column.is_not(None)).distinct())
        return db.session.scalars(chosen.order_by(column)).all()

    def _of_scope(self, chosen: Any) -> Any:
        if self.association_id is None:
            return chosen
        return chosen.where(AuditLine.association_id == self.association_id)

    def _chosen(self) -> AnySelect:
        chosen: AnySelect = self._of_scope(
            select(
                AuditLine.id, AuditLine.at, AuditLine.actor, AuditLine.action,
                AuditLine.association_id, AuditLine.record_kind, AuditLine.record_id,
                AuditLine.changes, Account.full_name, Association.name.label("association"),
            )
            .outerjoin(Account, Account.id == AuditLine.account_id)
            .outerjoin(Association, Association.id == AuditLine.association_id)
        )  # fmt: skip
        for word in (text_key(self.person) or "").split():
            name = func.text_key(func.coalesce(Account.full_name, ""))
            login = func.text_key(AuditLine.actor)
            chosen = chosen.where(
                or_(name.contains(word, autoescape=True), login.contains(word, autoescape=True))
            )
        if self.action:
            chosen = chosen.where(AuditLine.action == self.action)
        if self.kind:
            chosen = chosen.where(AuditLine.record_kind == self.kind)
        if self.record:
            chosen = chosen.where(AuditLine.record_id == self.record)
        if self.first_day:
            chosen = chosen.where(AuditLine.at >= _begins(self.first_day))
        if self.last_day:
            chosen = chosen.where(AuditLine.at < _begins(self.last_day + timedelta(days=1)))
        return chosen

    @property
    def filtered(self) -> bool:
        return bool(self.person or self.action or self.kind or self.record
                    or self.first_day or self.last_day)  # fmt: skip


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 1950 <= day.year <= 2200 else None


def _begins(day: date) -> datetime:
    """The moment at which a day of the installation's time zone begins."""
    zone = current_app.config["SETTINGS"].zone
    return datetime.combine(day, time.min, zone).astimezone(UTC)
