"""Files of a regulation as organisations have them: our own gists, with a real file's oddities."""

import io
import zipfile

from docx import Document

from mmo.compliance.regulations import BULLET, Edition

ASIDE = "Эта строка ни к одному пункту не относится."
MARKS = ("·", "•", "–", "o ", "\uf0b7")
LIST_HEADINGS = {"r": "Отвечает:", "o": "Организует:"}


def lines_of(edition: Edition) -> list[str]:
    """A regulation's lines: spaced numbers, typographic bullets, double spaces, a bookmark."""
    lines = ["ПОЛОЖЕНИЕ", ASIDE]
    section = opened = ""
    for place, clause in enumerate(edition.clauses):
        number = clause.id.partition(".")[2]
        if (first := number.partition(".")[0]) != section:
            section, opened = first, ""
            lines += ["", f"{section}. {edition.sections.get(section, 'Раздел')}"]
        gist = clause.gist.replace(" ", "  ", 1)
        if bullet := BULLET.fullmatch(number):
            letter = bullet["list"]
            if letter in LIST_HEADINGS and (start := f"{bullet['number']}{letter}") != opened:
                opened = start
                lines.append(LIST_HEADINGS[letter])
            mark = MARKS[place % len(MARKS)]
            mended = "[bookmark: _Toc42] " if place % 17 == 0 else ""
            lines.append(f"{mended}{mark} {gist}")
        else:
            spaced = number.replace(".", ". ") if place % 11 == 1 else number
            lines.append(f"{spaced}. {gist}")
    return lines


def as_word(lines: list[str]) -> bytes:
    """The same lines as Word keeps them."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(word: bytes, part: str, content: bytes) -> bytes:
    """A Word file of which one part is replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(changed, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return changed.getvalue()
