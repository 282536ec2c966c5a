"""Where the bytes lie: a folder for each association, names of our own, nothing half-written."""

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID

from mmo.database import uuid7

BLOCK = 1024 * 1024
INCOMING = ".incoming-"
"""How the name of a file begins that is still being written."""
YOUNG = 3600
"""Seconds during which a file without a row may still be getting one."""


class Kept(NamedTuple):
    """Bytes that are safely on the disk."""

    kept_as: UUID
    size: int
    sha256: str


class Storage:
    """The files of one installation, below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, association: UUID, kept_as: UUID) -> Path:
        """Where a version's bytes lie."""
        return self.root / str(association) / str(kept_as)

    def keep(self, stream: BinaryIO, association: UUID) -> Kept:
        """Write the bytes to the disk for good: they survive a power cut from here on."""
        name = uuid7()
        path = self.path(association, name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{INCOMING}{name}")
        try:
            size, digest = _write(stream, fresh)
            fresh.rename(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        for folder in (path.parent, self.root, self.root.parent):
            sync_folder(folder)
        return Kept(name, size, digest)

    def drop(self, association: UUID, kept_as: UUID) -> None:
        """Forget bytes that no row speaks of."""
        self.path(association, kept_as).unlink(missing_ok=True)

    def names(self) -> Iterator[Path]:
        """Every file that lies in the storage, whole or not."""
        if self.root.is_dir():
            yield from (path for path in sorted(self.root.rglob("*")) if path.is_file())


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_young(path: Path) -> bool:
    """Whether a file may belong to an upload that is still running."""
    return time.time() - path.stat().st_mtime < YOUNG


def _write(stream: BinaryIO, path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """See that the names in a folder survive a power cut."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
