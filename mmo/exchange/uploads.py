"""Uploaded files that wait for their confirmation: kept for two hours, for their owner only.

The rows are written beside the journal: a file that waits is nothing that a year has yet.
"""

import hashlib
import zlib
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, or_, select

from mmo import journal
from mmo.clock import now
from mmo.database import uuid7
from mmo.exchange.models import WAITING, Upload
from mmo.extensions import db
from mmo.jobs.queue import swept

MOST = 5
"""Files that may wait for one person; the oldest give way."""


def keep(account_id: UUID, purpose: str, name: str, data: bytes, about: dict[str, Any]) -> UUID:
    """Keep an uploaded file; what has waited too long goes."""
    key = uuid7()
    older = (
        select(Upload.id)
        .where(Upload.account_id == account_id)
        .order_by(Upload.made_at.desc())
        .offset(MOST - 1)
        .scalar_subquery()
    )
    with journal.aside() as execute:
        execute(delete(Upload).where(or_(Upload.made_at < now() - WAITING, Upload.id.in_(older))))
        execute(
            insert(Upload).values(
                id=key,
                account_id=account_id,
                purpose=purpose,
                about=about,
                file_name=name[:200],
                sha256=hashlib.sha256(data).hexdigest(),
                content=zlib.compress(data),
                made_at=now(),
            )
        )
    return key


@swept
def sweep() -> None:
    """What has waited too long goes, though nobody uploads anything again: it holds names."""
    with journal.aside() as execute:
        execute(delete(Upload).where(Upload.made_at < now() - WAITING))


def find(account_id: UUID, purpose: str, key: UUID) -> Upload | None:
    """A file that waits; None where it is another person's, or has waited too long."""
    return db.session.scalar(
        select(Upload).where(
            Upload.id == key,
            Upload.account_id == account_id,
            Upload.purpose == purpose,
            Upload.made_at >= now() - WAITING,
        )
    )


def content(upload: Upload) -> bytes:
    """The bytes of the file as they came."""
    return zlib.decompress(upload.content)


def forget(upload: Upload) -> None:
    """The file is no longer needed."""
    with journal.aside() as execute:
        execute(delete(Upload).where(Upload.id == upload.id))
