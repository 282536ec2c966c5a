"""How submitted papers are found."""

from flask_babel import lazy_gettext as _l

from mmo.search.registry import searchable
from mmo.submissions.models import Submission

searchable(
    "submission",
    Submission,
    _l("Submitted papers"),
    title=lambda submission: submission.what,
    body=lambda submission: (submission.to,),
    day=lambda submission: submission.due,
)
