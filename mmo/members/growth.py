"""Stages of self-education and courses as kinds of records.

A member enters and reads their own; who edits the association enters anybody's. Stages are read
with the cards, as the topic and the outcome are.
"""

from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms.validators import ValidationError

from mmo.accounts.permissions import Can
from mmo.database import AnySelect
from mmo.members.models import Course, Member, SelfEducationStage
from mmo.members.own import own_keys, own_members
from mmo.records import choices
from mmo.records.fields import Day, Number, Reference, Text
from mmo.records.forms import RecordForm
from mmo.records.kinds import Bulk, Column, Filter, Kind, Words
from mmo.records.routes import mount
from mmo.web import today


class _OfMemberForm(RecordForm):
    member_id = Reference(_l("Member"), _l("Choose the member."))

    def prepare(self) -> None:
        """Everybody for who edits the association; for a member themselves alone."""
        super().prepare()
        offered = choices.members() if Can.EDIT in g.can else own_members()
        self.member_id.offer(offered)
        if self.record is None and not self.is_submitted() and len(offered) == 1:
            self.member_id.data = self.member_id.data or offered[0][0]


class StageForm(_OfMemberForm):
    main = ("member_id", "title", "due", "done_on")

    title = Text(_l("Stage"), _l("Write what is done at this stage."), 300)
    due = Day(_l("Term"))
    done_on = Day(_l("Done on"))


class CourseForm(_OfMemberForm):
    main = ("member_id", "title", "hours", "from_on", "to_on", "document")

    title = Text(_l("Programme"), _l("Enter what the course was about."), 300)
    hours = Number(_l("Hours"), most=5000)
    from_on = Day(_l("From"))
    to_on = Day(_l("Until"))
    document = Text(
        _l("Document"), longest=200, description=_l("For example: certificate no. 125 of 2026.")
    )

    def validate_to_on(self, field: Any) -> None:
        """A course ends after it begins."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("The last day is before the first."))


def _of_member(model: Any, *columns: Any) -> AnySelect:
    return select(model.id, Member.full_name, *columns).join(
        Member,
        (Member.association_id == model.association_id) & (Member.id == model.member_id),
    )


def _mark_done(record: Any, day: Any) -> None:
    record.done_on = min(day, today())


DONE = (("open", _l("not done yet")), ("done", _l("done")))

STAGE = mount(
    Kind(
        name="self_education_stage",
        plural="self-education",
        model=SelfEducationStage,
        words=Words(
            _l("stage of self-education"), _l("Self-education by stages"), _l("New stage"),
            _l("No stages yet. A stage is a step on the way to the outcome: to read, to try in "
               "class, to report."),
        ),
        form=StageForm,
        listing=lambda: _of_member(
            SelfEducationStage, SelfEducationStage.title, SelfEducationStage.due,
            SelfEducationStage.done_on,
        ),
        columns=(
            Column("title", _l("Stage"), lambda row: row.title, (SelfEducationStage.title,)),
            Column("member", _l("Member"), lambda row: row.full_name, (Member.name_key,)),
            Column("due", _l("Term"), lambda row: row.due, (SelfEducationStage.due,)),
            Column("done", _l("Done on"), lambda row: row.done_on, (SelfEducationStage.done_on,)),
        ),
        title=lambda record: record.title,
        search=(SelfEducationStage.title, Member.name_key),
        filters=(
            Filter("done", _l("State"), lambda: DONE,
                   lambda value: SelfEducationStage.done_on.is_(None) if value == "open"
                   else SelfEducationStage.done_on.is_not(None)),
        ),
        order=(Member.name_key, SelfEducationStage.due.is_(None), SelfEducationStage.due),
        grouped_by="member",
        page_size=100,
        bulk=(Bulk("done", _l("mark as carried out"), _mark_done, asks_day=_l("on the day")),),
        creates=Can.PROPOSE,
        mine=lambda record: record.member_id in own_keys(),
        reads_others=Can.READ_CARDS,
        own=lambda: SelfEducationStage.member_id.in_(own_keys()),
    )
)  # fmt: skip

COURSE = mount(
    Kind(
        name="course",
        plural="courses",
        model=Course,
        words=Words(
            _l("course"), _l("Courses and training"), _l("New course"),
            _l("No courses yet. Enter those of the last years: they are asked for at attestation."),
        ),
        form=CourseForm,
        listing=lambda: _of_member(
            Course, Course.title, Course.hours, Course.from_on, Course.to_on, Course.document
        ),
        columns=(
            Column("title", _l("Programme"), lambda row: row.title, (Course.title,)),
            Column("member", _l("Member"), lambda row: row.full_name, (Member.name_key,)),
            Column("hours", _l("Hours"), lambda row: row.hours, (Course.hours,)),
            Column("from", _l("From"), lambda row: row.from_on, (Course.from_on,)),
            Column("to", _l("Until"), lambda row: row.to_on, (Course.to_on,)),
            Column("document", _l("Document"), lambda row: row.document),
        ),
        title=lambda record: record.title,
        search=(Course.title, Course.document, Member.name_key),
        order=(Member.name_key, Course.to_on.desc()),
        grouped_by="member",
        page_size=100,
        reads=Can.READ_CARDS,
    )
)  # fmt: skip
