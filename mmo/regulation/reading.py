"""Reads the file of a regulation: plain text in the usual encodings, or DOCX."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from flask_babel import gettext as _

from mmo.regulation.splitting import Paragraph, paragraphs

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "cp1251")


class UnreadableFile(ValueError):
    """A file that cannot be read as a regulation's text; the message says why and what will do."""


def read(data: bytes) -> list[Paragraph]:
    """The paragraphs of a file.

    Raises:
        UnreadableFile: too large, empty, damaged, or of another kind.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 5 MB; a regulation's text is far smaller."))
    is_word = data[:4] == b"PK\x03\x04"
    found = list(_word(data) if is_word else paragraphs(_decode(data)))
    if not any(each.text.strip() for each in found):
        raise UnreadableFile(_("The file has no text. Save it as .docx or .txt and try again."))
    return found


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data or data[:5] == b"%PDF-":
        raise UnreadableFile(_("This is not a text file. Save it as .docx or .txt and try again."))
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The encoding is not known. Save the file as UTF-8 and try again."))


def _word(data: bytes) -> list[Paragraph]:
    try:
        _bound(data)
        return list(_paragraphs_of(Document(io.BytesIO(data))))
    except UnreadableFile:
        raise
    except Exception:  # a damaged archive or XML breaks the library anywhere, and anyhow
        text = _("Word's file is damaged or is of another kind. Save it as .docx and try again.")
        raise UnreadableFile(text) from None


def _bound(data: bytes) -> None:
    """Look into the directory of the archive before anything of it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise UnreadableFile(_("The file unpacks to far more than a text has."))


def _paragraphs_of(document: Any) -> Iterator[Paragraph]:
    numbering = _Numbering(document)
    for paragraph in document.paragraphs:
        for line in paragraph.text.split("\n"):
            yield numbering.paragraph(paragraph, line)
    for table in document.tables:
        for row in table.rows:
            yield Paragraph(" ".join(cell.text for cell in row.cells))


class _Numbering:
    """Word keeps the numbers of its lists apart from the text; here they come back into it."""

    def __init__(self, document: Any) -> None:
        part = document.part.numbering_part if _has_numbering(document) else None
        self._root = part.element if part is not None else None
        self._counts: dict[tuple[str, int], int] = {}

    def paragraph(self, paragraph: WordParagraph, line: str) -> Paragraph:
        """The paragraph with its number in front, or marked as a bullet."""
        properties: Any = paragraph._p.pPr
        number = properties.numPr if properties is not None else None
        if number is None or number.numId is None or not line.strip():
            return Paragraph(line)
        level = number.ilvl.val if number.ilvl is not None else 0
        shape, pattern = self._level(number.numId.val, level)
        if shape == "bullet" or shape is None:
            return Paragraph(line, bullet=True)
        return Paragraph(f"{self._count(str(number.numId.val), level, pattern)} {line}")

    def _count(self, list_id: str, level: int, pattern: str) -> str:
        self._counts[list_id, level] = self._counts.get((list_id, level), 0) + 1
        for other, deeper in list(self._counts):
            if other == list_id and deeper > level:
                del self._counts[other, deeper]
        for depth in range(level + 1):
            pattern = pattern.replace(f"%{depth + 1}", str(self._counts.get((list_id, depth), 1)))
        return pattern

    def _level(self, list_id: int, level: int) -> tuple[str | None, str]:
        if self._root is None:
            return None, ""
        found = self._root.xpath(f'w:num[@w:numId="{list_id}"]/w:abstractNumId/@w:val')
        levels = (
            self._root.xpath(
                f'w:abstractNum[@w:abstractNumId="{found[0]}"]/w:lvl[@w:ilvl="{level}"]'
            )
            if found
            else []
        )
        if not levels:
            return None, ""
        shape, text = levels[0].find(qn("w:numFmt")), levels[0].find(qn("w:lvlText"))
        return (
            shape.get(qn("w:val")) if shape is not None else None,
            text.get(qn("w:val")) if text is not None else "%1.",
        )


def _has_numbering(document: Any) -> bool:
    relations = document.part.rels.values()
    return any(relation.reltype.endswith("/numbering") for relation in relations)
