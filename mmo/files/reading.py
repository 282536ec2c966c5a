"""The text of a file, for the search: bounded, and never a reason not to take the file."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from mmo.files import documents, pdf, rtf
from mmo.files.formats import Format, Shape

LONGEST = 150_000
"""Characters of a file's text that are kept: some fifty pages."""
ENCODINGS = ("utf-8-sig", "cp1251")


class Unread(StrEnum):
    """Why a file has no text."""

    PICTURE = "picture"
    """It is one, or it is an old format that is not read."""
    NO_TEXT = "no_text"
    """It holds none: a scan."""
    BROKEN = "broken"
    """It could not be read through."""


class Text(NamedTuple):
    """What was read out of a file, and why it is nothing where it is."""

    text: str
    unread: Unread | None = None


READERS: dict[Shape, Callable[[Path, str, int], str]] = {
    Shape.PDF: pdf.text_of,
    Shape.OOXML: documents.text_of,
    Shape.ODF: documents.text_of,
    Shape.RTF: rtf.text_of,
    Shape.TEXT: lambda path, _extension, limit: decode(path, limit),
}


def read(path: Path, kind: Format) -> Text:
    """The text of a file that was found good; a file that cannot be read has none."""
    reader = READERS.get(kind.shape)
    if reader is None:
        return Text("", Unread.PICTURE)
    try:
        found = reader(path, kind.extension, LONGEST)
    except Exception:  # whatever a reader meets in a stranger's file, the upload goes on
        return Text("", Unread.BROKEN)
    text = tidy(found)
    return Text(text) if text else Text("", Unread.NO_TEXT)


def tidy(text: str) -> str:
    """A text without what no database takes and nobody reads."""
    lines = (" ".join(line.split()) for line in text[:LONGEST].splitlines())
    whole = "\n".join(line for line in lines if line)
    return whole.replace("\x00", "").encode("utf-8", "ignore").decode()


def decode(path: Path, limit: int) -> str:
    """A plain text in the encodings that are met in schools."""
    with path.open("rb") as file:
        data = file.read(limit * 4)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "ignore")
    try:
        return data.decode(ENCODINGS[0])
    except UnicodeDecodeError as error:
        cut = error.start > len(data) - 4  # the limit fell into a letter
        return data.decode(ENCODINGS[0] if cut else ENCODINGS[1], "ignore")
