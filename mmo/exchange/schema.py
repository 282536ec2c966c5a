"""The format `mmo-bundle/1`: one association's academic year, as exchange-format.md lays down.

The models refuse what the format forbids about one value or one record; what concerns several
records (references, repeated ids) is in `mmo.exchange.validating`. Keys stand in the format's
order, because a bundle is written in the order of these fields.
"""

from datetime import date
from typing import Annotated, Literal

from flask_babel import gettext as _
from pydantic import Field, StrictBool, StrictStr, ValidationInfo, field_validator

from mmo.activities.models import ActivityKind, ActivityStatus
from mmo.associations.models import Level, OrganisationKind
from mmo.exchange.values import (
    Clauses,
    Code,
    Count,
    Day,
    Id,
    List,
    Number,
    Record,
    Ref,
    Text,
)
from mmo.materials.models import MaterialKind
from mmo.meetings.models import MeetingStatus, Presence
from mmo.members.models import Issuer, Post
from mmo.schoolyear import record_window

FORMAT = "mmo-bundle/1"


class AssociationIn(Record):
    code: Code
    name: Text
    level: Level
    organisation: Ref


class OrganisationIn(Record):
    code: Code
    name: Text
    kind: OrganisationKind
    in_municipality: StrictBool


class Span(Record):
    start: Day
    end: Day

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: date, info: ValidationInfo) -> date:
        start = info.data.get("start")
        if start and end < start:
            raise ValueError(_("%(end)s is before the start, %(start)s", end=end, start=start))
        return end


class YearIn(Span):
    trimesters: Annotated[list[Span], Field(min_length=3, max_length=3)]

    @field_validator("start")
    @classmethod
    def _starts_in_autumn(cls, start: date) -> date:
        if start.month < 8:
            text = _("%(start)s; allowed: 1 August to 31 December", start=start)
            raise ValueError(text)
        return start

    @field_validator("end")
    @classmethod
    def _ends_in_window(cls, end: date, info: ValidationInfo) -> date:
        start = info.data.get("start")
        if start and end > (last := record_window(start.year).last):
            raise ValueError(_("%(end)s; allowed: not after %(last)s", end=end, last=last))
        return end


class DatedText(Record):
    text: Text
    date: Day


class RegulationIn(Record):
    title: Text
    approved_on: Day
    valid_from: Day | None = None
    valid_to: Day | None = None


class HeadAppointmentIn(Record):
    id: Id
    member: Ref
    post: Post
    issuer: Issuer
    order_number: StrictStr | None = None
    order_date: Day | None = None
    from_on: Annotated[Day, Field(alias="from")]
    to_on: Annotated[Day | None, Field(alias="to")] = None

    @field_validator("to_on")
    @classmethod
    def _in_order(cls, to_on: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("from_on")
        if start and to_on and to_on < start:
            raise ValueError(_("%(end)s is before the start, %(start)s", end=to_on, start=start))
        return to_on


class SelfEducationIn(Record):
    topic: StrictStr | None = None
    since: Number | None = None
    output: StrictStr | None = None


class MemberIn(Record):
    id: Id
    full_name: Text
    organisation: Ref
    pedagogical: StrictBool
    position: StrictStr | None = None
    homeroom_class: StrictStr | None = None
    education: StrictStr | None = None
    experience_years: Count | None = None
    category: StrictStr | None = None
    category_assigned_on: Day | None = None
    category_valid_until: Day | None = None
    self_education: SelfEducationIn | None = None
    joined_on: Day
    left_on: Day | None = None


class PlanItemIn(Record):
    id: Id
    section: Text
    title: Text
    due: Day | None = None
    responsible: Ref | None = None
    priority: StrictBool
    done_on: Day | None = None
    result: StrictStr | None = None
    reason: StrictStr | None = None
    clauses: Clauses = []


class PlanIn(Record):
    created_on: Day
    agreed_on: Day | None = None
    agreed_by: StrictStr | None = None
    approved_at_meeting: Ref | None = None
    in_school_plan_on: Day | None = None
    revised_on: Day | None = None
    items: List[PlanItemIn] = []


class AttendanceIn(Record):
    member: Ref
    state: Presence
    reason: StrictStr | None = None


class Votes(Record):
    for_: Annotated[Count, Field(alias="for")]
    against: Count
    abstained: Count


class DecisionIn(Record):
    id: Id
    text: Text
    responsible: Ref | None = None
    due: Day | None = None
    done_on: Day | None = None


class AgendaItemIn(Record):
    id: Id
    question: Text
    speaker: Ref | None = None
    heard: StrictStr | None = None
    spoke: List[StrictStr] = []
    votes: Votes | None = None
    decisions: List[DecisionIn] = []
    clauses: Clauses = []


class ProtocolIn(Record):
    number: Text
    drafted_on: Day
    signed_on: Day | None = None
    chair: Ref
    secretary: Ref | None = None


class MaterialIn(Record):
    id: Id
    title: Text
    kind: MaterialKind
    added_on: Day
    clauses: Clauses = []


class MeetingIn(Record):
    id: Id
    number: Number | None = None
    date: Day
    status: MeetingStatus
    cancelled_on: Day | None = None
    form: StrictStr | None = None
    theme: Text
    place: StrictStr | None = None
    attendance: List[AttendanceIn] = []
    invited: List[StrictStr] = []
    agenda: List[AgendaItemIn] = []
    protocol: ProtocolIn | None = None
    materials: List[MaterialIn] = []


class ActivityIn(Record):
    id: Id
    kind: ActivityKind
    date: Day
    status: ActivityStatus
    cancelled_on: Day | None = None
    title: Text
    participants: List[Ref] = []
    clauses: Clauses = []


class CreativeGroupIn(Record):
    id: Id
    topic: Text
    curator: Ref
    formed_on: Day
    closed_on: Day | None = None
    approved_at_meeting: Ref | None = None


class SubmissionIn(Record):
    id: Id
    what: Text
    to: Text
    opened_on: Day
    due: Day
    submitted_on: Day | None = None


class AnalysisIn(Record):
    author: Ref | None = None
    completed_on: Day | None = None
    submitted_on: Day | None = None
    submitted_to: StrictStr | None = None
    accepted_on: Day | None = None
    reviewed_on: Day | None = None
    reviewed_by: StrictStr | None = None


class Bundle(Record):
    """One association's academic year."""

    format: Literal["mmo-bundle/1"]
    association: AssociationIn
    organisations: List[OrganisationIn] = []
    year: YearIn
    theme: DatedText | None = None
    goal: DatedText | None = None
    regulation: RegulationIn | None = None
    head_appointments: List[HeadAppointmentIn] = []
    members: List[MemberIn] = []
    plan: PlanIn | None = None
    meetings: List[MeetingIn] = []
    activities: List[ActivityIn] = []
    materials: List[MaterialIn] = []
    creative_groups: List[CreativeGroupIn] = []
    submissions: List[SubmissionIn] = []
    analysis: AnalysisIn | None = None
