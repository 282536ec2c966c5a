"""The first run: a one-time code, printed in the terminal, makes the first administrator.

Whoever opens a new installation first must not become its owner, so the first page asks for a
code that only somebody with the terminal (or the data folder) can read.
"""

import hmac
import os
import secrets
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from mmo import journal
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.passwords import hash_password
from mmo.administration.models import Installation
from mmo.database import uuid7
from mmo.extensions import db


def is_needed() -> bool:
    """Whether nobody has an account yet."""
    return installation() is None


def installation() -> tuple[str, bool] | None:
    """The installation's name and whether it is a demonstration; asked of the database once."""
    if not current_app.config.get("INSTALLATION"):
        found = db.session.execute(select(Installation.name, Installation.demo)).first()
        current_app.config["INSTALLATION"] = tuple(found) if found else None
    known: tuple[str, bool] | None = current_app.config["INSTALLATION"]
    return known


def forget() -> None:
    """The installation was changed: ask the database again."""
    current_app.config["INSTALLATION"] = None


def the_code() -> str:
    """The one-time code; made when first asked for, gone after use."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("-".join(f"{secrets.randbelow(10_000):04d}" for _part in range(3)))
    return path.read_text().strip()


def is_the_code(typed: str) -> bool:
    """Whether this is the code; dashes and spaces do not matter."""
    path = _path()
    if not path.exists():
        return False
    plain = typed.replace("-", "").replace(" ", "")
    return hmac.compare_digest(plain.encode(), path.read_text().strip().replace("-", "").encode())


def finish(name: str, login: str, full_name: str, password: str) -> Account:
    """Make the installation and its first administrator; the code is worth nothing after it."""
    account = Account(
        id=uuid7(),
        login=login.strip().casefold(),
        full_name=full_name.strip(),
        password_hash=hash_password(password),
    )
    journal.save(
        Installation(id=1, name=name.strip()),
        account,
        Grant(account_id=account.id, role=Role.ADMIN),
        action="first_run",
    )
    _path().unlink(missing_ok=True)
    return account


def _path() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / "setup-code"
