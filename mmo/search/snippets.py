"""Marks the found words, and shows the piece of a text where they stand."""

import re

from markupsafe import Markup, escape

from mmo.search.asking import Query
from mmo.search.words import WORD, beginnings, fold, lemmas, levelled

BEFORE = 70
LENGTH = 240
MOST_TRIES = 2_000
"""Words that only begin like a found one; a text of nothing but them is not read through."""


class Marker:
    """Marks what answers one query; made once for a page of results."""

    def __init__(self, query: Query) -> None:
        self._lemmas = query.all_lemmas
        self._exact = frozenset(word for phrase in query.phrases for word in phrase)
        starts = {start for lemma in self._lemmas for start in beginnings(lemma)}
        starts |= {word[:4] for word in self._exact}
        self._start = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(starts)))})")
        exact = (r"[\W_]+".join(map(re.escape, phrase)) for phrase in query.phrases)
        self._phrase = re.compile(rf"(?<![^\W_])(?:{'|'.join(exact)})(?![^\W_])")
        self._has_phrases = bool(query.phrases)

    def mark(self, text: str) -> Markup:
        """The whole text with the found words marked."""
        parts: list[Markup] = []
        done = 0
        for word in WORD.finditer(text):
            if self._answers(word[0]):
                parts += [
                    escape(text[done : word.start()]),
                    Markup("<mark>{}</mark>").format(word[0]),
                ]
                done = word.end()
        return Markup("").join([*parts, escape(text[done:])])

    def snippet(self, text: str) -> Markup:
        """A piece of the text around the first found word; its beginning where there is none."""
        at = self._first(text)
        start = _at_a_word(text, max(0, at - BEFORE)) if at > BEFORE else 0
        end = start + LENGTH
        piece = text[start:end] if end >= len(text) else text[start:end].rpartition(" ")[0]
        marked = self.mark(" ".join(piece.split()))
        left = Markup("… ") if start else Markup("")
        return left + marked + (Markup(" …") if end < len(text) else Markup(""))

    def _answers(self, word: str) -> bool:
        folded = fold(word)
        return folded in self._exact or not self._lemmas.isdisjoint(lemmas(folded))

    def _first(self, text: str) -> int:
        """Where the first found word stands; what is looked through is as long as the text."""
        plain = levelled(text)
        if self._has_phrases and (phrase := self._phrase.search(plain)):
            return phrase.start()
        for number, start in enumerate(self._start.finditer(plain)):
            word = WORD.match(plain, start.start())
            if word and self._answers(word[0]):
                return start.start()
            if number > MOST_TRIES:
                break
        return 0


def _at_a_word(text: str, place: int) -> int:
    """The beginning of the first whole word from this place on."""
    space = re.compile(r"\s").search(text, place, place + BEFORE)
    return space.end() if space else place
