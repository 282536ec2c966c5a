"""A form that is sent after the session has ended does not lose its text.

The sign-in page carries the sent fields, sealed; after signing in they are offered once more, and
the person sends them with a fresh token. The seal is bound to the browser's own session, so that
nobody can hand a filled form to somebody else, and to the account that was signed in: who signs in
next at the same computer never sees it. Files and passwords are never carried.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, g, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

MOST = 200_000
"""Characters of a form that are carried at most."""
LASTS = 24 * 3600
"""Seconds for which a sealed form is worth something."""
WHOSE = "account"
"""Where the browser's session keeps who signed in last; it stays after the session has ended."""
SECRET = {"password", "again", "current"}
MACHINERY = {"csrf_token", "version", "key", "next", "_do"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that waits for its sender to sign in: where it goes, and its fields."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> list[str]:
        """What a person typed or chose in it."""
        return [value for name, value in self.fields if name not in MACHINERY and value.strip()]


def belongs_to(account_id: UUID) -> None:
    """What this browser sends from now on is typed by this account."""
    session[WHOSE] = str(account_id)


def sealed() -> str | None:
    """The form of this request, sealed; None where it must not or cannot be carried.

    Only a form whose token was found valid is carried: one from elsewhere is not. Neither is one
    of which nobody knows who typed it.
    """
    fields = [(name, value) for name, value in request.form.items(multi=True)
              if name != "csrf_token"]  # fmt: skip
    size = sum(len(name) + len(value) for name, value in fields)
    if not g.get("csrf_valid") or size > MOST or SECRET & {name for name, _value in fields}:
        return None
    whose = session.get(WHOSE)
    return _serializer().dumps([whose, request.full_path.rstrip("?"), fields]) if whose else None


def opened(text: str | None, account_id: UUID) -> Kept | None:
    """A sealed form that this account typed in this browser; None where it is none, or too old."""
    try:
        whose, path, fields = _serializer().loads(text or "", max_age=LASTS)
    except (BadSignature, ValueError):
        return None
    if whose != str(account_id):
        return None
    return Kept(path, tuple((name, value) for name, value in fields))


def _serializer() -> URLSafeTimedSerializer:
    own = hashlib.sha256(str(session.get("csrf_token")).encode()).hexdigest()
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"kept-form:{own}")
