"""How the records of a bundle stand in tables: one description, used both ways.

A field of the format and a column of the same name hold the same value. What differs is said
here: references (an id in the file, a column ``…_id`` in the table) and nested parts, which the
importer and the exporter take apart and put together.
"""

from dataclasses import dataclass, field
from typing import Any

from mmo.activities.models import Activity
from mmo.analyses.models import Analysis
from mmo.database import OfYear, text_key
from mmo.exchange import schema
from mmo.exchange.values import Record
from mmo.groups.models import CreativeGroup
from mmo.materials.models import Material
from mmo.meetings.models import AgendaItem, Decision, Meeting, Protocol
from mmo.members.models import HeadAppointment, Member
from mmo.plans.models import Plan, PlanItem
from mmo.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Mapping:
    """A record of the format and the table that keeps it.

    `references` names, by field, the table whose record is meant; `nested` are fields that are
    kept elsewhere.
    """

    shape: type[Record]
    model: type[Any]
    references: dict[str, type[Any]] = field(default_factory=dict)
    nested: tuple[str, ...] = ()

    @property
    def own(self) -> list[str]:
        """Fields whose value is kept as it is, in a column of the same name."""
        skipped = {"id", *self.references, *self.nested}
        return [name for name in self.shape.model_fields if name not in skipped]

    def columns(self, record: Record, ids: "Ids") -> dict[str, Any]:
        """The columns of a record; a reference becomes the key of the record it means."""
        values = {name: getattr(record, name) for name in self.own}
        for name, model in self.references.items():
            values[f"{name}_id"] = ids.key(model, getattr(record, name))
        return values

    def fields(self, row: Any, refs: "Refs") -> dict[str, Any]:
        """The fields of a record, by their names in the format; nested ones are not among them."""
        values = {self.alias(name): getattr(row, name) for name in self.own}
        if "id" in self.shape.model_fields:
            values["id"] = row.ref
        for name, model in self.references.items():
            values[name] = refs.name(model, getattr(row, f"{name}_id"))
        return values

    def alias(self, name: str) -> str:
        """A field's key in the file."""
        return self.shape.model_fields[name].alias or name


class Ids(dict[type[Any], dict[str, Any]]):
    """The keys of records by their id in the file, for every table."""

    def key(self, model: type[Any], ref: str | None) -> Any:
        return None if ref is None else self[model][ref]


class Refs(dict[type[Any], dict[Any, str]]):
    """The ids in the file of records by their key, for every table."""

    def name(self, model: type[Any], key: Any) -> str | None:
        return None if key is None else self[model][key]


MEMBER = Mapping(schema.MemberIn, Member, nested=("organisation", "self_education"))
HEAD_APPOINTMENT = Mapping(schema.HeadAppointmentIn, HeadAppointment, {"member": Member})
PLAN = Mapping(schema.PlanIn, Plan, {"approved_at_meeting": Meeting}, ("items",))
PLAN_ITEM = Mapping(schema.PlanItemIn, PlanItem, {"responsible": Member})
MEETING = Mapping(
    schema.MeetingIn, Meeting, nested=("attendance", "agenda", "protocol", "materials")
)
AGENDA_ITEM = Mapping(schema.AgendaItemIn, AgendaItem, {"speaker": Member}, ("votes", "decisions"))
DECISION = Mapping(schema.DecisionIn, Decision, {"responsible": Member})
PROTOCOL = Mapping(schema.ProtocolIn, Protocol, {"chair": Member, "secretary": Member})
MATERIAL = Mapping(schema.MaterialIn, Material)
ACTIVITY = Mapping(schema.ActivityIn, Activity, nested=("participants",))
CREATIVE_GROUP = Mapping(
    schema.CreativeGroupIn, CreativeGroup, {"curator": Member, "approved_at_meeting": Meeting}
)
SUBMISSION = Mapping(schema.SubmissionIn, Submission)
ANALYSIS = Mapping(schema.AnalysisIn, Analysis, {"author": Member})

LISTED: tuple[type[OfYear], ...] = (
    Member, HeadAppointment, PlanItem, Meeting, AgendaItem, Decision, Material, Activity,
    CreativeGroup, Submission,
)  # fmt: skip
"""Tables whose records have an id in the file."""


def name_key(full_name: str) -> str:
    """A name as it is looked for and ordered."""
    return text_key(full_name) or ""
