"""How analyses are found."""

from flask_babel import lazy_gettext as _l

from mmo.analyses.models import Analysis
from mmo.labels import in_russian
from mmo.search.registry import searchable

searchable(
    "analysis",
    Analysis,
    _l("Analyses of the year"),
    title=lambda _analysis: "",
    body=lambda analysis: (
        in_russian(_l("analysis of the year")),
        analysis.submitted_to,
        analysis.reviewed_by,
    ),
    day=lambda analysis: analysis.completed_on,
)
