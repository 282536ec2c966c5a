"""The dashboard's panels as HTML, made once for a state and kept.

A panel depends on nothing but the year's records (their revision), its rules (their digest), the
day asked, today, the language, and whether the person may see names: the key of what is kept. It
holds nothing about the person and no form, so what is kept for one may be shown to another.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from flask import current_app, render_template, url_for
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy import select

from mmo.accounts.permissions import Can
from mmo.associations.models import AssociationYear
from mmo.compliance.explaining import Explanation, Looked, Outcome
from mmo.compliance.judging import YearFindings
from mmo.compliance.judging import judge as decide
from mmo.compliance.measuring import YearGauges
from mmo.compliance.models import StateDay
from mmo.compliance.turning import stretches, turns
from mmo.dashboard.chart import Chart, Step, draw, lapses
from mmo.dashboard.picture import Picture, paint
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from mmo.kept import Kept
from mmo.naming import nameless, names
from mmo.records.kinds import KINDS
from mmo.records.lateness import entered_late

MOST_KEPT = 512


_kept = Kept(MOST_KEPT)


def panels(row: AnyRow, day: date, today: date, can: set[Can]) -> Markup:
    """The panels of a year on a day.

    Args:
        row: the year as the guard found it.
        can: what the person may do; without `READ_RECORDS` no record is named.
    """
    judge: Judge = current_app.extensions["judge"]
    digest = judge.rules_of(db.session(), row).digest
    may = frozenset(can)
    key = (row.id, row.revision, row.judged_at, digest, day, today, str(get_locale()), may)
    return Markup(_kept.get(key, lambda: _render(judge, row, day, today, may)))


def _render(judge: Judge, row: AnyRow, day: date, today: date, can: Collection[Can]) -> str:
    ((_row, gauges),) = judge.gauge(db.session(), AssociationYear.id == row.id)
    engine = the_engine()
    (findings,) = decide(engine, [gauges], day)
    (now_found,) = (findings,) if day == today else decide(engine, [gauges], today)
    picture = paint(engine, gauges, findings)
    return render_template(
        "dashboard/_panels.html",
        picture=picture,
        edition=gauges.rules.edition,
        names=Names(row, picture.explanations.values(), Can.READ_RECORDS in can),
        can=can,
        chart=year_chart(row, gauges, now_found),
        asked=day,
        today=today,
    )


def picture_of(judge: Judge, row: AnyRow, day: date) -> tuple[YearGauges, Picture]:
    """The gauges and the picture of one year on a day: one evaluation."""
    (judged,) = judge.judge(db.session(), AssociationYear.id == row.id, day)
    return judged.gauges, paint(the_engine(), judged.gauges, judged.findings)


class Names:
    """What records are called on this page; nothing that the person may not read."""

    def __init__(self, row: AnyRow, explanations: Iterable[Explanation], named: bool) -> None:
        refs = {
            ref
            for explanation in explanations
            for ref in (
                *(action.ref for action in explanation.actions if action.ref),
                *(looked.ref for looked in explanation.looked),
            )
        }
        self._names = names(db.session(), row, refs) if named else {}

    def __call__(self, ref: str | None) -> str | None:
        if ref is None:
            return None
        return self._names[ref].name if ref in self._names else nameless(ref)

    def id_of(self, ref: str | None) -> UUID | None:
        """The key of a record, where the person may read it."""
        return self._names[ref].id if ref in self._names else None

    def address(self, ref: str) -> str | None:
        """The page of a record, where there is one that the person may read."""
        kind, key = KINDS.get(ref.partition(":")[0]), self.id_of(ref)
        return url_for(kind.endpoint("show"), record_id=key) if kind and key else None

    def entered_late(self, looked: Looked) -> datetime | None:
        """When a record was entered, where that was long after its own date."""
        known = self._names.get(looked.ref)
        own = looked.day
        if known is None or own is None or looked.ref.startswith("member:"):
            return None
        if looked.outcome not in (Outcome.COUNTED, Outcome.FINE):
            return None
        return entered_late(own, known.entered_at)


def year_chart(row: AnyRow, gauges: YearGauges, findings: YearFindings) -> Chart:
    """How the year went as it was shown, and how it goes on if nothing is done.

    Args:
        findings: of today.
    """
    coming = turns(the_engine(), gauges, findings.day)
    shown = select(StateDay.day, StateDay.summary, StateDay.rebuilt).where(
        StateDay.association_id == row.association_id,
        StateDay.year_id == row.id,
        StateDay.day < findings.day,
    )
    history = [
        Step(each.day, each.summary["must"], each.rebuilt)
        for each in db.session.execute(shown.order_by(StateDay.day))
    ]
    window = gauges.records.calendar.window
    ahead = stretches(gauges.rules.edition, findings, coming)
    steps = [*history, *(Step(each.day, each.summary["must"]) for each in ahead)]
    inside = [step for step in steps if step.day <= window.last]
    return draw(window, findings.day, inside or steps[:1], lapses(coming))
