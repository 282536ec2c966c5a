"""What rules may ask of materials, those of meetings included."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, select, type_coerce

from mmo.compliance.facts import source
from mmo.compliance.vocabulary import Countable, Fineness, Options, Reason, Records, words
from mmo.database import AnySelect
from mmo.materials.models import Material, MaterialKind
from mmo.meetings.models import Meeting


@source("materials", Material)
def materials() -> AnySelect:
    return (
        select(
            Material.ref,
            Meeting.ref.label("meeting_ref"),
            type_coerce(Material.kind, String).label("kind"),
            Material.added_on,
            Material.clauses,
        )
        .outerjoin(
            Meeting,
            (Meeting.association_id == Material.association_id)
            & (Meeting.id == Material.meeting_id),
        )
        .order_by(Material.year_id, Material.ordinal)
    )


@words.collection(
    "materials",
    record="material",
    add="add_material",
    kinds=[f"material.{kind.value}" for kind in MaterialKind],
    evidence=True,
)
def materials_added(records: Records) -> Iterator[Countable]:
    """A material is never scheduled; it counts whatever became of its meeting."""
    for row in records["materials"]:
        yield Countable(
            f"material:{row.ref}",
            f"material.{row.kind}",
            done_on=row.added_on,
            clauses=row.clauses,
        )


@words.has("material", "held_meetings", action="add_meeting_material")
def meeting_material(records: Records, row: Any, _: Options) -> Fineness:
    """At least one of the meeting's own materials; the first of them decides."""
    added = [own.added_on for own in records["materials"] if own.meeting_ref == row.ref]
    return Fineness(min(added, default=None), Reason("no_meeting_material"))
