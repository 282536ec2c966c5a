"""Words of a text, and what each of them is in its first form: дети, ребёнка -> ребенок."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from mmo.database import text_key

WORD = re.compile(r"[^\W_]+")
CYRILLIC = re.compile("[а-я]+")
LONGEST = 60
"""Characters of a word that count; longer ones are no words."""
LIKELY = 0.1
"""A first form that is less likely than this is left out: «стали» is стать, and may be сталь."""
JOINING = frozenset(("PREP", "CONJ", "PRCL"))
"""Words that only join others: nobody looks for «и»."""


def fold(text: str) -> str:
    """A text as it is compared: case, ё and the shape of letters do not matter."""
    return text_key(text.replace("№", " ")) or ""


def levelled(text: str) -> str:
    """A text folded so that every letter keeps its place; one whose letters grow stays as it is."""
    plain = text.lower().replace("ё", "е")
    return plain if len(plain) == len(text) else text


def words(text: str) -> list[str]:
    """The words of a text, folded; hyphens and apostrophes part them."""
    return [word[:LONGEST] for word in WORD.findall(fold(text))]


def lemma_text(*texts: str | None) -> str:
    """The first forms of all words of these texts, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for word in words(text or ""):
            found.update(dict.fromkeys(lemmas(word)))
    return " ".join(found)


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The first forms that a folded word may have, the likeliest first; none where it joins."""
    if not CYRILLIC.fullmatch(word):
        return (word,)
    parses = _morphology().parse(word)
    likely = [parse for parse in parses if parse.score >= LIKELY] or parses[:1]
    if all(parse.tag.POS in JOINING for parse in likely):
        return ()
    return tuple(dict.fromkeys(fold(parse.normal_form) for parse in likely))


@lru_cache(maxsize=2_000)
def beginnings(lemma: str) -> frozenset[str]:
    """How the forms of a word begin, in as few letters as tell them from most other words."""
    forms: Iterable[str] = (lemma,)
    if CYRILLIC.fullmatch(lemma):
        parses = [each for each in _morphology().parse(lemma) if fold(each.normal_form) == lemma]
        forms = {fold(form.word) for parse in parses[:3] for form in parse.lexeme} | {lemma}
    return frozenset(form[:4] for form in forms)


@lru_cache(maxsize=1)
def _morphology() -> Any:
    """The dictionary: 0.2 s and some 30 MB, so it is loaded by the first who needs it."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
