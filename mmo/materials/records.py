"""Materials as a kind of records, those of meetings among them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import String, select, type_coerce

from mmo.accounts.permissions import Can
from mmo.compliance.explaining import Action
from mmo.database import AnySelect
from mmo.files.models import files_of
from mmo.labels import KIND
from mmo.materials.forms import MaterialForm
from mmo.materials.models import Material, MaterialKind
from mmo.meetings.models import Meeting
from mmo.records.closing import closes, dated, new
from mmo.records.kinds import Column, Filter, Kind, Words
from mmo.records.routes import mount

OWN = (("meeting", _l("of meetings")), ("general", _l("of the association")))


def _materials() -> AnySelect:
    return select(
        Material.id,
        Material.title,
        type_coerce(Material.kind, String).label("kind"),
        Material.added_on,
        Material.created_at,
        Meeting.date.label("meeting_on"),
        files_of("material", Material).label("files"),
    ).outerjoin(
        Meeting,
        (Meeting.association_id == Material.association_id) & (Meeting.id == Material.meeting_id),
    )


def _kinds() -> Sequence[tuple[str, Any]]:
    return [(kind.value, KIND[f"material.{kind.value}"]) for kind in MaterialKind]


def _files(row: Any) -> Any:
    return row.files or _("without a file")


MATERIAL = mount(
    Kind(
        name="material",
        plural="materials",
        model=Material,
        words=Words(
            _l("material"), _l("Materials"), _l("New material"),
            _l("No materials yet: guidelines, programmes, class plans, analyses, presentations."),
        ),
        form=MaterialForm,
        listing=_materials,
        columns=(
            Column("title", _l("Title"), lambda row: row.title, (Material.title,)),
            Column("kind", _l("Kind of material"), lambda row: str(KIND[f"material.{row.kind}"]),
                   (Material.kind,)),
            Column("added", _l("Added on"), lambda row: row.added_on, (Material.added_on,)),
            Column("meeting", _l("Of the meeting"), lambda row: row.meeting_on, (Meeting.date,)),
            Column("files", _l("Files"), lambda row: row.files, show=_files),
        ),
        title=lambda record: record.title,
        search=(Material.title,),
        filters=(
            Filter("kind", _l("Kind of material"), _kinds, lambda value: Material.kind == value),
            Filter("of", _l("Where from"), lambda: OWN,
                   lambda value: Material.meeting_id.is_not(None) if value == "meeting"
                   else Material.meeting_id.is_(None)),
        ),
        order=(Material.added_on.desc(),),
        own_day=Material.added_on,
        creates=Can.PROPOSE,
        back_to_list=False,
    )
)  # fmt: skip


@closes("add_material", needs=Can.PROPOSE)
def _add(action: Action, record: UUID | None) -> str | None:
    kind = action.kinds[0].removeprefix("material.") if action.kinds else None
    return new("records.material_new", kind=kind, added_on=dated)(action, record)


@closes("add_meeting_material", needs=Can.PROPOSE)
def _add_to_meeting(action: Action, record: UUID | None) -> str:
    return url_for("records.material_new", meeting_id=record, added_on=dated(action))
