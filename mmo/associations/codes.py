"""Codes of organisations and associations, proposed from their names.

A code stands in addresses and in files between installations: Latin letters, digits, dashes.
"""

import re
from collections.abc import Iterator
from itertools import count

from sqlalchemy import select

from mmo.associations.models import Association, Organisation
from mmo.extensions import db

LONGEST = 40
"""Characters of a proposed code; a typed one may have up to 64."""
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LATIN = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya _ e"
"""For each letter of the Russian alphabet as Unicode orders it, from U+0430 to U+0451."""
LETTERS = {
    chr(code): latin.replace("_", "") for code, latin in enumerate(LATIN.split(), start=0x430)
}


def transliterated(name: str) -> str:
    """A name as a code: ``Заречная СОШ № 2`` is ``zarechnaya-sosh-2``."""
    latin = "".join(LETTERS.get(letter, letter) for letter in name.casefold())
    words = re.findall(r"[a-z0-9]+", latin)
    code = ""
    for word in words:
        if code and len(code) + 1 + len(word) > LONGEST:
            break
        code = f"{code}-{word}" if code else word[:LONGEST]
    return code or "mo"


def proposed(model: type[Organisation] | type[Association], name: str) -> str:
    """A code from a name that no other organisation or association has."""
    base = transliterated(name)
    taken = set(db.session.scalars(select(model.code).where(model.code.startswith(base))))
    return next(code for code in _numbered(base) if code not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in count(2))
