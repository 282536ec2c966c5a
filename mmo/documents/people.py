"""People as papers name them: in full, short, before a signature, in their cases."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from mmo.database import AnyRow
from mmo.documents.declension import name_in, phrase_in
from mmo.documents.records import YearRecords
from mmo.documents.wording import BLANK, text
from mmo.naming import short_name

Person = dict[str, Any]
CASES = ("genitive", "dative", "accusative")
PARTS = ("name", "short", "sign", *CASES, *(f"short_{case}" for case in CASES), "position")
TIE = "\u00a0"
"""A space at which a line does not break."""


def person(records: YearRecords, name: str | None, position: str | None = None) -> Person:
    """A person by name; every part of one who is not known is a line to be filled in."""
    said = text(name)
    if not said:
        return dict.fromkeys(PARTS, BLANK)
    cases = {case: name_in(case, said, records.typed_cases) for case in CASES}
    return {
        "name": said,
        "short": tied(short_name(said)),
        "sign": before_signature(said),
        **cases,
        **{f"short_{case}": tied(short_name(name)) for case, name in cases.items()},
        "position": text(position),
    }


def member(records: YearRecords, member: UUID | None) -> Person:
    """A member of the year, or blanks."""
    row = records.members.get(member) if member else None
    return person(records, row.full_name, row.position) if row else person(records, None)


def before_signature(full_name: str) -> str:
    """``А. П. Иванова``: a signature's initials stand before the surname."""
    surname, _space, initials = short_name(full_name).partition(" ")
    return tied(f"{initials} {surname}") if initials.endswith(".") else full_name


def tied(short: str) -> str:
    """A short name whose initials never stand on another line than the surname."""
    return short.replace(" ", TIE) if short.endswith(".") or short[1:2] == "." else short


def post(records: YearRecords, title: str, name: str) -> Person:
    """Somebody who signs or is addressed, with the post in its cases."""
    said = text(title)
    cases = {f"post_{case}": phrase_in(case, said) if said else BLANK for case in CASES}
    return {"post": said, **cases, **person(records, name)}


def head(records: YearRecords, day: date) -> Person:
    """The head of the association on a day, or the last one before it."""
    known: list[AnyRow] = [row for row in records.appointments if row.from_on <= day]
    in_office = [row for row in known if row.to_on is None or row.to_on >= day] or known
    return member(records, in_office[-1].member_id if in_office else None)


Named = Callable[[UUID | None], Person]


def naming(records: YearRecords) -> Named:
    """`member`, remembering whom it has named already."""
    named: dict[UUID | None, Person] = {}

    def name(whom: UUID | None) -> Person:
        if whom not in named:
            named[whom] = member(records, whom)
        return named[whom]

    return name
