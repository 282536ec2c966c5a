"""The entries of one association made anew in the background: a migration asks for it where the
search learns to look into something that it did not know before."""

from typing import Any

from mmo import journal
from mmo.extensions import db
from mmo.jobs.queue import Task, does
from mmo.search.indexing import rebuild

KIND = "search"


@does(KIND)
def rebuild_one(task: Task) -> dict[str, Any]:
    """Make the entries of the job's association anew."""
    with journal.change("search_rebuild"):
        number = rebuild(db.session(), task.row.association_id)
    return {"entries": number}
