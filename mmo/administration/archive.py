"""The file of a backup: a ZIP with everything of an installation and a checksum for each part.

Its manifest is the last that is written, so a file that was cut off has none and is refused. A
part is trusted only after its bytes were compared with the manifest.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from mmo.files.storing import sync_folder

FORMAT = "mmo-backup/1"
MANIFEST = "manifest.json"
PARTS = re.compile(r"database\.(sqlite|pgdump)|secret-key|files/[0-9a-f-]{36}/[0-9a-f-]{36}")
BLOCK = 1024 * 1024


class BadBackup(Exception):
    """A file from which nothing can be restored; the message says why."""


class Writer:
    """Adds parts to a new archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.digests: dict[str, str] = {}

    def add(self, part: str, source: Path, *, packed: bool) -> None:
        """Add a file; documents are packed already, so they are only stored."""
        how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry = zipfile.ZipInfo.from_file(source, part, strict_timestamps=False)
        entry.compress_type = how
        digest = hashlib.sha256()
        with source.open("rb") as file, self._archive.open(entry, "w", force_zip64=True) as into:
            while block := file.read(BLOCK):
                digest.update(block)
                into.write(block)
        self.digests[part] = digest.hexdigest()

    def finish(self, **about: Any) -> None:
        """Write the manifest."""
        manifest = {"format": FORMAT, **about, "parts": self.digests}
        self._archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


def write(target: Path, fill: Callable[[Writer], None]) -> None:
    """Make an archive: it stands under its name only once it is whole and on the disk.

    Raises:
        OSError: it cannot be written; what stood under the name before still stands there.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", compresslevel=6) as archive:
                fill(Writer(archive))
            file.flush()
            os.fsync(file.fileno())
        for _checked in Reader(fresh).parts():
            pass  # what cannot be read back is no backup
        fresh.replace(target)
        sync_folder(target.parent)
    finally:
        fresh.unlink(missing_ok=True)


class Reader:
    """Reads an archive.

    Raises:
        BadBackup: it is none, or it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self.manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
                names = sorted(archive.namelist())
        except OSError:
            raise BadBackup(_("the file cannot be opened")) from None
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError):
            raise BadBackup(_("this is no backup of this program, or it was cut off")) from None
        if self.manifest.get("format") != FORMAT:
            raise BadBackup(_("this is no backup of this program, or it was cut off"))
        if names != sorted([MANIFEST, *self.manifest["parts"]]):
            raise BadBackup(_("its parts are not those that its manifest names"))
        if strange := [name for name in self.manifest["parts"] if not PARTS.fullmatch(name)]:
            raise BadBackup(_("%(part)s is no part of a backup", part=strange[0][:80]))

    @property
    def made_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.manifest["made_at"])

    def parts(self, into: Path | None = None) -> Iterator[str]:
        """Check every part, and unpack it where a folder is given.

        Raises:
            BadBackup: the bytes of a part are not those that were put in.
        """
        with zipfile.ZipFile(self.path) as archive:
            for part, wanted in self.manifest["parts"].items():
                try:
                    found = _copy(archive, part, into)
                except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
                    found = ""
                if found != wanted:
                    raise BadBackup(_("%(part)s is damaged", part=part))
                yield part


def _copy(archive: zipfile.ZipFile, part: str, into: Path | None) -> str:
    digest = hashlib.sha256()
    target = into / part if into else Path(os.devnull)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(part) as file, target.open("wb") as copy:
        if into:
            os.chmod(target, 0o600)
        while block := file.read(BLOCK):
            digest.update(block)
            copy.write(block)
        if into:
            copy.flush()
            os.fsync(copy.fileno())
    return digest.hexdigest()
