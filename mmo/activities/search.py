"""How activities are found."""

from flask_babel import lazy_gettext as _l

from mmo.activities.models import Activity
from mmo.labels import KIND, in_russian
from mmo.search.registry import searchable

searchable(
    "activity",
    Activity,
    _l("Activities"),
    title=lambda activity: activity.title,
    body=lambda activity: (in_russian(KIND[activity.kind]),),
    day=lambda activity: activity.date,
)
