"""Checks a file that was sent: by its name, by its size, and by what is really in it."""

import re
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from flask_babel import gettext as _

from mmo.files.archives import damaged, open_archive, unpack
from mmo.files.faults import BadFile
from mmo.files.formats import Format, Shape
from mmo.files.names import clean_name, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS = {
    Shape.RTF: b"{\\rtf",
    Shape.JPEG: b"\xff\xd8\xff",
    Shape.PNG: b"\x89PNG\r\n\x1a\n",
}
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
WIDE = (b"\xff\xfe", b"\xfe\xff")
BLOCK = 1024 * 1024


class Sound(NamedTuple):
    """A file that was found good: its name, its format and its size."""

    name: str
    format: Format
    size: int


def examine(stream: BinaryIO, sent_name: str, most_mb: int) -> Sound:
    """Look at a file from all sides; the stream stands at its beginning afterwards.

    Raises:
        BadFile: it is not taken; says why and what to do.
    """
    name = clean_name(sent_name)
    claimed = format_of(name)
    size = stream.seek(0, 2)
    if size == 0:
        raise BadFile(_("the file is empty (0 bytes); check that it was saved, and send it again"))
    if size > most_mb * 1024 * 1024:
        raise BadFile(
            _(
                "the file is larger than %(limit)d MB; "
                "make it smaller (for a scan: fewer dots per inch)",
                limit=most_mb,
            )
        )
    LOOKS[claimed.shape](stream, size, claimed)
    stream.seek(0)
    return Sound(name, claimed, size)


def _pretends(claimed: Format) -> BadFile:
    return BadFile(
        _(
            "the content is not what “.%(extension)s” promises; "
            "open the file in its program and save it as .%(extension)s",
            extension=claimed.extension,
        )
    )


def _macros() -> BadFile:
    return BadFile(_("the document holds macros; save it without them and send it again"))


def _head(stream: BinaryIO, length: int) -> bytes:
    stream.seek(0)
    return stream.read(length)


def _begins(stream: BinaryIO, size: int, claimed: Format) -> None:
    beginning = BEGINNINGS[claimed.shape]
    if _head(stream, len(beginning)) != beginning:
        raise _pretends(claimed)


def _pdf(stream: BinaryIO, size: int, claimed: Format) -> None:
    if not _head(stream, 1024).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        raise _pretends(claimed)


def _ole(stream: BinaryIO, size: int, claimed: Format) -> None:
    """Names of streams stand in the directory as UTF-16; a project of macros has one of its own."""
    data = _head(stream, size)
    wanted = ("Workbook", "Book") if claimed.extension == "xls" else (claimed.mark,)
    if not data.startswith(OLE) or not any(_wide(name) in data for name in wanted):
        raise _pretends(claimed)
    if _wide("_VBA_PROJECT") in data:
        raise _macros()


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _ooxml(stream: BinaryIO, size: int, claimed: Format) -> None:
    if _head(stream, 4) != b"PK\x03\x04":
        raise _pretends(claimed)
    with open_archive(stream, size) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names:
            raise _pretends(claimed)
        types = unpack(archive, "[Content_Types].xml", BLOCK)
    has_project = any(name.casefold().endswith("vbaproject.bin") for name in names)
    if has_project or b"macroEnabled" in types or b"vbaProject" in types:
        raise _macros()
    if claimed.mark.encode() not in types:
        raise _pretends(claimed)


def _odf(stream: BinaryIO, size: int, claimed: Format) -> None:
    if _head(stream, 4) != b"PK\x03\x04":
        raise _pretends(claimed)
    with open_archive(stream, size) as archive:
        names = archive.namelist()
        if "mimetype" not in names or "content.xml" not in names:
            raise _pretends(claimed)
        kind = unpack(archive, "mimetype", 200).strip()
    if kind != claimed.mark.encode():
        raise _pretends(claimed)
    if any(name.startswith(("Basic/", "Scripts/")) and name[-1] != "/" for name in names):
        raise _macros()


def _text(stream: BinaryIO, size: int, claimed: Format) -> None:
    head = _head(stream, 2)
    if head in WIDE:
        if size % 2:
            raise damaged()
        return
    stream.seek(0)
    while block := stream.read(BLOCK):
        if CONTROLS.search(block):
            raise _pretends(claimed)


LOOKS: dict[Shape, Callable[[BinaryIO, int, Format], None]] = {
    Shape.PDF: _pdf,
    Shape.OLE: _ole,
    Shape.OOXML: _ooxml,
    Shape.ODF: _odf,
    Shape.RTF: _begins,
    Shape.TEXT: _text,
    Shape.JPEG: _begins,
    Shape.PNG: _begins,
}
