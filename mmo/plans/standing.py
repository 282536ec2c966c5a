"""How the plan of a year stands: who has it, what it still needs, what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g
from flask_babel import gettext as _
from sqlalchemy import func, select

from mmo.database import AnyRow
from mmo.extensions import db
from mmo.meetings.models import Meeting
from mmo.plans import reading, revisions
from mmo.plans.models import Cause, Plan, PlanItem, PlanRemark, PlanRevision, Stage
from mmo.plans.revisions import Compared
from mmo.plans.steps import Step, possible
from mmo.records.forms import of_year

FIXING = (Cause.AGREED, Cause.APPROVED, Cause.REVISED)
"""Revisions after which a change of the items is a change of the plan."""


@dataclass
class Standing:
    """The plan of the year of the request and what a page tells of it."""

    plan: Plan | None

    @cached_property
    def counts(self) -> AnyRow:
        """How many items there are, and how many of them are done."""
        return db.session.execute(
            select(func.count().label("items"), func.count(PlanItem.done_on).label("done"))
            .select_from(PlanItem)
            .where(of_year(PlanItem))
        ).one()

    @cached_property
    def meeting(self) -> AnyRow | None:
        """The meeting that approved the plan, or will."""
        if self.plan is None or self.plan.approved_at_meeting_id is None:
            return None
        return db.session.execute(
            select(Meeting.id, Meeting.number, Meeting.date, Meeting.status).where(
                of_year(Meeting), Meeting.id == self.plan.approved_at_meeting_id
            )
        ).first()

    @cached_property
    def agreed(self) -> bool:
        return reading.is_agreed(self.plan)

    @property
    def words(self) -> str:
        """Who has the plan, and since when."""
        plan = self.plan
        if plan is None:
            return _("There is no plan yet.")
        if self.agreed:
            return _("Agreed.")
        if plan.stage is Stage.SUBMITTED:
            return _("Handed in to be agreed.")
        if plan.stage is Stage.RETURNED:
            return _("Returned with remarks.")
        if plan.agreed_on is not None:
            return _("Changed after it was agreed; it is to be agreed again.")
        return _("Not handed in yet.")

    @cached_property
    def remarks(self) -> Sequence[PlanRemark]:
        """What was remarked of the plan, what is still open first."""
        if self.plan is None:
            return ()
        chosen = select(PlanRemark).where(
            of_year(PlanRemark), PlanRemark.plan_id == self.plan.id
        )  # fmt: skip
        return db.session.scalars(
            chosen.order_by(PlanRemark.settled_on.is_not(None), PlanRemark.id)
        ).all()

    @cached_property
    def last_revision(self) -> PlanRevision | None:
        return next(iter(revisions.revisions(self.plan)), None) if self.plan else None

    @cached_property
    def drift(self) -> Compared | None:
        """What was changed since the plan was agreed or approved; None where nothing was."""
        last = self.last_revision
        if last is None or last.cause not in FIXING or not reading.is_settled(self.plan):
            return None
        return revisions.compare(last.items, revisions.as_kept(reading.items_of_year())) or None

    @cached_property
    def steps(self) -> list[Step]:
        """What this person may do with the plan now."""
        return possible(self.plan, self.counts.items, changed=self.drift is not None)

    @property
    def next_step(self) -> Step | None:
        """The step that the plan waits for."""
        if self.plan is None:
            return None
        done = {"approve": self.plan.approved_at_meeting_id, "revise": True,
                "include": self.plan.in_school_plan_on}  # fmt: skip
        return next((step for step in self.steps if not done.get(step.name)), None)


def facts_of_item(item: PlanItem) -> dict[str, Any]:
    """What the page of an item tells beside its fields: what was remarked of it."""
    chosen = select(PlanRemark).where(of_year(PlanRemark), PlanRemark.item_id == item.id)
    return {"remarks": db.session.scalars(chosen.order_by(PlanRemark.id.desc())).all()}


def facts() -> dict[str, Any]:
    """What the page of the plan tells beside its items."""
    return {"standing": Standing(reading.plan_of_year()), "district": g.year.level == "municipal"}
