"""The items of the plan as a kind of record: the page of the plan, its form and closings."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import current_app, g, get_template_attribute, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import and_, func, select

from mmo.accounts.permissions import Can
from mmo.database import AnySelect
from mmo.extensions import db
from mmo.members.models import Member
from mmo.naming import short_name
from mmo.plans import reading, standing
from mmo.plans.forms import PlanItemForm
from mmo.plans.models import PlanItem
from mmo.records.choices import members
from mmo.records.closing import closes, new, open_record
from mmo.records.kinds import Bulk, Column, Filter, Kind, Words
from mmo.records.routes import mount
from mmo.web import day, today

SECTION_PLACE = func.min(PlanItem.ordinal).over(partition_by=PlanItem.section)
DONE = (
    ("open", _l("not done yet")),
    ("overdue", _l("its term has passed")),
    ("done", _l("done")),
    ("reasoned", _l("not done, with a reason")),
)
PRIORITY = (("yes", _l("main directions only")),)


def _items() -> AnySelect:
    return select(
        PlanItem.id,
        PlanItem.section,
        PlanItem.title,
        PlanItem.due,
        PlanItem.priority,
        PlanItem.done_on,
        PlanItem.result,
        PlanItem.reason,
        PlanItem.clauses,
        PlanItem.expected,
        Member.full_name.label("responsible"),
    ).outerjoin(
        Member,
        (Member.association_id == PlanItem.association_id) & (Member.id == PlanItem.responsible_id),
    )


def _numbers(row: Any) -> str | None:
    """The clauses of an item as people write their numbers."""
    if not row.clauses:
        return None
    if "clause_label" not in g:
        judge = current_app.extensions["judge"]
        edition = judge.rules_of(db.session(), g.year).edition
        own = {clause.id for clause in edition.clauses}
        g.clause_label = lambda clause: edition.label(clause) if clause in own else clause
    return ", ".join(g.clause_label(clause) for clause in row.clauses)


def _state(row: Any) -> str:
    """What became of an item, in words."""
    if row.done_on:
        return _("done on %(day)s", day=day(row.done_on))
    if row.reason and row.reason.strip():
        return _("not done: %(reason)s", reason=row.reason)
    return _("its term has passed") if _is_overdue(row) else _("ahead")


def _is_overdue(row: Any) -> bool:
    settled = row.done_on or (row.reason and row.reason.strip())
    return not settled and (row.due or g.year.end) < today()


def _quick(row: Any) -> Markup:
    draw = get_template_attribute("plans/_quick.html", "quick")
    return Markup(draw(row, _state(row), _is_overdue(row)))


def _has_reason() -> Any:
    return and_(PlanItem.reason.is_not(None), func.trim(PlanItem.reason) != "")


def _done(value: str) -> Any:
    unsettled = and_(PlanItem.done_on.is_(None), ~func.coalesce(_has_reason(), False))
    if value == "done":
        return PlanItem.done_on.is_not(None)
    if value == "reasoned":
        return and_(PlanItem.done_on.is_(None), _has_reason())
    if value == "overdue":
        return and_(unsettled, func.coalesce(PlanItem.due, g.year.end) < today())
    return unsettled


def _sections() -> Sequence[tuple[str, str]]:
    return [(section, section) for section in reading.sections()]


def _responsible() -> Sequence[tuple[str, str]]:
    return [("none", _("nobody yet")), *((str(key), name) for key, name in members())]


def _of_responsible(value: str) -> Any:
    if value == "none":
        return PlanItem.responsible_id.is_(None)
    return PlanItem.responsible_id == UUID(value)


def _mark_done(record: Any, day: Any) -> None:
    record.done_on = min(day, today())


def _give_to(record: Any, chosen: str) -> None:
    record.responsible_id = None if chosen == "none" else UUID(chosen)


PLAN_ITEM = mount(
    Kind(
        name="plan_item",
        plural="plan",
        model=PlanItem,
        words=Words(
            _l("plan item"), _l("Plan"), _l("New plan item"),
            _l("There is no plan yet. Make it from a template, from last year's plan, or item by "
               "item."),
        ),
        form=PlanItemForm,
        listing=_items,
        columns=(
            Column("title", _l("What is done"), lambda row: row.title, (PlanItem.title,)),
            Column("section", _l("Section"), lambda row: row.section, (PlanItem.section,)),
            Column("due", _l("Term"), lambda row: row.due, (PlanItem.due,)),
            Column("responsible", _l("Responsible"),
                   lambda row: short_name(row.responsible) if row.responsible else None,
                   (Member.name_key,), whole=True),
            Column("expected", _l("Expected result"), lambda row: row.expected),
            Column("clauses", _l("Clauses"), _numbers),
            Column("done", _l("Done"), _state, (PlanItem.done_on,), show=_quick),
            Column("result", _l("Result"), lambda row: row.result, in_files_only=True),
        ),
        title=lambda record: record.title,
        search=(PlanItem.title, PlanItem.section, PlanItem.expected, PlanItem.result),
        filters=(
            Filter("section", _l("Section"), _sections, lambda value: PlanItem.section == value),
            Filter("done", _l("State"), lambda: DONE, _done),
            Filter("responsible", _l("Responsible"), _responsible, _of_responsible),
            Filter("priority", _l("Importance"), lambda: PRIORITY,
                   lambda _value: PlanItem.priority.is_(True)),
        ),
        order=(SECTION_PLACE, PlanItem.due.is_(None), PlanItem.due),
        bulk=(
            Bulk("done", _l("mark as carried out"), _mark_done, asks_day=_l("on the day")),
            Bulk("responsible", _l("set the responsible"), _give_to, offers=_responsible),
        ),
        facts=standing.facts_of_item,
        list_facts=standing.facts,
        grouped_by="section",
        page_size=100,
        page="plans/item.html",
        list_page="plans/plan.html",
    )
)  # fmt: skip

closes("add_plan_item")(new("records.plan_item_new"))
closes("mark_plan_item_done", "settle_plan_item")(
    open_record("records.plan_item_show", done_on=lambda _action: today())
)
closes("make_plan")(lambda _action, _record: url_for("plans.make"))
closes("agree_plan", needs=Can.AGREE_PLAN)(lambda _action, _record: url_for("plans.agree"))
closes("agree_plan")(lambda _action, _record: url_for("plans.submit"))
closes("approve_plan")(lambda _action, _record: url_for("plans.approve"))
for _ability in (Can.EDIT, Can.REVIEW):
    closes("include_in_school_plan", needs=_ability)(
        lambda _action, _record: url_for("plans.include")
    )
closes("fill_result")(open_record("records.plan_item_show"))
