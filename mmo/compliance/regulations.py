"""The loaded regulations, their editions, and the rules of one association's year.

A rule file is dated, cited and never edited in place: a change of the regulation is a new
edition in its file, and a year keeps the edition in force at its start.
"""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from mmo.compliance.rulefile import AnyRule, ClauseEntry
from mmo.compliance.terms import Parameters, Term, Value, parse_value

log = logging.getLogger(__name__)
BULLET = re.compile(r"(?P<number>[\d.]+)\.(?P<list>[a-z])(?P<place>\d+)")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a regulation, complete: all its clauses in the regulation's order."""

    regulation: str
    name: str
    in_force_from: date
    source: str | None
    parameters: Mapping[str, Value]
    parameter_titles: Mapping[str, str]
    sections: Mapping[str, str]
    lists: Mapping[str, str]
    clauses: tuple[ClauseEntry, ...]

    def label(self, clause: str) -> str:
        """A clause's number as people write it: ``sch.3.1.b4`` is ``3.1 абз. 4``."""
        number = clause.removeprefix(f"{self.regulation}.")
        if bullet := BULLET.fullmatch(number):
            word = self.lists.get(bullet["list"], bullet["list"])
            return f"{bullet['number']} {word} {bullet['place']}"
        return number

    def rules(self) -> Iterator[tuple[ClauseEntry, AnyRule]]:
        """Every rule with its clause, in order."""
        for clause in self.clauses:
            for rule in clause.rules:
                yield clause, rule


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation with all its editions, the oldest first."""

    id: str
    title: str
    level: str
    default_for_level: bool
    editions: tuple[Edition, ...]
    file: str

    def in_force_at(self, day: date) -> Edition:
        """The edition in force on `day`; a day before the first belongs to the first."""
        in_force = [edition for edition in self.editions if edition.in_force_from <= day]
        return in_force[-1] if in_force else self.editions[0]


@dataclass(frozen=True, slots=True)
class YearRules:
    """An edition with the parameters that hold for one organisation.

    `digest` changes whenever anything does that decides a status, so what was judged with
    another digest is stale.
    """

    regulation: Regulation
    edition: Edition
    parameters: Parameters
    digest: str


@dataclass(slots=True)
class Regulations:
    """All regulations of the installation; `digest` stands for the text of their files."""

    by_id: dict[str, Regulation]
    digest: str
    _year_rules: dict[tuple[object, ...], YearRules] = field(default_factory=dict)

    def for_level(self, level: str, assigned: str | None = None) -> Regulation:
        """The regulation assigned to an association, or its level's own."""
        if assigned in self.by_id:
            return self.by_id[assigned]
        return next(
            each for each in self.by_id.values() if each.level == level and each.default_for_level
        )

    def clause_ids(self) -> set[str]:
        """Every clause of every edition: what a record may be tagged with."""
        return {
            clause.id
            for regulation in self.by_id.values()
            for edition in regulation.editions
            for clause in edition.clauses
        }

    def year_rules(
        self, regulation: Regulation, start: date, overrides: Mapping[str, str]
    ) -> YearRules:
        """The rules of a year that starts on `start`, for an organisation with these overrides."""
        edition = regulation.in_force_at(start)
        known = {name: text for name, text in overrides.items() if name in edition.parameters}
        key = (regulation.id, edition.name, *sorted(known.items()))
        if key not in self._year_rules:
            parameters = dict(edition.parameters)
            for name, text in known.items():
                try:
                    parameters[name] = parse_override(parameters[name], text)
                except ValueError:  # the default holds rather than nothing at all
                    log.warning("override %s of %s cannot be read", name, regulation.id)
            digest = hashlib.sha256(repr((self.digest, key)).encode()).hexdigest()[:32]
            self._year_rules[key] = YearRules(regulation, edition, parameters, digest)
        return self._year_rules[key]


def parse_override(default: Value, text: str) -> Value:
    """The value that an organisation set in place of a parameter's default.

    Raises:
        ValueError: it is unreadable, of another sort (a day for a number of days), or speaks
            of a parameter.
    """
    value = parse_value(text)
    if isinstance(value, Term) and value.uses():
        raise ValueError(_("a parameter counts from the year's own days, not from a parameter"))
    if isinstance(value, int) != isinstance(default, int):
        needed = _("a number of days") if isinstance(default, int) else _("a day")
        raise ValueError(_("“%(text)s”: %(needed)s is needed", text=text, needed=needed))
    return value
