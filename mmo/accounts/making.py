"""New accounts: a login from a name, roles in their scopes, the person behind."""

import re
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.codes import transliterated
from mmo.database import uuid7
from mmo.extensions import db

LOGIN = re.compile(r"[\w.@-]{2,64}")
IN_ASSOCIATION = (Role.HEAD, Role.SECRETARY, Role.MEMBER)
IN_ORGANISATION = (Role.DEPUTY, Role.DIRECTOR)
EVERYWHERE = (Role.OFFICE, Role.ADMIN)
"""In which scope a role is one."""


def proposed_login(full_name: str) -> str:
    """A login from a name that nobody has."""
    base = _base(full_name)
    used = db.session.scalars(select(Account.login).where(Account.login.startswith(base)))
    return login_from(full_name, set(used))


def login_from(full_name: str, used: Collection[str]) -> str:
    """A login from a name that is not used: ``Иванова Анна Петровна`` is ``ivanova-ap``."""
    base = _base(full_name)
    numbers = (f"{base}{number}" for number in range(2, len(used) + 3))
    return base if base not in used else next(each for each in numbers if each not in used)


def _base(full_name: str) -> str:
    surname, *others = full_name.split() or ["user"]
    initials = "".join(name[0] for name in others[:2])
    base = transliterated(f"{surname} {initials}")[:40]
    return base if len(base) > 1 else f"{base}-1"


def is_free(login: str) -> bool:
    """Whether no account has this login."""
    return db.session.scalar(select(Account.id).where(Account.login == login)) is None


def new_account(full_name: str, login: str, key: UUID | None = None) -> Account:
    """An account without a password, to be saved: its owner sets one by a link."""
    return Account(id=key or uuid7(), login=login.casefold(), full_name=full_name.strip())
