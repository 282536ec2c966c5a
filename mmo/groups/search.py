"""How creative groups are found."""

from flask_babel import lazy_gettext as _l

from mmo.groups.models import CreativeGroup
from mmo.labels import in_russian
from mmo.search.registry import searchable

searchable(
    "creative_group",
    CreativeGroup,
    _l("Creative groups"),
    title=lambda group: group.topic,
    body=lambda _group: (in_russian(_l("creative group")),),
    day=lambda group: group.formed_on,
)
