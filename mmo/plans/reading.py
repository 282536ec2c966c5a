"""The plan of the year of the request: found, or begun where there is none."""

from flask import g
from sqlalchemy import select

from mmo.database import uuid7
from mmo.extensions import db
from mmo.plans.models import Plan, PlanItem
from mmo.records.forms import of_year
from mmo.web import today


def plan_of_year() -> Plan | None:
    """The plan of this year; None where there is none."""
    found: Plan | None = db.session.scalar(select(Plan).where(of_year(Plan)))
    return found


def begun() -> Plan:
    """The plan of this year; where there is none it is begun today, inside the running change."""
    found = plan_of_year()
    if found is None:
        found = Plan(
            association_id=g.year.association_id, year_id=g.year.id, id=uuid7(), created_on=today()
        )
        db.session.add(found)
    return found


def items_of_year(*, afresh: bool = False) -> list[PlanItem]:
    """The items of this year's plan, in its order; `afresh` as they stand in the database now."""
    chosen = select(PlanItem).where(of_year(PlanItem)).order_by(PlanItem.ordinal, PlanItem.id)
    return list(db.session.scalars(chosen.execution_options(populate_existing=afresh)))


def sections() -> list[str]:
    """The sections of this year's plan, each once, in its order."""
    rows = db.session.execute(
        select(PlanItem.section).where(of_year(PlanItem)).order_by(PlanItem.ordinal, PlanItem.id)
    )
    return list(dict.fromkeys(row.section for row in rows))


def is_agreed(plan: Plan | None) -> bool:
    """Whether the plan is agreed, and not revised since."""
    if plan is None or plan.agreed_on is None:
        return False
    return plan.revised_on is None or plan.revised_on <= plan.agreed_on


def is_settled(plan: Plan | None) -> bool:
    """Whether changing the plan's items is a revision: it is agreed, or approved at a meeting."""
    return plan is not None and (is_agreed(plan) or plan.approved_at_meeting_id is not None)
