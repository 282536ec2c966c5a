"""Serves an application on a free port while the tests look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import waitress
from flask import Flask


@dataclass(frozen=True, slots=True)
class Site:
    """A served application."""

    app: Flask
    address: str


@contextmanager
def served(app: Flask) -> Iterator[Site]:
    """The application behind waitress, in a thread of its own."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4, connection_limit=1000)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.effective_port}")
    finally:
        server.close()
        thread.join(timeout=5)
