"""What is done to the plan as a whole, and the quick marks of its items."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.plans import reading, revisions
from mmo.plans.models import Plan, PlanItem, PlanRemark
from mmo.plans.seen import Unseen
from mmo.plans.steps import STEPS, Step
from mmo.records import answering
from mmo.records.forms import RecordForm
from mmo.records.writing import Conflict, find
from mmo.web import today

bp = Blueprint("plans", __name__)
YEAR = "/associations/<association>/<int:year>"


def _step_view(step: Step) -> Callable[[], ResponseReturnValue]:
    def view() -> ResponseReturnValue:
        if step.level not in (None, g.year.level):
            abort(404)
        plan = reading.plan_of_year()
        if plan is None:
            flash(_("There is no plan yet: make it first."), "error")
            return redirect(url_for("plans.make"))
        form, status = step.form(plan), 200
        if request.method == "POST":
            status = 422
            try:
                if form.validate():
                    return _take(step, plan, form)
            except Unseen as unseen:
                unseen.form.show_again()
                status = 409
            except (Conflict, StaleDataError):
                told = _("Somebody changed the plan meanwhile; look at it and press again.")
                flash(told, "error")
                return redirect(url_for("records.plan_item_list"), 303)
        inline = answering.in_place()
        template = "plans/_step.html" if inline else "plans/step.html"
        return render_template(template, step=step, form=form, plan=plan, inline=inline), status

    return view


def _take(step: Step, plan: Plan, form: RecordForm) -> ResponseReturnValue:
    if str(plan.version) != (form.version.data or ""):
        raise Conflict
    with journal.change(f"plan_{step.name}") as running:
        form.write(plan)
        step.act(plan, form)
    turned = running.turned.get(g.year.id, {})
    return answering.done(str(step.done), turned, url_for("records.plan_item_list"))


for _step in STEPS.values():
    _guarded = in_year(*_step.needs)(_step_view(_step))
    bp.add_url_rule(f"{YEAR}/plan/{_step.name}", _step.name, _guarded, methods=["GET", "POST"])


@bp.post(f"{YEAR}/plan/<uuid:item_id>/quick")
@in_year(Can.EDIT)
def quick(item_id: UUID) -> ResponseReturnValue:
    """Mark an item as done today, or write its result, in the list itself."""
    key = (find(PlanItem, item_id).association_id, item_id)
    result = request.form.get(f"result-{item_id}", "").replace("\0", "").strip()[:4000]
    with journal.change("change"):
        item = db.session.get(PlanItem, key, with_for_update=True, populate_existing=True)
        if item is None:
            abort(404)
        if request.form.get("do") == "done" and item.done_on is None:
            item.done_on = today()
        theirs = item.result
        if result and not theirs:
            item.result = result
    if result and theirs and theirs != result:
        told = _("The result is written down already: “%(theirs)s”. Yours, “%(yours)s”, was not "
                 "kept; open the item to change it.", theirs=theirs, yours=result)  # fmt: skip
        flash(told, "error")
    return redirect(answering.way_back(url_for("records.plan_item_list")), 303)


@bp.get(f"{YEAR}/plan/revisions")
@in_year(Can.READ_RECORDS)
def history() -> ResponseReturnValue:
    """The revisions of the plan, and what differs between two of them."""
    plan = reading.plan_of_year()
    kept = revisions.revisions(plan) if plan else []
    now = revisions.as_kept(reading.items_of_year())
    by_number = {str(each.number): each.items for each in kept}
    before = request.args.get("before", str(kept[0].number) if kept else "")
    after = request.args.get("after", "now")
    compared = None
    if before in by_number:
        compared = revisions.compare(by_number[before], by_number.get(after, now))
    return render_template(
        "plans/revisions.html", kept=kept, before=before, after=after,
        compared=compared, cause_word=revisions.CAUSE,
    )  # fmt: skip


@bp.post(f"{YEAR}/plan/remarks/<uuid:remark_id>")
@in_year(Can.EDIT)
def settle_remark(remark_id: UUID) -> ResponseReturnValue:
    """A remark is mended, or not yet after all, as the button said; twice is once."""
    remark = find(PlanRemark, remark_id)
    settled = request.form.get("settled") == "yes"
    with journal.change("change"):
        db.session.refresh(remark, with_for_update=True)
        if settled != (remark.settled_on is not None):
            remark.settled_on = today() if settled else None
    return redirect(url_for("records.plan_item_list") + "#remarks", 303)
