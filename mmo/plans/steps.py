"""The steps of a plan from the draft to an agreed part of the school's plan.

Each is a form that may also be opened in a drawer over the dashboard. What the exchange format
holds are the days; who has the plan meanwhile, remarks and revisions are kept beside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from mmo.accounts.permissions import Can
from mmo.database import uuid7
from mmo.extensions import db
from mmo.meetings.models import Meeting, MeetingStatus
from mmo.naming import short_name
from mmo.plans import reading, revisions
from mmo.plans.models import Cause, Plan, PlanRemark, Stage
from mmo.plans.seen import SeenForm
from mmo.records.fields import LONG, Day, LongText, Reference, Text
from mmo.records.forms import REQUIRED_DAY, RecordForm, of_year
from mmo.web import day as day_word
from mmo.web import today


class SubmitForm(RecordForm):
    main = ("submitted_on",)
    submitted_on = Day(_l("Sent on"), REQUIRED_DAY)

    def prepare(self) -> None:
        """Today, unless somebody says otherwise."""
        if not self.is_submitted():
            self.submitted_on.data = today()


class AgreeForm(SeenForm):
    main = ("agreed_on", "agreed_by")
    agreed_on = Day(_l("Agreed on"), REQUIRED_DAY)
    agreed_by = Text(_l("Who agreed"), _l("Enter who agreed."), 200)

    def prepare(self) -> None:
        """Today, by the person who presses the button."""
        super().prepare()
        if not self.is_submitted():
            self.agreed_on.data = today()
            self.agreed_by.data = str(_l("head of the methodical office")) + ", " + short_name(
                current_user.full_name
            )  # fmt: skip


class ReturnForm(SeenForm):
    main = ("whole",)
    apart = SeenForm.apart | {"whole"}
    whole = LongText(_l("Remark about the plan as a whole"), longest=4000)

    def prepare(self) -> None:
        """The plan's items, each with room for a remark."""
        super().prepare()
        self.items = reading.items_of_year()

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one remark, so that the head knows what to mend."""
        fine: bool = super().validate(extra_validators)
        if fine and not self.whole.data and not any(self.remark_of(item) for item in self.items):
            self.whole.errors = [str(_l("Write at least one remark: what is to be mended?"))]
            return False
        return fine

    def show_again(self) -> None:
        """Room for remarks about the items that there are now."""
        super().show_again()
        self.items = reading.items_of_year()

    @staticmethod
    def remark_of(item: Any) -> str:
        """What was typed about an item."""
        return request.form.get(f"item-{item.id}", "").strip()[:LONG]


class ApproveForm(SeenForm):
    main = ("approved_at_meeting_id",)
    approved_at_meeting_id = Reference(
        _l("Meeting that approved the plan"), _l("Choose the meeting."),
        description=_l("A planned meeting counts from the day on which it is marked as held."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Meetings that are not cancelled; the first after the plan was made is proposed."""
        super().prepare()
        rows = db.session.execute(
            select(Meeting.id, Meeting.number, Meeting.date, Meeting.theme, Meeting.status)
            .where(of_year(Meeting), Meeting.status != MeetingStatus.CANCELLED)
            .order_by(Meeting.date)
        ).all()
        self.approved_at_meeting_id.offer(
            [(row.id, f"{day_word(row.date)}: {row.theme}") for row in rows]
        )
        if not self.is_submitted() and self.approved_at_meeting_id.data is None:
            fitting = [row for row in rows if row.date >= self.record.created_on]
            held = [row for row in fitting if row.status == MeetingStatus.HELD]
            self.approved_at_meeting_id.data = next((row.id for row in held or fitting), None)


class IncludeForm(RecordForm):
    main = ("in_school_plan_on",)
    in_school_plan_on = Day(_l("In the school's plan since"), REQUIRED_DAY)

    def prepare(self) -> None:
        """Today, where no day is entered."""
        if not self.is_submitted() and self.in_school_plan_on.data is None:
            self.in_school_plan_on.data = today()


class ReviseForm(RecordForm):
    main = ("revised_on", "note")
    apart = frozenset({"note"})
    revised_on = Day(_l("Changed on"), REQUIRED_DAY)
    note = LongText(_l("What was changed and why"), longest=2000)

    def prepare(self) -> None:
        """Today, unless somebody says otherwise."""
        if not self.is_submitted():
            self.revised_on.data = today()


def _submit(plan: Plan, _form: Any) -> None:
    plan.stage = Stage.SUBMITTED
    revisions.keep(plan, Cause.SUBMITTED)


def _agree(plan: Plan, _form: Any) -> None:
    plan.stage = None
    revisions.keep(plan, Cause.AGREED)


def _return(plan: Plan, form: ReturnForm) -> None:
    plan.stage, plan.returned_on = Stage.RETURNED, today()
    told: list[tuple[Any, str]] = [(item, form.remark_of(item)) for item in form.items]
    for item, text in [(None, form.whole.data or ""), *told]:
        if text:
            db.session.add(
                PlanRemark(
                    association_id=plan.association_id,
                    year_id=plan.year_id,
                    id=uuid7(),
                    plan_id=plan.id,
                    item_id=item.id if item else None,
                    item_title=item.title if item else None,
                    text=text,
                    made_on=today(),
                    made_by=current_user.full_name,
                )
            )
    revisions.keep(plan, Cause.RETURNED)


def _approve(plan: Plan, _form: Any) -> None:
    revisions.keep(plan, Cause.APPROVED)


def _revise(plan: Plan, form: ReviseForm) -> None:
    revisions.keep(plan, Cause.REVISED, form.note.data)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done to the plan as a whole.

    `level` keeps a step for associations of one level; `allowed` says whether the plan is ready
    for it.
    """

    name: str
    title: Any
    explains: Any
    button: Any
    done: Any
    form: type[RecordForm]
    needs: tuple[Can, ...]
    act: Callable[[Plan, Any], None]
    allowed: Callable[[Plan], bool]
    level: str | None = None


def _may_agree(plan: Plan) -> bool:
    return not reading.is_agreed(plan)


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit", _l("Hand the plan in to be agreed"),
            _l("The head of the methodical office reads the plan and agrees it or returns it with "
               "remarks. The plan is kept as it stands now."),
            _l("Hand in"), _l("The plan is handed in to be agreed."),
            SubmitForm, (Can.EDIT,), _submit,
            lambda plan: _may_agree(plan) and plan.stage is not Stage.SUBMITTED, "municipal",
        ),
        Step(
            "agree", _l("Agree the plan"),
            _l("From this day the plan is agreed; it is kept as it stands now."),
            _l("Agree"), _l("The plan is agreed."),
            AgreeForm, (Can.AGREE_PLAN,), _agree, _may_agree, "municipal",
        ),
        Step(
            "return", _l("Return the plan with remarks"),
            _l("The head sees the remarks beside the plan and its items, mends them and hands it "
               "in again."),
            _l("Return"), _l("The plan is returned with remarks."),
            ReturnForm, (Can.AGREE_PLAN,), _return,
            lambda plan: plan.stage is Stage.SUBMITTED, "municipal",
        ),
        Step(
            "approve", _l("Approve the plan at a meeting"),
            _l("Name the meeting whose minutes approve the plan."),
            _l("Save"), _l("The meeting that approves the plan is entered."),
            ApproveForm, (Can.EDIT,), _approve, lambda _plan: True, "school",
        ),
        Step(
            "include", _l("Part of the school's plan"),
            _l("The deputy director includes the plan in the school's plan of the year."),
            _l("Save"), _l("The plan is marked as part of the school's plan."),
            IncludeForm, (Can.EDIT, Can.REVIEW), lambda _plan, _form: None,
            lambda _plan: True, "school",
        ),
        Step(
            "revise", _l("Enter a change of the plan"),
            _l("The plan is kept as it stands now, as a new revision. An agreed plan is then to be "
               "agreed again."),
            _l("Enter the change"), _l("The change of the plan is entered."),
            ReviseForm, (Can.EDIT,), _revise, reading.is_settled,
        ),
    )
}  # fmt: skip


def possible(plan: Plan | None, items: int, *, changed: bool) -> list[Step]:
    """What this person may do with the plan now; a change is entered where there is one."""
    if plan is None or not items:
        return []
    return [
        step
        for step in STEPS.values()
        if g.can.intersection(step.needs)
        and step.level in (None, g.year.level)
        and step.allowed(plan)
        and (step.name != "revise" or changed)
    ]
