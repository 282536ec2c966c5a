"""How files are told on screens: sizes, why one has no text, what may be chosen."""

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo.files.formats import FORMATS

OWNER_WORDS = {
    "material": _l("materials"),
    "meeting": _l("meetings"),
    "activity": _l("activities"),
    "plan": _l("the plan"),
    "plan_item": _l("plan items"),
    "creative_group": _l("creative groups"),
    "submission": _l("submitted papers"),
    "analysis": _l("the analysis"),
    "member": _l("members"),
}
"""What files belong to, by the kind of record."""


def size(number: int) -> str:
    """``340 КБ``, ``1,2 МБ``."""
    if number < 1024:
        return _("%(size)s bytes", size=number)
    if number < 1024 * 1024:
        return _("%(size)s KB", size=format_decimal(round(number / 1024)))
    return _("%(size)s MB", size=format_decimal(round(number / 1024 / 1024, 1)))


def accepted() -> str:
    """What a file field offers to choose."""
    return ",".join(f".{extension}" for extension in FORMATS)
