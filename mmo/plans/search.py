"""How items of plans are found."""

from flask_babel import lazy_gettext as _l

from mmo.plans.models import PlanItem
from mmo.search.registry import searchable

searchable(
    "plan_item",
    PlanItem,
    _l("Plan items"),
    title=lambda item: item.title,
    body=lambda item: (item.section, item.expected, item.result, item.reason),
    day=lambda item: item.due,
)
