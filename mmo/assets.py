"""Static files that a browser keeps: their addresses say which version they are of.

An old computer on a slow network reads them once. A file that changes gets another address, so
nobody is shown yesterday's style.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from mmo.config import ROOT

STATIC = ROOT / "static"
A_YEAR, A_MONTH = "public, max-age=31536000, immutable", "public, max-age=2592000"


def version(filename: str) -> str | None:
    """A few letters that are others when the file is another; None where there is no such file."""
    path = STATIC / filename
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _digest(path, changed)


@cache
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _name_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "filename" in values:
        values.setdefault("v", version(values["filename"]))


def _let_keep(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code in (200, 304):
        asked, name = request.args.get("v"), (request.view_args or {})["filename"]
        if asked and asked == version(name):
            response.headers["Cache-Control"] = A_YEAR
        elif name.endswith(".woff2"):  # a style names its fonts without a version
            response.headers["Cache-Control"] = A_MONTH
    return response


def init_app(app: Flask) -> None:
    """Give static files their versions."""
    app.url_defaults(_name_version)
    app.after_request(_let_keep)
