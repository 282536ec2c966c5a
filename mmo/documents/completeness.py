"""What a paper lacks before it is printed, and the clause that asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import ClauseEntry
from mmo.documents.making import Made
from mmo.documents.sandbox import for_text


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is not there, in the genitive, and the clauses that ask for it."""

    what: str
    clauses: tuple[ClauseEntry, ...]


def lacking(made: Made, edition: Edition) -> Iterator[Lack]:
    """What the paper lacks, of what its layout and this regulation ask for."""
    known = {clause.id: clause for clause in edition.clauses}
    for need in made.paper.layout.needs:
        clauses = tuple(known[clause] for clause in need.clauses if clause in known)
        asked = bool(clauses) or not need.clauses
        if asked and not for_text.compile_expression(need.there)(made.everything):
            what = for_text.from_string(need.say).render(made.everything)
            yield Lack(what, clauses)
