"""What the rows of a table of accounts may name: roles, and the places where they are given."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from mmo.accounts.making import EVERYWHERE, IN_ASSOCIATION
from mmo.accounts.managing import given_roles, own_organisations
from mmo.accounts.models import Role
from mmo.associations.models import Association, Organisation
from mmo.extensions import db
from mmo.labels import ROLE
from mmo.sheets.cells import Wrong
from mmo.sheets.lists import key
from mmo.validation import shorten

SHORTEST_WORD = 3
MOST_NAMED = 8
"""Names that a sentence about a wrong cell lists."""


class Places:
    """The associations and organisations in which the person may give roles, by their names.

    A school that has one association may stand for it.
    """

    def __init__(self) -> None:
        chosen = select(
            Association.id, Association.name, Association.code, Association.organisation_id,
            Organisation.name.label("founder"), Organisation.code.label("founder_code"),
        ).join(Organisation, Organisation.id == Association.organisation_id)  # fmt: skip
        if not current_user.is_admin:
            chosen = chosen.where(Association.organisation_id.in_(own_organisations()))
        rows = db.session.execute(chosen.order_by(Association.name)).all()
        self.names: dict[UUID, str] = {row.id: row.name for row in rows}
        founders = _by_name(
            (name, row.id) for row in rows for name in (row.founder, row.founder_code)
        )
        own = _by_name((name, row.id) for row in rows for name in (row.name, row.code))
        self.associations = founders | own
        self.organisations: dict[str, UUID | None] = {}
        if current_user.is_admin:
            schools = db.session.execute(
                select(Organisation.id, Organisation.name, Organisation.code)
                .order_by(Organisation.name)
            ).all()  # fmt: skip
            self.names |= {row.id: row.name for row in schools}
            self.organisations = _by_name(
                (name, row.id) for row in schools for name in (row.name, row.code)
            )

    def offered(self) -> list[str]:
        """The names that a list of choices offers."""
        return list(self.names.values())

    def find(self, role: Role, text: str) -> UUID | None:
        """The place of a role; None for a role that holds everywhere.

        Raises:
            Wrong: with a sentence that says what is allowed.
        """
        if role in EVERYWHERE:
            if text:
                raise Wrong(_("this role holds everywhere: leave the cell empty"))
            return None
        known = self.associations if role in IN_ASSOCIATION else self.organisations
        if not text:
            raise Wrong(
                _("name the association") if role in IN_ASSOCIATION else _("name the organisation")
            )
        if key(text) not in known:
            names = list(dict.fromkeys(self.names[each] for each in known.values() if each))
            told = "; ".join(names[:MOST_NAMED]) + ("; …" if len(names) > MOST_NAMED else "")
            raise Wrong(_("%(found)s; allowed: %(allowed)s", found=shorten(text), allowed=told))
        found = known[key(text)]
        if found is None:
            raise Wrong(_("%(found)s may mean several; write the code", found=shorten(text)))
        return found


def _by_name(pairs: Iterable[tuple[str, UUID]]) -> dict[str, UUID | None]:
    """What each name means; a name of several means None."""
    found: dict[str, Any] = {}
    for name, means in pairs:
        written = key(name)
        found[written] = means if found.get(written, means) == means else None
    return found


def role_of(text: str) -> Role:
    """The role that a cell names: in our words, or by its first word, shortened or not.

    Raises:
        Wrong: it names none that the person may give.
    """
    given = given_roles()
    words = {key(str(ROLE[role])): role for role in given} | {role.value: role for role in given}
    if key(text) in words:
        return words[key(text)]
    first = key(text).split()[0].rstrip(".") if key(text) else ""
    for fits in (str.__eq__, str.startswith):
        found = {role for word, role in words.items() if fits(word.split()[0], first)}
        if len(found) == 1 and len(first) >= SHORTEST_WORD:
            return found.pop()
    allowed = ", ".join(str(ROLE[role]) for role in given)
    raise Wrong(_("%(found)s; allowed: %(allowed)s", found=shorten(text), allowed=allowed))
