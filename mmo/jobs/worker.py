"""The worker: a thread of the server, or a command, that does what is in the queue."""

import logging
import threading
import time
from collections.abc import Callable

from flask import Flask

from mmo.extensions import db
from mmo.jobs.queue import SWEEPS, do, take, wake

log = logging.getLogger(__name__)
SECONDS = 3.0
"""Between two looks into the queue, for work that other processes put in."""
SWEEP_EVERY = 3600.0
"""Seconds after which what is too old is looked for again: it reads all results."""


def work(app: Flask, told: Callable[[str], None] = lambda _kind: None) -> int:
    """Do everything that is in the queue; returns how many jobs were done."""
    count = 0
    with app.app_context():
        while (task := take()) is not None:
            do(task)
            db.session.remove()
            told(task.row.kind)
            count += 1
    return count


def sweep(app: Flask) -> None:
    """Take away whatever has lain longer than it may; what fails keeps nothing else from going."""
    with app.app_context():
        for each in SWEEPS:
            try:
                each()
            except Exception:
                log.exception("%s failed", each.__qualname__)
                db.session.rollback()


def start(app: Flask) -> threading.Thread:
    """A thread that works until the process ends."""
    thread = threading.Thread(target=_stay, args=(app,), name="worker", daemon=True)
    thread.start()
    return thread


def _stay(app: Flask) -> None:
    swept = -SWEEP_EVERY
    while True:
        try:
            wake.clear()
            work(app)
            if time.monotonic() - swept >= SWEEP_EVERY:
                swept = time.monotonic()
                sweep(app)
        except Exception:  # the database may be away for a while; the worker stays
            log.exception("the worker could not look into the queue")
        wake.wait(SECONDS)
