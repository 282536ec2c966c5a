"""The state of association-years: judged from records, stored, and kept fresh.

What is stored of a year holds until something of the year changes (its revision grows), its
rules change (their digest differs), or a day comes on which a status may change by itself
(`YearState.look_again_on`). Until then nothing is evaluated again.
"""

import functools
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from mmo.associations.models import Association, AssociationYear, ParameterOverride
from mmo.clock import now
from mmo.compliance.engine import Engine, EngineError
from mmo.compliance.facts import collect
from mmo.compliance.judging import YearFindings, judge
from mmo.compliance.measuring import YearGauges
from mmo.compliance.models import StateDay, YearState
from mmo.compliance.regulations import Regulations, YearRules
from mmo.compliance.turning import Stretch, look_again, stretches, turns
from mmo.database import AnyRow, writing
from mmo.extensions import db
from mmo.schoolyear import AcademicYear, Window
from mmo.tenancy import unfenced

log = logging.getLogger(__name__)

YEAR_COLUMNS = (
    AssociationYear.association_id,
    AssociationYear.id,
    AssociationYear.year,
    AssociationYear.start,
    AssociationYear.end,
    AssociationYear.trimester1_start,
    AssociationYear.trimester1_end,
    AssociationYear.trimester2_start,
    AssociationYear.trimester2_end,
    AssociationYear.trimester3_start,
    AssociationYear.trimester3_end,
    AssociationYear.revision,
    AssociationYear.closed_at,
    Association.code,
    Association.name,
    Association.level,
    Association.assigned_regulation,
    Association.organisation_id,
)

STATE_COLUMNS = (
    YearState.revision.label("judged_revision"),
    YearState.day.label("judged_day"),
    YearState.judged_at,
    YearState.look_again_on,
    YearState.rules_digest,
    YearState.summary,
)
"""What is stored of a year; every column is None where it was never judged."""


@dataclass(frozen=True, slots=True)
class JudgedYear:
    """An association's year, its gauges, and what was found of it."""

    row: AnyRow
    gauges: YearGauges
    findings: YearFindings


@functools.cache
def the_engine() -> Engine:
    """The engine of this process: durable_rules is safe with one host only."""
    return Engine()


def calendar_of(row: AnyRow) -> AcademicYear:
    """The dates of a year read as `YEAR_COLUMNS`."""
    return AcademicYear(
        row.year,
        row.start,
        row.end,
        (
            Window(row.trimester1_start, row.trimester1_end),
            Window(row.trimester2_start, row.trimester2_end),
            Window(row.trimester3_start, row.trimester3_end),
        ),
    )


class Judge:
    """Judges years of one installation.

    Args:
        regulations: the loaded rule files.
    """

    def __init__(self, regulations: Regulations) -> None:
        self.regulations = regulations

    def gauge(
        self, session: Session, which: ColumnElement[bool]
    ) -> list[tuple[AnyRow, YearGauges]]:
        """The gauges of all years that `which` (of AssociationYear and Association) picks.

        The number of queries does not depend on how many there are.
        """
        chosen = select(*YEAR_COLUMNS).join(Association).where(which)
        rows = {row.id: row for row in session.execute(chosen.order_by(Association.code))}
        overrides = self._overrides(session)
        ids = select(AssociationYear.association_id, AssociationYear.id)
        ids = ids.join(Association).where(which)
        calendars = {year: calendar_of(row) for year, row in rows.items()}
        return [
            (rows[year], YearGauges(self._rules(rows[year], overrides), records))
            for year, records in collect(session, calendars, ids)
        ]

    def judge(self, session: Session, which: ColumnElement[bool], day: date) -> list[JudgedYear]:
        """Judge all years that `which` picks as of `day`, in one run of the engine."""
        gauged = self.gauge(session, which)
        found = judge(the_engine(), [gauges for _row, gauges in gauged], day)
        return [
            JudgedYear(row, gauges, findings)
            for (row, gauges), findings in zip(gauged, found, strict=True)
        ]

    def refresh(self, session: Session, years: Iterable[UUID], day: date) -> None:
        """Judge these years again and store what was found, inside the running transaction.

        Where the engine fails, the years stay stale and are judged when next looked at: a
        failure never looks like all in order, and never loses a person's work.
        """
        chosen = list(years)
        with unfenced(session):
            hold(session, chosen)
            try:
                judged = self.judge(session, AssociationYear.id.in_(chosen), day)
            except EngineError:
                log.error("the engine failed; the years stay marked as stale")
                return
            store(session, judged, day)

    def rebuild_history(self, session: Session, year: UUID, day: date) -> None:
        """Work out how a year went before it came in whole; such days are marked as rebuilt."""
        ((row, gauges),) = self.gauge(session, AssociationYear.id == year)
        first = min(gauges.records.calendar.window.first, day)
        (findings,) = judge(the_engine(), [gauges], first)
        changes = turns(the_engine(), gauges, first, day)
        past = [
            each
            for each in stretches(gauges.rules.edition, findings, changes)
            if each.day < min(day, gauges.records.calendar.window.last)
        ]
        if past:
            session.execute(insert(StateDay), [_rebuilt_row(row, each) for each in past])

    def ensure_fresh(self, row: AnyRow, day: date) -> bool:
        """Judge a year again where what is stored of it no longer holds; says whether it did.

        Args:
            row: a year read as `YEAR_COLUMNS` with `STATE_COLUMNS`.
        """
        if not self.stale(db.session(), [row], day):
            return False
        with writing(), Session(db.engine) as session, session.begin():
            self.refresh(session, [row.id], day)
        return True

    def stale(self, session: Session, rows: Sequence[AnyRow], day: date) -> list[AnyRow]:
        """Those years of which what is stored no longer holds on `day`."""
        overrides = self._overrides(session)
        return [
            row
            for row in rows
            if row.judged_revision != row.revision
            or row.judged_day is None
            or row.judged_day > day
            or (row.look_again_on is not None and row.look_again_on <= day)
            or row.rules_digest != self._rules(row, overrides).digest
        ]

    @staticmethod
    def stored_statuses(session: Session, years: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
        """What was last stored of these years: by year and rule, its status."""
        return _last_statuses(session, list(years))

    def rules_of(self, session: Session, row: AnyRow) -> YearRules:
        """The rules that a year is judged by."""
        return self._rules(row, self._overrides(session, row.organisation_id))

    def rules_of_all(self, session: Session, rows: Iterable[AnyRow]) -> dict[UUID, YearRules]:
        """The rules that these years are judged by, by the year's id, in one query."""
        overrides = self._overrides(session)
        return {row.id: self._rules(row, overrides) for row in rows}

    def _rules(self, row: AnyRow, overrides: dict[tuple[UUID, str], dict[str, str]]) -> YearRules:
        regulation = self.regulations.for_level(row.level, row.assigned_regulation)
        own = overrides.get((row.organisation_id, regulation.id), {})
        return self.regulations.year_rules(regulation, row.start, own)

    @staticmethod
    def _overrides(
        session: Session, organisation: UUID | None = None
    ) -> dict[tuple[UUID, str], dict[str, str]]:
        chosen = select(
            ParameterOverride.organisation_id,
            ParameterOverride.regulation,
            ParameterOverride.name,
            ParameterOverride.value,
        )
        if organisation is not None:
            chosen = chosen.where(ParameterOverride.organisation_id == organisation)
        found: dict[tuple[UUID, str], dict[str, str]] = {}
        for row in session.execute(chosen):
            found.setdefault((row.organisation_id, row.regulation), {})[row.name] = row.value
        return found


def hold(session: Session, years: Sequence[UUID]) -> None:
    """Hold these years fast until the transaction ends, so that two judge one after the other.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        held = select(AssociationYear.id).where(AssociationYear.id.in_(years))
        session.execute(held.order_by(AssociationYear.id).with_for_update())


def store(session: Session, judged: Sequence[JudgedYear], day: date) -> None:
    """Keep what was found of these years, and a line of history where it differs from before."""
    if not judged:
        return
    ids = [each.row.id for each in judged]
    before = _last_statuses(session, ids)
    session.execute(delete(YearState).where(YearState.year_id.in_(ids)))
    session.execute(insert(YearState), [_state_row(each, day) for each in judged])
    history = []
    for each in judged:
        statuses = {rule.id: str(rule.status) for rule in each.findings.rules()}
        if before.get(each.row.id) != statuses:
            history.append(_history_row(each, day, statuses))
    if history:
        session.execute(
            delete(StateDay).where(
                StateDay.year_id.in_([row["year_id"] for row in history]), StateDay.day == day
            )
        )
        session.execute(insert(StateDay), history)


def _last_statuses(session: Session, years: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    found = session.execute(
        select(YearState.year_id, YearState.rules).where(YearState.year_id.in_(years))
    )
    return {row.year_id: {rule: said[0] for rule, said in row.rules.items()} for row in found}


def _state_row(each: JudgedYear, day: date) -> dict[str, Any]:
    return {
        "association_id": each.row.association_id,
        "year_id": each.row.id,
        "day": day,
        "look_again_on": look_again(each.gauges, day),
        "revision": each.row.revision,
        "rules_digest": each.gauges.rules.digest,
        "judged_at": now(),
        "rules": each.findings.to_store(),
        "summary": each.findings.summary(),
    }


def _rebuilt_row(row: AnyRow, each: Stretch) -> dict[str, Any]:
    return {
        "association_id": row.association_id,
        "year_id": row.id,
        "day": each.day,
        "rebuilt": True,
        "statuses": each.statuses,
        "summary": each.summary,
    }


def _history_row(each: JudgedYear, day: date, statuses: dict[str, str]) -> dict[str, Any]:
    return {
        "association_id": each.row.association_id,
        "year_id": each.row.id,
        "day": day,
        "rebuilt": False,
        "statuses": statuses,
        "summary": each.findings.summary(),
    }
