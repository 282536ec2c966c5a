"""Looks into a zip-based office file: its directory first, before anything is unpacked.

A directory is a few bytes for each entry and can lie, so it is bounded before `zipfile` reads
it, and whatever is unpacked later is bounded again (`unpack`).
"""

import struct
import zipfile
import zlib
from typing import BinaryIO

from flask_babel import gettext as _

from mmo.files.faults import BadFile

MOST_ENTRIES = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
FREE_UNPACKED = 20 * 1024 * 1024
"""So much may come out of any file; beyond it the ratio counts."""
MOST_RATIO = 100
END = struct.Struct("<4sHHHHIIH")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
          RuntimeError, KeyError, struct.error)  # fmt: skip


def open_archive(stream: BinaryIO, size: int) -> zipfile.ZipFile:
    """The archive, once its directory was found small and honest enough to be used.

    Raises:
        BadFile: damaged, encrypted, or it unpacks to far more than a document has.
    """
    _look_at_the_end(stream, size)
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN:
        raise damaged() from None
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadFile(_("it is protected by a password; save it without one"))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > max(FREE_UNPACKED, MOST_RATIO * size):
        raise _bomb()
    return archive


def _look_at_the_end(stream: BinaryIO, size: int) -> None:
    length = min(size, END.size + 0xFFFF)
    stream.seek(size - length)
    tail = stream.read(length)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or length - at < END.size:
        raise damaged()
    _mark, *_disks, entries, directory, _offset, comment = END.unpack_from(tail, at)
    if at + END.size + comment != length:
        raise damaged()
    is_zip64 = tail[max(at - 20, 0) : at].startswith(b"PK\x06\x07")
    if is_zip64 or entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise _bomb()


def unpack(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """An entry's content, no more of it than `limit` bytes whatever the directory says.

    Raises:
        BadFile: it cannot be unpacked.
    """
    try:
        with archive.open(name) as entry:
            return entry.read(limit)
    except BROKEN:
        raise damaged() from None


def damaged() -> BadFile:
    """What is said of a file whose content does not hold together."""
    return BadFile(_("the file is damaged; open it in its program and save it once more"))


def _bomb() -> BadFile:
    return BadFile(_("it unpacks to far more than a document has, which can stop a computer"))
