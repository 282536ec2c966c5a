"""Duties that the regulation gives: gaps and terms that come, from the stored state alone."""

from collections.abc import Iterator
from datetime import date

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from mmo.accounts.models import Role
from mmo.compliance.models import YearState
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import AnyRule, ClauseEntry, EachRule, Obligation, Status
from mmo.compliance.sentences import people
from mmo.database import AnyRow
from mmo.duties.desk import Desk, Place, of_places
from mmo.duties.duty import Duty
from mmo.extensions import db
from mmo.findings import Judge

PRESSING = (Status.GAP, Status.UNCONFIRMED, Status.DUE_SOON, Status.AT_RISK)


def of_head(desk: Desk) -> Iterator[Duty]:
    """What the head's own associations lack, or will lack soon; three queries."""
    places = desk.at(Role.HEAD)
    if not places:
        return
    judge: Judge = current_app.extensions["judge"]
    rules = judge.rules_of_all(db.session(), [place.row for place in places.values()])
    stored = select(YearState.year_id, YearState.rules).where(of_places(YearState, places))
    for state in db.session.execute(stored):
        yield from _of_state(state, places[state.year_id], rules[state.year_id])


def _of_state(state: AnyRow, place: Place, rules: YearRules) -> Iterator[Duty]:
    """What one thing closes by one day is one line with all its clauses."""
    together: dict[tuple[Status, str, str], list[tuple[ClauseEntry, AnyRule]]] = {}
    for clause, rule in rules.edition.rules():
        status, due, *_more = state.rules.get(rule.id, (Status.MET, None))
        if _is_told_by_its_paper(rule):
            continue
        if clause.obligation is Obligation.MUST and status in PRESSING:
            key = Status(status), due or "", rule.remedy
            together.setdefault(key, []).append((clause, rule))
    for (status, due, remedy), found in together.items():
        clauses = {clause.id: rules.edition.label(clause.id) for clause, _rule in found}
        responsible = dict.fromkeys(who for _clause, rule in found for who in rule.responsible)
        yield Duty(
            remedy,
            ", ".join(_("you") if who == "head" else people([who]) for who in responsible),
            place.address("dashboard.overview", _anchor=f"line-{found[0][1].id}"),
            place.row.name,
            _("cl. %(numbers)s", numbers=", ".join(clauses.values())),
            date.fromisoformat(due) if due else None,
            late=status is Status.GAP,
        )


def _is_told_by_its_paper(rule: AnyRule) -> bool:
    """Whether each record of the rule is a duty of its own that names it (`terms.papers`)."""
    return isinstance(rule, EachRule) and rule.has == "submitted"


def of_school(desk: Desk) -> Iterator[Duty]:
    """Associations of the own school with gaps, from their stored summaries; no query."""
    for place in desk.at(Role.DEPUTY, Role.DIRECTOR).values():
        if Role.HEAD in place.roles:
            continue  # each gap is a line of its own there
        gaps = place.row.summary["must"]["gap"] if place.row.summary else 0
        if gaps:
            yield Duty(
                ngettext("%(num)d gap in the association's year",
                         "%(num)d gaps in the association's year", gaps),
                _("head of the association"),
                place.address("dashboard.overview"),
                place.row.name,
                late=True,
            )  # fmt: skip
