"""All files of a year: searched by name, narrowed by kind, paged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import func, select

from mmo.accounts.models import Account
from mmo.database import AnyRow, AnySelect, text_key
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from mmo.files.owners import OWNERS, Owner, owners, reads
from mmo.paging import Paged, cut
from mmo.web import parse_page


@dataclass(frozen=True, slots=True)
class FileList(Paged):
    """One page of the list, and what it was asked for."""

    rows: Sequence[AnyRow]
    owners: Mapping[UUID, Owner]
    total: int
    number: int
    search: str
    kind: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "FileList":
        """The page that an address asks for."""
        search, kind = asked.get("q", "").strip()[:100], asked.get("kind", "")
        chosen = _narrow(search, kind if kind in OWNERS else "")
        total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
        number = parse_page(asked.get("page"), -(-total // cls.on_a_page))
        ordered = chosen.order_by(StoredFile.id.desc())
        rows = db.session.execute(cut(ordered, number, cls.on_a_page)).all()
        return cls(rows, _owners(rows), total, number, search, kind)


def _narrow(search: str, kind: str) -> AnySelect:
    readable = [name for name in OWNERS if reads(name) in g.can]
    chosen: AnySelect = (
        select(
            StoredFile.id,
            StoredFile.name,
            StoredFile.latest,
            StoredFile.record_kind,
            StoredFile.record_id,
            FileVersion.size,
            FileVersion.uploaded_at,
            Account.full_name.label("uploader"),
        )
        .join(
            FileVersion,
            (FileVersion.association_id == StoredFile.association_id)
            & (FileVersion.file_id == StoredFile.id)
            & (FileVersion.number == StoredFile.latest),
        )
        .outerjoin(Account, Account.id == FileVersion.uploaded_by)
        .where(
            StoredFile.association_id == g.year.association_id,
            StoredFile.year_id == g.year.id,
            StoredFile.deleted_at.is_(None),
            StoredFile.record_kind.in_([kind] if kind in readable else readable),
        )
    )
    for word in (text_key(search) or "").split():
        chosen = chosen.where(func.text_key(StoredFile.name).contains(word, autoescape=True))
    return chosen


def _owners(rows: Sequence[Any]) -> dict[UUID, Owner]:
    """The records of these files: one query for each kind that is among them."""
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        wanted.setdefault(row.record_kind, set()).add(row.record_id)
    found: dict[UUID, Owner] = {}
    for kind, ids in wanted.items():
        found |= owners(kind, ids)
    return found
