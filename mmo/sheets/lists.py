"""What a cell may name in one year: its organisations, members and clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from mmo.associations.models import Organisation, YearOrganisation
from mmo.database import AnyRow, text_key
from mmo.extensions import db
from mmo.findings import Judge
from mmo.members.models import Member
from mmo.naming import short_name


@dataclass(frozen=True, slots=True)
class Lists:
    """Names as people write them, and what each means; a name of two things means None."""

    organisations: Mapping[str, UUID | None]
    members: Mapping[str, UUID | None]
    clauses: Mapping[str, str | None]
    words: Mapping[Any, str]
    """What an organisation, a member or a clause is called."""
    founder: UUID

    def offered(self, sort: str) -> list[str]:
        """The names that are offered for choice."""
        if sort == "organisation":
            return [self.words[key] for key in dict.fromkeys(self.organisations.values()) if key]
        return [self.words[key] for key in dict.fromkeys(self.members.values()) if key]


def lists_of(year: AnyRow) -> Lists:
    """The lists of a year."""
    words: dict[Any, str] = {}
    organisations: dict[str, UUID | None] = {}
    rows = db.session.execute(
        select(Organisation.id, Organisation.name, Organisation.code)
        .outerjoin(
            YearOrganisation,
            (YearOrganisation.organisation_id == Organisation.id)
            & (YearOrganisation.association_id == year.association_id)
            & (YearOrganisation.year_id == year.id),
        )
        .where(YearOrganisation.year_id.is_not(None) | (Organisation.id == year.organisation_id))
        .order_by(YearOrganisation.ordinal)
    )
    for row in rows:
        words[row.id] = row.name
        for name in (row.name, row.code):
            _add(organisations, name, row.id)
    members: dict[str, UUID | None] = {}
    found = select(Member.id, Member.full_name).where(
        Member.association_id == year.association_id, Member.year_id == year.id
    )
    people = db.session.execute(found.order_by(Member.name_key)).all()
    for person in people:
        words[person.id] = person.full_name
        _add(members, person.full_name, person.id)
    for person in people:
        _add(members, short_name(person.full_name), person.id)
    clauses: dict[str, str | None] = {}
    judge: Judge = current_app.extensions["judge"]
    edition = judge.rules_of(db.session(), year).edition
    for clause in edition.clauses:
        words[clause.id] = edition.label(clause.id)
        for name in (clause.id, edition.label(clause.id)):
            _add(clauses, name, clause.id)
    for each in judge.regulations.clause_ids() - set(words):
        words[each] = each
        _add(clauses, each, each)
    return Lists(organisations, members, clauses, words, year.organisation_id)


def key(name: str) -> str:
    """A name as it is compared: case, ё and stray spaces do not matter."""
    return " ".join((text_key(name) or "").replace(".", ". ").split())


def _add(names: dict[str, Any], name: str, means: Any) -> None:
    written = key(name)
    names[written] = means if names.get(written, means) == means else None
