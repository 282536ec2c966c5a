"""What a record does to the state: shown before it is saved, and said after.

Before: the form's record is written, judged and taken back, so the answer is the engine's own.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import current_app, g
from flask_babel import gettext as _

from mmo import journal
from mmo.compliance.judging import SEVERITY
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import ClauseEntry, Obligation, Status
from mmo.extensions import db
from mmo.findings import Judge
from mmo.records.forms import RecordForm
from mmo.records.kinds import Kind
from mmo.records.writing import new_in_year


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
    """The effects of a change, in the regulation's order; a clause stands once."""
    edition = rules_of_year().edition
    found: dict[str, Effect] = {}
    for clause, rule in edition.rules():
        if rule.id in turned:
            before, after = (Status(word) for word in turned[rule.id])
            found.setdefault(clause.id, Effect(clause, edition.label(clause.id), before, after))
    return list(found.values())


def foreseen(kind: Kind, form: RecordForm, record: Any | None) -> list[Effect]:
    """What saving this valid form would turn; nothing is kept."""
    with journal.trial() as trial:
        target = record if record is not None else new_in_year(kind.model, form.new_id)
        form.write(target)
        if record is None:
            db.session.add(target)
        form.write_parts(target)
    return of_turned(trial.turned.get(g.year.id, {}))


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
