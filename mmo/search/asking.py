"""What a person asked for: words by any of their forms, and exact phrases in quotation marks.

Nothing that is typed reaches the database's query language: a query is made of letters and
digits only.
"""

import re
from dataclasses import dataclass

from mmo.search.words import lemmas, words

LONGEST = 200
MOST_WORDS = 12
PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“]*)“')


@dataclass(frozen=True, slots=True)
class Query:
    """What an entry must hold: of each of `terms` one first form, and each of `phrases`."""

    terms: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, asked: str) -> "Query | None":
        """What was typed, understood; None where there is no word in it."""
        asked = asked[:LONGEST]
        quoted = [words("".join(found)) for found in PHRASE.findall(asked)]
        plain = words(PHRASE.sub(" ", asked))[:MOST_WORDS]
        terms = tuple(dict.fromkeys(found for word in plain if (found := lemmas(word))))
        phrases = [tuple(each[:MOST_WORDS]) for each in quoted if each]
        if not terms and not phrases and plain:
            phrases = [tuple(plain)]  # only joining words: they are looked for as they stand
        return cls(terms, tuple(phrases[:MOST_WORDS])) if terms or phrases else None

    @property
    def all_lemmas(self) -> frozenset[str]:
        return frozenset(lemma for term in self.terms for lemma in term)
