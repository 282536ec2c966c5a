"""What every page shares: language, dates, security headers, errors, htmx."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, format_date, format_datetime, get_locale
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, Conflict, Forbidden, HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from mmo import clock
from mmo.config import Settings
from mmo.database import begin_writing, forget_request
from mmo.schoolyear import written_day, year_name

LANGUAGES = {"ru": "Русский", "en": "English"}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
HTMX_HASH = "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg"
"""Of the vendored file too: a test compares them."""


def init_app(app: Flask, babel: Babel) -> None:
    """Set up what every request and every template has."""
    settings: Settings = app.config["SETTINGS"]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    babel.init_app(app, locale_selector=choose_language)
    app.before_request(refuse_nul)
    app.before_request(lambda: begin_writing(request.method not in SAFE_METHODS))
    app.after_request(secure)
    app.teardown_request(lambda _error: forget_request())
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(StaleDataError, show_overtaken)
    app.context_processor(page_context)
    app.jinja_env.filters.update(day=day, moment=moment, capitalised=capitalised, **CALENDAR_WORDS)
    app.jinja_env.globals.update(
        icon=icon,
        get_locale=get_locale,
        languages=LANGUAGES,
        timedelta=timedelta,
        year_name=year_name,
        month_name=month_name,
        page_address=page_address,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def choose_language() -> str:
    """The person's own language, else the one chosen in this browser, else the installation's."""
    own = getattr(current_user, "language", None) if request else None
    chosen = own or (request.cookies.get("language") if request else None)
    settings: Settings = current_app.config["SETTINGS"]
    return chosen if chosen in LANGUAGES else settings.language


def today() -> date:
    """The present day in the installation's time zone."""
    return clock.today(current_app.config["SETTINGS"].zone)


def day_of(moment: datetime) -> date:
    """The day of a moment in the installation's time zone."""
    return clock.day_of(moment, current_app.config["SETTINGS"].zone)


def is_htmx() -> bool:
    """Whether htmx asks for a fragment, not for a whole page."""
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers


def page(template: str, fragment: str | None = None, **context: Any) -> str:
    """A page, or, where htmx asks and there is one, the fragment of it that changes."""
    return render_template(fragment if fragment and is_htmx() else template, **context)


def secure(response: Response) -> Response:
    """Headers of every answer; a page is never kept where another person could find it."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(current_app.config["SETTINGS"]))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
        headers.add("Vary", "HX-Request")
    return response


def policy(settings: Settings) -> str:
    """The content security policy: nothing inline, nothing evaluated, nothing from elsewhere."""
    scripts = "'self'"
    if settings.htmx == "cdn":
        scripts += " " + "/".join(settings.htmx_url.split("/")[:3])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def page_context() -> dict[str, Any]:
    """What every template may use."""
    return {
        "today": today(),
        "demo": (current_app.config.get("INSTALLATION") or ("", False))[1],
        "htmx": current_app.config["SETTINGS"],
        "htmx_hash": HTMX_HASH,
        "can": g.get("can", set()),
        "year": g.get("year"),
    }


def inside(address: str | None, default: str) -> str:
    """An address of this application to go on to; anything else is replaced by the default."""
    asked = address or ""
    try:
        parts = urlsplit(asked)
    except ValueError:
        return default
    own = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked
    return asked if own and not parts.scheme and not parts.netloc else default


class Refused(Forbidden):
    """A 403 that says in a sentence of its own why nothing was changed."""

    def __init__(self, told: Any) -> None:
        super().__init__()
        self.told = str(told)


class Unreadable(BadRequest):
    """A 400 that says in a sentence of its own what could not be read."""

    def __init__(self, told: Any) -> None:
        super().__init__()
        self.told = str(told)


def show_error(error: HTTPException) -> ResponseReturnValue:
    """An error page that says what happened, what was kept and what to do."""
    code, told = error.code or 500, getattr(error, "told", None)
    if is_htmx():
        return render_template("errors/_message.html", code=code, told=told), code
    return render_template("errors/page.html", code=code, told=told), code


def show_stale_form(error: CSRFError) -> ResponseReturnValue:
    """A form from a page that is too old, or from elsewhere: nothing of it was kept."""
    current_app.logger.info("csrf: %s", error.description)
    return render_template("errors/page.html", code=400, stale=True), 400


def show_overtaken(_error: StaleDataError) -> ResponseReturnValue:
    """Somebody else saved the same record a moment earlier; nothing was overwritten."""
    return show_error(Conflict())


def day(value: date | None) -> str:
    """``20 февраля 2026``."""
    return format_date(value, "d MMMM y") if value else "—"


def moment(value: datetime | None) -> str:
    """``20 февраля 2026, 14:05`` in the installation's time zone."""
    return format_datetime(value, "d MMMM y, HH:mm") if value else "—"


def capitalised(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def month_name(value: date) -> str:
    """``сентябрь`` in a short form, as an axis names it."""
    return format_date(value, "LLL")


CALENDAR_WORDS = {
    "month_word": lambda value: format_date(value, "LLLL"),
    "month_and_year": lambda value: format_date(value, "LLLL y"),
    "weekday": lambda value: format_date(value, "EEEE"),
    "short_weekday": lambda value: format_date(value, "EEEEEE"),
    "day_and_weekday": lambda value: format_date(value, "d MMMM, EEEE"),
}
"""How a calendar names its months and days: ``февраль 2026``, ``20 февраля, пятница``."""


def page_address(number: int) -> str:
    """The address of another page of the list that is shown."""
    return url_for(request.endpoint or "", **asked() | {"page": number})


def asked() -> dict[str, Any]:
    """What the address asks for, to be asked again; `url_for` keeps names with ``_`` for itself."""
    return {name: text for name, text in request.args.items() if not name.startswith("_")}


def icon(name: str, label: str | None = None) -> Markup:
    """A picture from the sprite; without a label it is decoration that a reader skips."""
    address = url_for("static", filename="vendor/icons.svg") + f"#{name}"
    if label is None:
        return Markup('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>').format(address)
    return Markup('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>').format(
        label, address
    )


def parse_day(text: str | None, default: date) -> date:
    """The day that an address asks for; what is no day at all is the default."""
    try:
        return written_day(text or "")
    except ValueError:
        return default


def parse_number(text: str | None, default: int | None = None) -> int | None:
    """The whole number of at most six digits that an address asks for, or the default."""
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else default


def parse_page(text: str | None, pages: int) -> int:
    """Which page of a list an address asks for: one that there is."""
    return min(max(1, parse_number(text) or 1), max(1, pages))


def refuse_nul() -> None:
    """No address and no form has a NUL character, and PostgreSQL cannot even be asked for one."""
    if any("\x00" in text for text in (request.path, *_every(request.args))):
        abort(400)
    names = (file.filename or "" for file in _every(request.files))
    if any("\x00" in text for text in (*_every(request.form), *names)):
        raise Unreadable(
            _("There is a character in what was sent that no text has, so nothing was saved. Go "
              "back, type the text anew where it was pasted from elsewhere, and save once more.")
        )  # fmt: skip


def _every(sent: MultiDict[str, Any]) -> Iterator[Any]:
    """Every value that was sent, those of one name too."""
    return (value for _name, value in sent.items(multi=True))
