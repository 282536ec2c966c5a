"""A bundle that comes in through the browser: who may bring it in, and what it would change.

Nothing of it is stored before somebody has seen the differences and confirmed them. Only the
sending school's year is changed: the fields of other organisations stay unless somebody who
answers for the municipality ticks them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from mmo.accounts.guard import open_scope
from mmo.accounts.models import Role
from mmo.accounts.permissions import Can, Scoped, abilities
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.compliance.sentences import day as in_words
from mmo.database import uuid7
from mmo.exchange.alive import Alive, alive
from mmo.exchange.comparing import Section, compare
from mmo.exchange.exporting import export_bundle
from mmo.exchange.importing import import_bundle
from mmo.exchange.models import BundleImport
from mmo.exchange.schema import Bundle, OrganisationIn
from mmo.exchange.signed import Overwritten, overwritten
from mmo.extensions import db
from mmo.journal import Actor

OWN_FIELDS = ("name", "kind")
"""What a school may say of itself; whether it is in the municipality decides who sees it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An association as its permissions are asked for."""

    association_id: UUID
    level: str
    organisation_id: UUID | None
    in_municipality: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """Fields of an organisation that the file would change, and that are ticked separately."""

    code: str
    name: str
    changes: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do.

    Attributes:
        refused: why it cannot be brought in; everything else is empty then.
        named: whether records may be named and told field by field, or only counted.
        decides: whether the person may tick `foreign` and `moves`.
        moves: what of the association itself would change that decides who sees it.
        signed: the meetings whose signed minutes the file changes.
        alive: how the year is worked in here, where it is: the file may be older than that.
        base: stands for everything that the differences were taken from.
    """

    refused: str | None = None
    sections: Sequence[Section] = ()
    named: bool = False
    is_new: bool = False
    decides: bool = False
    foreign: Sequence[Foreign] = ()
    moves: Sequence[tuple[str, str, str]] = ()
    signed: Sequence[Overwritten] = ()
    alive: Alive | None = None
    base: str = ""

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return {section.kind: section.counts for section in self.sections}


class Incoming:
    """A valid bundle on its way in.

    Args:
        grants: of the person who brings it.
    """

    def __init__(self, bundle: Bundle, grants: Sequence[Scoped]) -> None:
        self.bundle = bundle
        self.grants = grants
        self.association = db.session.scalar(
            select(Association).where(Association.code == bundle.association.code)
        )
        self.year = self._year() if self.association else None
        codes = [entry.code for entry in bundle.organisations]
        found = db.session.scalars(select(Organisation).where(Organisation.code.in_(codes)))
        self.organisations = {row.code: row for row in found}

    def _year(self) -> AssociationYear | None:
        assert self.association is not None
        return db.session.scalar(
            select(AssociationYear)
            .where(
                AssociationYear.association_id == self.association.id,
                AssociationYear.year == self.bundle.year.start.year,
            )
            .with_for_update(of=AssociationYear)
        )

    @property
    def founder(self) -> OrganisationIn:
        wanted = self.bundle.association.organisation
        return next(each for each in self.bundle.organisations if each.code == wanted)

    def preview(self) -> Preview:
        """What would change, or why nothing may."""
        if sentence := self._refusal():
            return Preview(refused=sentence)
        facts, old = self._facts(), None
        if self.association:
            open_scope([self.association.id])
        if self.year:
            old = export_bundle(self.year)
        can = abilities(self.grants, facts)
        decides = bool({Role.ADMIN, Role.OFFICE} & self._roles(facts))
        return Preview(
            sections=compare(old, self._adapted(set())),
            named={Can.READ_RECORDS, Can.READ_CARDS} <= can,
            is_new=self.year is None,
            decides=decides,
            foreign=list(self._foreign()),
            moves=list(self._moves()),
            alive=alive(self.year) if self.year else None,
            signed=overwritten(old, self.bundle),
            base=self._base(),
        )

    def apply(self, ticked: Iterable[str], upload: Any, actor: Actor) -> AssociationYear:
        """Bring the year to what the file says, in one transaction."""
        preview = self.preview()
        new = uuid7()
        open_scope([self.association.id if self.association else new])

        def note(year: AssociationYear) -> None:
            db.session.add(
                BundleImport(
                    association_id=year.association_id,
                    year_id=year.id,
                    file_name=upload.file_name,
                    sha256=upload.sha256,
                    account_id=actor.account_id,
                    actor=actor.name,
                    counts=preview.counts,
                )
            )

        chosen = set(ticked) if preview.decides else set()
        return import_bundle(self._adapted(chosen), new_association=new, also=note)

    def unticked(self, ticked: Iterable[str]) -> bool:
        """Whether the association would move, and that was not ticked."""
        return bool(list(self._moves())) and "association" not in set(ticked)

    def _refusal(self) -> str | None:
        roles = self._roles(self._facts())
        if not roles & {Role.ADMIN, Role.OFFICE, Role.HEAD, Role.DEPUTY}:
            return _(
                "The file is about the association %(code)s. You may bring in years of your own "
                "associations only.", code=self.bundle.association.code,
            )  # fmt: skip
        if self.year and self.year.closed_at:
            return _(
                "This year was closed on %(day)s and stays as it is. Open it again first, with a "
                "reason, and then bring the file in.", day=in_words(self.year.closed_at.date()),
            )  # fmt: skip
        if list(self._moves()) and Role.ADMIN not in roles:
            return _(
                "The file gives the association another level or founder than it has here. Only "
                "the administrator may change that."
            )
        return None

    def _facts(self) -> Facts:
        if self.association:
            own = self.association.organisation
            return Facts(
                self.association.id, self.association.level, own.id, bool(own.in_municipality)
            )
        here = db.session.scalar(select(Organisation).where(Organisation.code == self.founder.code))
        inside = here.in_municipality if here else self.founder.in_municipality
        level = self.bundle.association.level
        return Facts(UUID(int=0), level, here.id if here else None, bool(inside))

    def _roles(self, facts: Facts) -> set[Role]:
        """The person's roles that reach this association."""
        above = {Role.ADMIN, Role.OFFICE} if self.association is None else set(Role)
        return {
            grant.role for grant in self.grants
            if grant.role in above and abilities([grant], facts)
        }  # fmt: skip

    def _moves(self) -> Iterable[tuple[str, str, str]]:
        if self.association is None:
            return
        entry = self.bundle.association
        if entry.level != self.association.level:
            yield "level", self.association.level, entry.level
        if entry.organisation != self.association.organisation.code:
            yield "organisation", self.association.organisation.name, self.founder.name

    def _foreign(self) -> Iterable[Foreign]:
        for entry in self.bundle.organisations:
            here = self.organisations.get(entry.code)
            if here is None:
                continue
            own = OWN_FIELDS if self._is_own(entry.code) else ()
            changes = tuple(
                (name, getattr(here, name), getattr(entry, name))
                for name in ("name", "kind", "in_municipality")
                if name not in own and getattr(here, name) != getattr(entry, name)
            )
            if changes:
                yield Foreign(entry.code, here.name, changes)

    def _is_own(self, code: str) -> bool:
        return self.association is not None and self.association.organisation.code == code

    def _adapted(self, ticked: set[str]) -> Bundle:
        """The bundle with the fields of other organisations as they are here, unless ticked."""
        untouched = {each.code: each for each in self._foreign() if each.code not in ticked}
        entries = [
            entry.model_copy(update={name: old for name, old, _new in foreign.changes})
            if (foreign := untouched.get(entry.code))
            else entry
            for entry in self.bundle.organisations
        ]
        return self.bundle.model_copy(update={"organisations": entries})

    def _base(self) -> str:
        parts: list[Any] = [self.year and (str(self.year.id), self.year.revision)]
        if self.association:
            parts.append((self.association.version, self.association.organisation_id))
        parts += sorted((code, row.version) for code, row in self.organisations.items())
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
