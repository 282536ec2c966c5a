"""A form that is sent after the session or its cookie has gone does not lose its text.

The sign-in page carries the sent fields, sealed; after signing in they are offered once more, and
the person sends them with a fresh token. Files and passwords are never carried.

The token against forgery is bound to the account that signed in, and a seal opens only in the
browser that holds the token it was made under. So nobody can hand a filled form to somebody else,
and who signs in next at the same computer gets another token and never sees what was typed before.

Where the browser has lost its cookie, the form still carries its token, which this program
signed. It is put back into the browser, but only where the browser itself says that the form was
sent from a page of this program: a page from elsewhere could carry a token of its maker's own.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, g, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

MOST = 200_000
"""Characters of a form that are carried at most."""
LASTS = 24 * 3600
"""Seconds for which a sealed form, or the token of a lost cookie, is worth something."""
TOKEN = "csrf_token"
TOKEN_SALT = "wtf-csrf-token"
SECRET = {"password", "again", "current"}
MACHINERY = {TOKEN, "version", "key", "next", "_do"}


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
    """What this browser sends from now on is typed by this account.

    Its open pages stay good where it was this account before.
    """
    random, _dot, bound = str(session.get(TOKEN, "")).partition(".")
    if hmac.compare_digest(bound, _bound(random, account_id)):
        return
    random = secrets.token_hex(20)
    session[TOKEN] = f"{random}.{_bound(random, account_id)}"
    g.pop(TOKEN, None)


def restored() -> bool:
    """Put the token of a form back into a browser that lost its cookie; whether it was done."""
    if TOKEN in session or not _sent_from_here():
        return False
    signed = URLSafeTimedSerializer(current_app.secret_key or "", salt=TOKEN_SALT)
    try:
        token = signed.loads(_token_of_the_form(), max_age=LASTS)
    except BadSignature:
        return False
    if not _is_bound(token):
        return False
    session[TOKEN] = token
    g.csrf_valid = True
    return True


def sealed() -> str | None:
    """The form of this request, sealed; None where it must not or cannot be carried.

    Only a form whose token was found valid is carried: one from elsewhere is not. Neither is one
    of which nobody knows who typed it.
    """
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
    size = sum(len(name) + len(value) for name, value in fields)
    if not g.get("csrf_valid") or size > MOST or SECRET & {name for name, _value in fields}:
        return None
    if not _is_bound(session.get(TOKEN)):
        return None
    return _serializer().dumps([request.full_path.rstrip("?"), fields])


def opened(text: str | None) -> Kept | None:
    """A sealed form that the account which has just signed in typed in this browser, if it is."""
    try:
        path, fields = _serializer().loads(text or "", max_age=LASTS)
    except (BadSignature, ValueError):
        return None
    return Kept(path, tuple((name, value) for name, value in fields))


def _serializer() -> URLSafeTimedSerializer:
    own = hashlib.sha256(str(session.get(TOKEN)).encode()).hexdigest()
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"kept-form:{own}")


def _bound(random: str, account_id: UUID) -> str:
    """What binds a token to an account, and tells nobody which."""
    key = str(current_app.secret_key or "").encode()
    return hmac.new(key, f"form-token:{random}:{account_id}".encode(), "sha256").hexdigest()


def _is_bound(token: object) -> bool:
    return isinstance(token, str) and "." in token


def _token_of_the_form() -> str:
    return request.form.get(TOKEN) or request.headers.get("X-CSRFToken", "")


def _sent_from_here() -> bool:
    """Whether the browser says that a page of this program sent this request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
