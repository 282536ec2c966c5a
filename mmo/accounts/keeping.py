"""A form that is sent after the session has ended does not lose its text.

The sign-in page carries the sent fields, sealed; after signing in they are offered once more, and
the person sends them with a fresh token. The seal is bound to the browser's own session, so that
nobody can hand a filled form to somebody else. Files and passwords are never carried.
"""

import hashlib
from dataclasses import dataclass

from flask import current_app, g, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

MOST = 200_000
"""Characters of a form that are carried at most."""
LASTS = 24 * 3600
"""Seconds for which a sealed form is worth something."""
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


def sealed() -> str | None:
    """The form of this request, sealed; None where it must not or cannot be carried.

    Only a form whose token was found valid is carried: one from elsewhere is not.
    """
    fields = [(name, value) for name, value in request.form.items(multi=True)
              if name != "csrf_token"]  # fmt: skip
    size = sum(len(name) + len(value) for name, value in fields)
    if not g.get("csrf_valid") or size > MOST or SECRET & {name for name, _value in fields}:
        return None
    return _serializer().dumps([request.full_path.rstrip("?"), fields])


def opened(text: str | None) -> Kept | None:
    """A sealed form of this browser; None where it is none, too old, or of another browser."""
    try:
        path, fields = _serializer().loads(text or "", max_age=LASTS)
    except BadSignature:
        return None
    return Kept(path, tuple((name, value) for name, value in fields))


def _serializer() -> URLSafeTimedSerializer:
    own = hashlib.sha256(str(session.get("csrf_token")).encode()).hexdigest()
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"kept-form:{own}")
