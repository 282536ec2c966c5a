"""Russian names and posts in their cases; what a person typed always wins."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mmo.database import text_key

PARTS = (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
CASES = {"genitive": Case.GENITIVE, "dative": Case.DATIVE, "accusative": Case.ACCUSATIVE}
GRAMMEMES = {"genitive": "gent", "dative": "datv", "accusative": "accs"}
HEADS = {"NOUN", "ADJF", "PRTF"}
"""Parts of speech that a post begins with: заместитель, классный, заведующий."""


class TypedCases(NamedTuple):
    """A name's cases as a person typed them; empty where nobody did."""

    genitive: str = ""
    dative: str = ""
    accusative: str = ""


Typed = Mapping[str, TypedCases]
"""Typed cases by the name's key."""


def name_in(case: str, full_name: str, typed: Typed | None = None) -> str:
    """A person's full name in a case: ``genitive``, ``dative`` or ``accusative``."""
    own = (typed or {}).get(text_key(full_name) or "")
    return (getattr(own, case) if own else "") or _declined(case, full_name)


@cache
def _declined(case: str, full_name: str) -> str:
    parts = full_name.split()
    if not 2 <= len(parts) <= 3:
        return full_name
    gender = _gender(*parts)
    if gender is None:
        return full_name
    return " ".join(
        _maker().make(part, gender, CASES[case], word)
        for part, word in zip(PARTS, parts, strict=False)
    )


def _gender(surname: str, name: str, patronymic: str | None = None) -> Any:
    """The gender; by the patronymic alone where the whole name leaves a doubt."""
    detector = _detector()
    for known in (
        {"lastname": surname, "firstname": name, "middlename": patronymic},
        {"middlename": patronymic},
        {"firstname": name},
    ):
        try:
            found = detector.detect(**known)
        except (ValueError, TypeError, AttributeError):
            continue
        if found is not Gender.ANDROGYNOUS:
            return found
    return None


@cache
def phrase_in(case: str, phrase: str) -> str:
    """A post or the name of a body in a case; its first words change up to the first noun.

    ``Заместитель директора по ВР`` becomes ``Заместителю директора по ВР``, ``Методическое
    объединение классных руководителей`` becomes ``Методического объединения …``.
    """
    words = phrase.split(" ")
    for place, word in enumerate(words):
        if not word.isalpha() or word.isupper():
            break
        parsed = next((p for p in _morphology().parse(word) if "nomn" in p.tag), None)
        if parsed is None or parsed.tag.POS not in HEADS:
            break
        changed = parsed.inflect({GRAMMEMES[case]})
        if changed is None:
            break
        words[place] = changed.word.capitalize() if word[0].isupper() else changed.word
        if parsed.tag.POS == "NOUN" or "Subx" in parsed.tag:
            break
    return " ".join(words)


@cache
def _maker() -> Any:
    return PetrovichDeclinationMaker()


@cache
def _detector() -> Any:
    return PetrovichGenderDetector()


@cache
def _morphology() -> Any:
    import pymorphy3  # its dictionaries take a moment: only where a phrase is declined

    return pymorphy3.MorphAnalyzer()
