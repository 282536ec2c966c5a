"""A served installation whose clock a story moves on."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Flask

from mmo.clock import standing_at

Start = Callable[..., Any]


class Moving:
    """A WSGI application for which it is always noon of the story's day."""

    def __init__(self, application: Callable[..., Iterable[bytes]], day: date) -> None:
        self._application = application
        self.day = day

    @property
    def moment(self) -> datetime:
        """The moment that every request sees."""
        return datetime.combine(self.day, time(9), UTC)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        with standing_at(self.moment):
            return self._application(environ, start)


def set_moving(app: Flask, day: date) -> Moving:
    """Let an application's clock be moved; it stands at `day` first."""
    moving = Moving(app.wsgi_app, day)
    app.wsgi_app = moving  # type: ignore[assignment, method-assign]
    return moving
