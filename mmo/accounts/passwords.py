"""Passwords: argon2id, and what is asked of a new one."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
_nobody = _hasher.hash(secrets.token_hex(16))

SHORTEST = 8
"""Characters of a password that a person chooses."""


def hash_password(password: str) -> str:
    """What is stored instead of a password."""
    return _hasher.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where there is no account."""
    try:
        return _hasher.verify(stored or _nobody, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether it was hashed with weaker settings than today's."""
    return _hasher.check_needs_rehash(stored)


def new_token() -> str:
    """An unguessable secret for a session or a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored instead of a token: who reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
