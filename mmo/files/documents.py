"""The text of zip-based office files: their XML is read as it streams, and no more than fits."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

MOST_XML = 60 * 1024 * 1024
BLOCK = 256 * 1024
PARTS = {
    "docx": re.compile(r"word/(document\d*|footnotes|header\d+|footer\d+)\.xml"),
    "pptx": re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"),
    "odt": re.compile(r"content\.xml"),
    "ods": re.compile(r"content\.xml"),
    "odp": re.compile(r"content\.xml"),
}
TEXT = frozenset(("t",))
"""Elements that hold the text of OOXML; in OpenDocument all of the body is text."""
BREAKS = frozenset(("p", "h", "br", "tab", "si", "is", "tc", "table-cell", "line-break", "s"))


class Refused(ValueError):
    """The XML holds a document type, which no office program writes, or is far too large."""


def text_of(path: Path, extension: str, limit: int) -> str:
    """The text of a document, workbook or presentation, up to so many characters."""
    collected = _Collected(limit, everything=extension in ("odt", "ods", "odp"))
    with zipfile.ZipFile(path) as archive:
        wanted = sorted(filter(PARTS[extension].fullmatch, archive.namelist()), key=_in_order)
        left = MOST_XML
        for name in wanted:
            if collected.is_full:
                break
            with archive.open(name) as part:
                left -= _feed(part, collected, left)
    return collected.text


def _in_order(name: str) -> list[tuple[int, str]]:
    """``slide10`` comes after ``slide2``."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def _feed(part: IO[bytes], collected: "_Collected", left: int) -> int:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = collected.start
    parser.EndElementHandler = collected.end
    parser.CharacterDataHandler = collected.data
    parser.StartDoctypeDeclHandler = _refuse
    used = 0
    for block in _blocks(part):
        used += len(block)
        if used > left:
            raise Refused
        parser.Parse(block, False)
        if collected.is_full:
            return used
    parser.Parse(b"", True)
    return used


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(BLOCK):
        yield block


def _refuse(*_declared: object) -> None:
    raise Refused


class _Collected:
    """The text found so far."""

    def __init__(self, limit: int, everything: bool) -> None:
        self._parts: list[str] = []
        self._room = limit
        self._everything = everything
        self._depth = 0

    def start(self, name: str, _attributes: object) -> None:
        if name.rpartition(" ")[2] in TEXT or (self._everything and name.endswith(" body")):
            self._depth += 1

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in TEXT or (self._everything and local == "body"):
            self._depth -= 1
        if local in BREAKS:
            self._parts.append("\n" if local != "s" else " ")

    def data(self, text: str) -> None:
        if self._depth > 0 and self._room > 0:
            self._parts.append(text[: self._room])
            self._room -= len(text)

    @property
    def is_full(self) -> bool:
        return self._room <= 0

    @property
    def text(self) -> str:
        return "".join(self._parts)
