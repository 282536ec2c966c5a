"""The queue: work is put in with the transaction that asks for it, and taken under a lease.

Several processes may take from one queue: a job goes to the one whose update finds it still
free. A process that dies leaves a job whose lease runs out, and another takes it up.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from flask import current_app
from sqlalchemy import and_, delete, or_, select, update

from mmo import journal
from mmo.clock import now
from mmo.database import AnyRow, uuid7
from mmo.extensions import db
from mmo.files.storing import Storage, is_young
from mmo.jobs.models import Job, JobState

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=7)
"""Results hold personal data: they lie no longer than somebody needs to fetch them."""

wake = threading.Event()
"""Set when work was put in by this process, so that its worker need not wait."""

Work = TypeVar("Work", bound=Callable[["Task"], dict[str, Any]])
KINDS: dict[str, Callable[["Task"], dict[str, Any]]] = {}
SWEEPS: list[Callable[[], None]] = []


class Lost(Exception):
    """The lease ran out and another worker has taken the job."""


def does(kind: str) -> Callable[[Work], Work]:
    """Register the function that does this kind of work; it returns the job's result."""

    def register(work: Work) -> Work:
        KINDS[kind] = work
        return work

    return register


def swept(sweep: Callable[[], None]) -> Callable[[], None]:
    """Register what the worker does from time to time, so that nothing lies longer than it may."""
    SWEEPS.append(sweep)
    return sweep


class Task:
    """A job in the hands of the worker that does it."""

    def __init__(self, row: AnyRow) -> None:
        self.row = row
        self._attempt = row.attempts

    @property
    def arguments(self) -> dict[str, Any]:
        found: dict[str, Any] = self.row.arguments
        return found

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is, and keep the lease.

        Raises:
            Lost: somebody else does it by now.
        """
        self._write(done=done, total=total, leased_until=now() + LEASE)

    def keep(self, stream: BinaryIO, name: str) -> dict[str, str]:
        """Keep a file that came of the work; what is returned goes into the result."""
        kept = results().keep(stream, self.row.association_id)
        return {"path": str(kept.kept_as), "name": name}

    def finish(self, state: JobState, result: dict[str, Any]) -> None:
        """The work is over."""
        self._write(state=state, result=result, finished_at=now(), leased_until=None)

    def _write(self, **values: Any) -> None:
        with journal.aside() as execute:
            found = execute(
                update(Job)
                .where(
                    Job.association_id == self.row.association_id,
                    Job.id == self.row.id,
                    Job.state == JobState.RUNNING,
                    Job.attempts == self._attempt,
                )
                .values(**values)
            )
        if found.rowcount != 1:
            raise Lost


def results() -> Storage:
    """Where the files lie that came of work in the background."""
    return Storage(current_app.config["SETTINGS"].data_dir / "jobs")


def enqueue(
    kind: str, association: UUID, year: UUID | None, by: str, arguments: dict[str, Any]
) -> Job:
    """Put work into the queue, inside the running `journal.change`."""
    job = Job(
        association_id=association,
        id=uuid7(),
        for_year=year,
        kind=kind,
        arguments=arguments,
        enqueued_by=by,
    )
    db.session.add(job)
    return job


def take() -> Task | None:
    """The next job, now ours; None where there is nothing to do."""
    free = or_(
        Job.state == JobState.WAITING,
        and_(Job.state == JobState.RUNNING, Job.leased_until < now()),
    )
    oldest = select(Job.association_id, Job.id, Job.attempts).where(free)
    with journal.aside() as execute:
        found = execute(oldest.order_by(Job.enqueued_at, Job.id).limit(1)).first()
        if found is None:
            return None
        mine = execute(
            update(Job)
            .where(Job.association_id == found.association_id, Job.id == found.id, free)
            .where(Job.attempts == found.attempts)
            .values(state=JobState.RUNNING, attempts=found.attempts + 1, leased_until=now() + LEASE)
        )
        if mine.rowcount != 1:
            return None
        row = execute(select(*Job.__table__.c).where(Job.id == found.id)).one()
    return Task(row)


def do(task: Task) -> None:
    """Do a job; one that fails again and again is given up."""
    try:
        if task.row.attempts > MOST_ATTEMPTS:
            task.finish(JobState.FAILED, {})
        else:
            task.finish(JobState.DONE, KINDS[task.row.kind](task))
    except Lost:
        log.warning("job %s went to another worker", task.row.id)
    except Exception:
        log.exception("job %s failed", task.row.id)
        db.session.rollback()
        task.finish(JobState.FAILED, {})


@swept
def sweep() -> None:
    """Forget old jobs, their files, and files that a process left behind when it died."""
    old = select(Job.association_id, Job.id).where(Job.finished_at < now() - KEPT_FOR)
    with journal.aside() as execute:
        for row in execute(old).all():
            execute(delete(Job).where(Job.association_id == row.association_id, Job.id == row.id))
        known = {result.get("path") for result in execute(select(Job.result)).scalars()}
    for path in results().names():
        if path.name not in known and not is_young(path):
            path.unlink(missing_ok=True)
