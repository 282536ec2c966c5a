"""How the theme and the goal of a year are found."""

from flask_babel import lazy_gettext as _l

from mmo.associations.models import AssociationYear
from mmo.search.registry import PAGES, searchable

PAGES["year"] = "associations.about"
searchable(
    "year",
    AssociationYear,
    _l("Themes and goals"),
    title=lambda year: year.theme or year.goal,
    body=lambda year: (year.goal,),
    day=lambda year: year.theme_on,
)
