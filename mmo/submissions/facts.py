"""What rules may ask of submissions."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from mmo.compliance.facts import source
from mmo.compliance.vocabulary import Fineness, Item, Options, Reason, Records, words
from mmo.database import AnySelect
from mmo.submissions.models import Submission


@source("submissions", Submission)
def submissions() -> AnySelect:
    return select(
        Submission.ref,
        Submission.opened_on,
        Submission.due,
        Submission.submitted_on,
    ).order_by(Submission.year_id, Submission.ordinal)


@words.group("submissions", add="add_submission")
def submissions_due(records: Records) -> Iterator[Item]:
    """Papers due inside the record window, from the day they were asked for."""
    window = records.calendar.window
    for row in records["submissions"]:
        never = None if row.due in window else Reason("outside_window", tuple(window))
        yield Item(f"submission:{row.ref}", row, row.opened_on, row.due, never=never)


@words.has("submitted", "submissions", action="hand_in")
def submitted(_: Records, row: Any, __: Options) -> Fineness:
    return Fineness(row.submitted_on, Reason("not_submitted"))
