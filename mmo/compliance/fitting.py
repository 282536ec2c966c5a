"""Whether the parts of an edition fit together: parameters, terms, clauses that name clauses."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from mmo.compliance.regulations import Edition
from mmo.compliance.rulefile import (
    AllOfRule,
    AnyRule,
    CountRule,
    EachRule,
    EditionEntry,
    EvidenceRule,
    StateRule,
)
from mmo.compliance.terms import ALLOWED, Term, Value
from mmo.validation import Fault, shorten
from mmo.validation import Path as Place

NEEDED_PARAMETERS: dict[str, type] = {"year_end": Term, "soon_days": int, "lapse_days": int}


def misfits(built: Edition, edition: EditionEntry, here: Place) -> Iterator[Fault]:
    """What does not fit together in a complete edition; `edition` is what its file says of it."""
    yield from _check_parameters(built, edition, (*here, "parameters"))
    judged = {
        clause.id
        for clause in built.clauses
        if clause.rules and not isinstance(clause.rules[0], AllOfRule)
    }
    for number, entry in enumerate(edition.clauses):
        place = (*here, "clauses", number)
        if not entry.id.startswith(f"{built.regulation}."):
            text = _("a clause's id begins with “%(prefix)s.”", prefix=built.regulation)
            yield Fault((*place, "id"), text)
        suffixes = [rule.id for rule in entry.rules]
        if len(suffixes) > 1 and (len(set(suffixes)) < len(suffixes) or "" in suffixes):
            text = _("each rule of a clause with several needs an id of its own")
            yield Fault((*place, "rules"), text)
        if len(entry.rules) > 1 and not all(rule.title for rule in entry.rules):
            text = _("each rule of a clause with several needs a title of its own")
            yield Fault((*place, "rules"), text)
        for position, rule in enumerate(entry.rules):
            yield from _check_rule(rule, built.parameters, judged, (*place, "rules", position))
    own = {entry.id for entry in edition.clauses}
    for clause, rule in built.rules():
        if clause.id not in own:  # inherited: what it needs may be removed or changed here
            for fault in _check_rule(rule, built.parameters, judged, here):
                yield Fault((*here, "based_on"), f"{rule.id}: {fault.sentence}")


def _check_parameters(built: Edition, edition: EditionEntry, here: Place) -> Iterator[Fault]:
    for name, wanted in NEEDED_PARAMETERS.items():
        value = built.parameters.get(name)
        if value is None:
            yield Fault(here, _("parameter “%(name)s” is required", name=name))
        elif not isinstance(value, wanted):
            needed = _("a number of days") if wanted is int else _("a day")
            text = _("“%(text)s”: %(needed)s is needed", text=value, needed=needed)
            yield Fault((*here, name, "default"), text)
    for name, parameter in edition.parameters.items():
        if isinstance(parameter.default, Term):
            yield from _check_default(parameter.default, built.parameters, (*here, name, "default"))


def _check_default(term: Term, parameters: Mapping[str, Value], place: Place) -> Iterator[Fault]:
    for name, wanted in term.uses():
        if wanted is int:
            yield from _check_use(name, wanted, parameters, place)
        elif name in parameters:
            text = _("a parameter counts from the year's own days, not from a parameter")
            yield Fault(place, text)
        else:
            text = _("%(found)s is not allowed here; allowed: %(allowed)s",
                     found=shorten(name), allowed=ALLOWED)  # fmt: skip
            yield Fault(place, text)


def _check_rule(
    rule: AnyRule, parameters: Mapping[str, Value], judged: set[str], place: Place
) -> Iterator[Fault]:
    match rule:
        case AllOfRule():
            for name in rule.all_of:
                if name not in judged:
                    text = _("“%(id)s” is not a clause with rules of its own", id=name)
                    yield Fault((*place, "all_of"), text)
        case CountRule() | EvidenceRule() | StateRule():
            yield from _check_term(rule.due, parameters, (*place, "due"))
        case EachRule():
            if isinstance(rule.within, str) and not isinstance(parameters.get(rule.within), int):
                allowed = ", ".join(n for n, v in parameters.items() if isinstance(v, int))
                text = _("“%(name)s” is not a parameter in days; allowed: %(allowed)s",
                         name=rule.within, allowed=allowed)  # fmt: skip
                yield Fault((*place, "within"), text)
            if isinstance(rule.if_none, Term):
                yield from _check_term(rule.if_none, parameters, (*place, "if_none"))


def _check_term(term: Term, parameters: Mapping[str, Value], place: Place) -> Iterator[Fault]:
    for name, wanted in term.uses():
        yield from _check_use(name, wanted, parameters, place)


def _check_use(
    name: str, wanted: type, parameters: Mapping[str, Value], place: Place
) -> Iterator[Fault]:
    if not isinstance(parameters.get(name), wanted):
        fitting = (n for n, value in parameters.items() if isinstance(value, wanted))
        text = _(
            "“%(name)s” is not a parameter that fits here; allowed: %(allowed)s",
            name=name,
            allowed=", ".join(fitting) or "—",
        )
        yield Fault(place, text)
