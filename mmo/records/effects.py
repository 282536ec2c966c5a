"""What a record does to the state: shown before it is saved, and said after.

Before: the form's record is written, judged and taken back, so the answer is the engine's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from flask import current_app, g
from flask_babel import gettext as _

from mmo import journal
from mmo.associations.models import AssociationYear
from mmo.compliance.judging import SEVERITY
from mmo.compliance.measuring import COUNTED, SCHEDULED, CountGauge, YearGauges
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import ClauseEntry, Obligation, Status
from mmo.extensions import db
from mmo.findings import Judge
from mmo.records.choices import works_at
from mmo.records.forms import RecordForm
from mmo.records.kinds import Kind
from mmo.records.writing import new_in_year
from mmo.web import today


class Effect(NamedTuple):
    """A rule whose status turns, and its clause."""

    clause: ClauseEntry
    label: str
    before: Status
    after: Status

    @property
    def better(self) -> bool:
        return SEVERITY[self.after] > SEVERITY[self.before]


def rules_of_year() -> YearRules:
    """The rules by which the year of the request is judged."""
    judge: Judge = current_app.extensions["judge"]
    return judge.rules_of(db.session(), g.year)


def of_turned(turned: Mapping[str, tuple[str, str]]) -> list[Effect]:
    """The effects of a change, in the regulation's order.

    A clause stands once; of one with several rules each stands with its own title, so that a
    clause is not called in order when one of its rules is.
    """
    edition = rules_of_year().edition
    found: dict[str, Effect] = {}
    for clause, rule in edition.rules():
        if rule.id in turned:
            before, after = (Status(word) for word in turned[rule.id])
            label = edition.label(clause.id)
            if rule.title:
                label += f" ({rule.title})"
            found.setdefault(label, Effect(clause, label, before, after))
    return list(found.values())


class Proof(NamedTuple):
    """A clause that a record counts for, already or once its day has come."""

    label: str
    gist: str
    scheduled: bool


@dataclass(slots=True)
class Foreseen:
    """What saving a form would do: statuses that turn, clauses that the record counts for.

    `elsewhere` are clauses of the other level's regulation, where the person works in both.
    """

    turned: list[Effect] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    elsewhere: list[Proof] = field(default_factory=list)


def foreseen(kind: Kind, form: RecordForm, record: Any | None) -> Foreseen:
    """What saving this valid form would do; nothing is kept."""
    found = Foreseen()
    with journal.trial() as trial:
        target = record if record is not None else new_in_year(kind.model, form.new_id)
        form.write(target)
        if record is None:
            db.session.add(target)
        form.write_parts(target)
        ref = f"{kind.name}:{target.ref}"
        trial.afterwards.append(lambda: _prove(found, ref))
    found.turned = of_turned(trial.turned.get(g.year.id, {}))
    return found


def _prove(found: Foreseen, ref: str) -> None:
    judge: Judge = current_app.extensions["judge"]
    ((_row, gauges),) = judge.gauge(db.session(), AssociationYear.id == g.year.id)
    day = gauges.records.calendar.records_day(today())
    found.proofs = list(_proofs(gauges, ref, day))
    for regulation in judge.regulations.by_id.values():
        other = regulation.default_for_level and regulation.level != g.year.level
        if other and works_at(regulation.level):
            rules = judge.regulations.year_rules(regulation, gauges.records.calendar.start, {})
            found.elsewhere += _proofs(YearGauges(rules, gauges.records), ref, day)


def _proofs(gauges: YearGauges, ref: str, day: date) -> Iterator[Proof]:
    edition, told = gauges.rules.edition, set()
    for each in gauges.gauges:
        if not isinstance(each.gauge, CountGauge) or each.clause.id in told:
            continue
        record = next((one for one in each.gauge.records if one.ref == ref), None)
        outcome = each.gauge.outcome(record, day) if record is not None else None
        if outcome in (COUNTED, SCHEDULED):
            told.add(each.clause.id)
            yield Proof(edition.label(each.clause.id), each.clause.gist, outcome == SCHEDULED)


def closed(effects: Iterable[Effect]) -> str | None:
    """What a change closed, as a sentence; None where it closed nothing."""
    labels = [each.label for each in effects if each.after is Status.MET]
    if not labels:
        return None
    return _("In order now: cl. %(clauses)s.", clauses=", ".join(labels))


def opened(effects: Iterable[Effect]) -> str | None:
    """What a change made worse, as a sentence."""
    labels = [each.label for each in effects
              if not each.better and each.clause.obligation is Obligation.MUST]  # fmt: skip
    return _("Not in order now: cl. %(clauses)s.", clauses=", ".join(labels)) if labels else None
