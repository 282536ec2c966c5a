"""Splits the text of a regulation by its clauses: real files, with what real files have in them.

Typographic bullets, double spaces, an editor's bookmark, a number written with a space: they are
read as meant, and what was mended is noted. A paragraph that fits no clause is never dropped: it
comes out undecided, with a suggestion.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mmo.compliance.regulations import BULLET, Edition
from mmo.regulation.models import PieceRole

NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\s*\.\s*\d{1,2}){0,3})(?P<dot>\s*\.)?\s+(?P<rest>\S.*)")
MARK = re.compile(r"[·•●○▪■◦∙*‣⁃−–—-]\s+|[•\uf0a7\uf0b7\uf0d8]\s*|o\s+")
"""Bullets: also those of Word's symbol fonts, and the Latin ``o`` that it writes for a circle."""

BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]\s*")
SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a file; `bullet` where the file itself says that it is one of a list."""

    text: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with what it was found to be.

    `suggested` is the clause that an undecided piece most likely belongs to; `note` is a code:
    ``bookmark`` or ``number``, for what had to be mended.
    """

    text: str
    role: PieceRole
    clause: str | None = None
    suggested: str | None = None
    note: str | None = None


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a plain text: its lines."""
    for line in text.splitlines():
        yield Paragraph(line)


def split(found: Iterable[Paragraph], edition: Edition) -> list[Piece]:
    """Every paragraph that is not blank, with the clause of the edition that it words."""
    splitter = _Splitter(edition)
    pieces = [splitter.take(paragraph) for paragraph in found]
    return [piece for piece in pieces if piece is not None]


class _Splitter:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.left = {clause.id for clause in edition.clauses}
        self.number = ""
        self.lists: list[str] = []
        self.place = 0
        self.last: str | None = None

    def take(self, paragraph: Paragraph) -> Piece | None:
        """What one paragraph is, given those before it."""
        raw = paragraph.text.strip()
        text = SPACES.sub(" ", BOOKMARK.sub("", raw)).strip()
        if not text:
            return None
        note = "bookmark" if BOOKMARK.search(raw) else None
        if not paragraph.bullet and (numbered := NUMBER.fullmatch(text)):
            piece = self._numbered(text, numbered)
        elif paragraph.bullet or MARK.match(text):
            piece = self._bullet(MARK.sub("", text, count=1) if MARK.match(text) else text)
        else:
            piece = self._plain(text)
        return replace(piece, note=note) if note else piece

    def _numbered(self, text: str, found: re.Match[str]) -> Piece:
        number = re.sub(r"\s", "", found["number"])
        clause = f"{self.edition.regulation}.{number}"
        slip = "number" if re.search(r"\s", found["number"]) else None
        if clause in self.left:
            self._open(number)
            return self._worded(clause, found["rest"], slip)
        if number in self.edition.sections and "." not in number:
            self._open(number)
            return Piece(text, PieceRole.HEADING, note=slip)
        return Piece(text, PieceRole.UNDECIDED, suggested=self.last, note=slip)

    def _open(self, number: str) -> None:
        """A numbered point begins: what follows it in bullets are its lists, in their order."""
        self.number, self.place = number, 0
        prefix = f"{self.edition.regulation}.{number}."
        letters = [
            bullet["list"]
            for clause in self.edition.clauses
            if clause.id.startswith(prefix)
            and (bullet := BULLET.fullmatch(clause.id.removeprefix(f"{self.edition.regulation}.")))
            and bullet["number"] == number
        ]
        self.lists = list(dict.fromkeys(letters))

    def _bullet(self, text: str) -> Piece:
        if self.lists:
            self.place += 1
            where = f"{self.edition.regulation}.{self.number}.{self.lists[0]}{self.place}"
            if where in self.left:
                return self._worded(where, text)
        return Piece(text, PieceRole.UNDECIDED, suggested=self.last)

    def _plain(self, text: str) -> Piece:
        """A line without a number or a bullet; one that ends in a colon opens the next list."""
        if text.endswith(":") and self.lists:
            if self.place and len(self.lists) > 1:
                self.lists, self.place = self.lists[1:], 0
            return Piece(text, PieceRole.HEADING)
        return Piece(text, PieceRole.UNDECIDED, suggested=self.last)

    def _worded(self, clause: str, text: str, note: str | None = None) -> Piece:
        self.left.discard(clause)
        self.last = clause
        return Piece(text, PieceRole.CLAUSE, clause, note=note)
