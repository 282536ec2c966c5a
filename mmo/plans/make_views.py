"""The page on which a plan is made: empty, from a ready one, or from last year's."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.permissions import Can
from mmo.plans import coverage, making, reading
from mmo.plans.ready_made import ReadyPlan, ready_plans
from mmo.plans.views import YEAR, bp
from mmo.records import answering


def _sources() -> list[ReadyPlan]:
    """The ready plans, those of the association's own level first."""
    return sorted(ready_plans().values(), key=lambda plan: plan.level != g.year.level)


@bp.get(f"{YEAR}/plan/make")
@in_year(Can.EDIT)
def make() -> ResponseReturnValue:
    """What a plan may be made of."""
    rows = making.last_year_items()
    last = {row.section: 0 for row in rows}
    for row in rows:
        last[row.section] += 1
    inline = answering.in_place()
    return render_template(
        "plans/_make.html" if inline else "plans/make.html",
        ready=_sources(), last=last, last_year=rows[0].year if rows else None,
        plan=reading.plan_of_year(), inline=inline,
    )  # fmt: skip


@bp.post(f"{YEAR}/plan/make")
@in_year(Can.EDIT)
def make_it() -> ResponseReturnValue:
    """Make the plan of the chosen sections; what stands in it already does not come twice."""
    source = request.form.get("source", "")
    sections = request.form.getlist("section")
    if source not in {"empty", "last", *ready_plans()}:
        abort(400)
    if source != "empty" and not sections:
        flash(_("Tick at least one section; nothing was copied."), "error")
        return redirect(url_for("plans.make"), 303)
    with journal.change("change") as running:
        reading.begun()
        if source == "last":
            count = making.copy_last_year(sections)
        elif source == "empty":
            count = 0
        else:
            count = making.copy_ready(ready_plans()[source], sections)
    what = ngettext("The plan is made: %(num)d item.", "The plan is made: %(num)d items.", count)
    turned = running.turned.get(g.year.id, {})
    return answering.done(what, turned, url_for("records.plan_item_list"))


@bp.get(f"{YEAR}/plan/coverage")
@in_year(Can.READ_RECORDS)
def covered() -> ResponseReturnValue:
    """Which clauses the plan serves, and what nothing serves."""
    return render_template("plans/coverage.html", coverages=coverage.coverage())


@bp.post(f"{YEAR}/plan/coverage")
@in_year(Can.EDIT)
def cover() -> ResponseReturnValue:
    """Add the proposed items for the ticked clauses."""
    with journal.change("change") as running:
        count = coverage.add_for(request.form.getlist("clause"))
    what = ngettext("%(num)d item is added.", "%(num)d items are added.", count)
    turned = running.turned.get(g.year.id, {})
    return answering.done(what, turned, url_for("plans.covered"))
