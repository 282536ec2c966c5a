"""How materials are found."""

from flask_babel import lazy_gettext as _l

from mmo.labels import KIND, in_russian
from mmo.materials.models import Material, MaterialKind
from mmo.search.registry import searchable


def _kind(material: Material) -> str | None:
    """Nobody looks for materials that are of no kind in particular."""
    is_other = material.kind == MaterialKind.OTHER
    return None if is_other else in_russian(KIND[f"material.{material.kind}"])


searchable(
    "material",
    Material,
    _l("Materials"),
    title=lambda material: material.title,
    body=lambda material: (_kind(material),),
    day=lambda material: material.added_on,
)
