"""The queue: put in with its transaction, taken once, kept by a lease, given up at last."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.clock import now, standing_at
from mmo.exchange import uploads
from mmo.exchange.models import WAITING, Upload
from mmo.extensions import db
from mmo.jobs import queue, worker
from mmo.jobs.models import Job, JobState
from mmo.jobs.queue import KINDS, LEASE, Lost, Task, do, enqueue, results, sweep, take
from mmo.jobs.worker import work
from tests.factories import bundle


@pytest.fixture
def ask(bring: Callable[..., Any], app: Flask) -> Iterator[Callable[[str], None]]:
    year = bring(bundle())
    kinds = dict(KINDS)

    def ask(kind: str) -> None:
        with journal.change("ask"):
            enqueue(kind, year.association_id, year.id, "Кто-то", {"word": "да"})

    yield ask
    KINDS.clear()
    KINDS.update(kinds)


def states() -> list[str]:
    db.session.rollback()
    return [str(state) for state in db.session.scalars(select(Job.state).order_by(Job.id))]


def test_work_is_done_and_its_file_is_kept_and_forgotten_after_a_week(
    ask: Callable[[str], None], app: Flask
) -> None:
    KINDS["file"] = lambda task: task.keep(io.BytesIO(b"abc"), "a.txt")
    ask("file")
    assert work(app) == 1
    assert states() == ["done"]
    (path,) = results().names()
    assert path.read_bytes() == b"abc"
    sweep()
    assert states() == ["done"]
    with standing_at(now() + timedelta(days=8)):
        sweep()
    assert states() == []


def test_an_upload_that_nobody_confirmed_goes_though_nobody_uploads_again(
    app: Flask, make_account: Callable[..., Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(queue, "SWEEPS", [fails, *queue.SWEEPS])
    monkeypatch.setattr(worker, "SWEEPS", queue.SWEEPS)
    uploads.keep(make_account("head", Role.HEAD).id, "bundle", "год.json", b"{}", {})
    for later, left in ((WAITING - timedelta(minutes=1), 1), (WAITING + timedelta(minutes=1), 0)):
        with standing_at(now() + later):
            worker.sweep(app)
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(Upload)) == left


def test_what_fails_is_told_and_stops_nobody(ask: Callable[[str], None], app: Flask) -> None:
    def fail(_task: Task) -> dict[str, Any]:
        raise RuntimeError("broken")

    KINDS["bad"], KINDS["good"] = fail, lambda task: {"word": task.arguments["word"]}
    ask("bad")
    ask("good")
    assert work(app) == 2
    assert states() == ["failed", "done"]


def test_a_job_is_taken_once_until_its_lease_runs_out(ask: Callable[[str], None]) -> None:
    ask("any")
    first = take()
    assert first is not None
    assert take() is None
    first.progress(1, 3)
    with standing_at(now() + LEASE + timedelta(seconds=1)):
        second = take()
        assert second is not None
        with pytest.raises(Lost):
            first.progress(2, 3)
        second.finish(JobState.DONE, {})
    assert states() == ["done"]


def test_a_job_that_kills_its_workers_is_given_up(ask: Callable[[str], None]) -> None:
    ask("deadly")
    moment = now()
    for _attempt in range(queue.MOST_ATTEMPTS):
        with standing_at(moment):
            assert take() is not None
        moment += LEASE + timedelta(seconds=1)
    with standing_at(moment):
        task = take()
        assert task is not None
        do(task)
    assert states() == ["failed"]


def test_work_asked_for_in_a_change_that_fails_is_not_asked_for(
    ask: Callable[[str], None], bring: Callable[..., Any]
) -> None:
    year = bring(bundle("school-7"))

    def broken() -> None:
        with journal.change("ask"):
            enqueue("any", year.association_id, year.id, "Кто-то", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert states() == []
