"""Reads rule files; says all that is wrong in them: file, line, clause, what is allowed."""

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from mmo.compliance.regulations import Edition, Regulation, Regulations
from mmo.compliance.rulefile import (
    AllOfRule,
    AnyRule,
    ClauseEntry,
    CountRule,
    EachRule,
    EditionEntry,
    EvidenceRule,
    Example,
    Parameter,
    RegulationEntry,
    StateRule,
)
from mmo.compliance.terms import ALLOWED, Term, Value
from mmo.compliance.vocabulary import words
from mmo.validation import Fault, faults, shorten
from mmo.validation import Path as Place

NEEDED_PARAMETERS: dict[str, type] = {"year_end": Term, "soon_days": int, "lapse_days": int}
ENTRIES: dict[str | int, type[BaseModel]] = {
    "editions": EditionEntry,
    "parameters": Parameter,
    "clauses": ClauseEntry,
    "count": CountRule,
    "evidence": EvidenceRule,
    "each": EachRule,
    "state": StateRule,
    "all_of": AllOfRule,
    "examples": Example,
}
"""What an entry of a file is, by the part of its place that says so."""


@dataclass(frozen=True, slots=True)
class RuleFileFault:
    """One thing that is wrong in a rule file."""

    file: str
    line: int | None
    clause: str | None
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.clause}: {self.sentence}"
            if self.clause
            else (f"{place}: {self.sentence}")
        )


class BadRuleFile(Exception):
    """A rule file that cannot be used, with everything that is wrong in it."""

    def __init__(self, found: Iterable[RuleFileFault]) -> None:
        self.faults = list(found)
        super().__init__("\n".join(map(str, self.faults)))


def load_folder(folder: Path) -> Regulations:
    """Every regulation of a folder of rule files; files that did not change are not read twice.

    Raises:
        BadRuleFile: a file cannot be used, or two files name the same regulation, or a level
            has not exactly one regulation of its own.
    """
    files = sorted(folder.glob("*.yaml"))
    return _load(folder, tuple((path, path.read_bytes()) for path in files))


@functools.lru_cache(maxsize=8)
def _load(folder: Path, files: tuple[tuple[Path, bytes], ...]) -> Regulations:
    by_id: dict[str, Regulation] = {}
    digest = hashlib.sha256()
    for path, content in files:
        regulation = load_file(path)
        if taken := by_id.get(regulation.id):
            text = _("“%(id)s” is already taken by %(file)s", id=regulation.id, file=taken.file)
            raise BadRuleFile(_located(path, None, [Fault(("regulation",), text)]))
        by_id[regulation.id] = regulation
        digest.update(content)
    for level in ("municipal", "school"):
        own = [
            each.file for each in by_id.values() if each.level == level and each.default_for_level
        ]
        if len(own) != 1:
            text = _(
                "level “%(level)s” needs exactly one file with “default_for_level: true”; "
                "found: %(found)s",
                level=level,
                found=", ".join(own) or "0",
            )
            raise BadRuleFile([RuleFileFault(folder.name, None, None, text)])
    return Regulations(by_id, digest.hexdigest())


def load_file(path: Path) -> Regulation:
    """One rule file.

    Raises:
        BadRuleFile: it cannot be used.
    """
    data = _read(path)
    try:
        entry = RegulationEntry.model_validate(data)
    except ValidationError as error:
        raise BadRuleFile(_located(path, data, _as_written(data, faults(error)))) from None
    editions: list[Edition] = []
    found: list[Fault] = []
    for number, edition in enumerate(entry.editions):
        if edition.edition in [each.name for each in editions]:
            text = _("%(id)s stands twice in this list", id=shorten(edition.edition))
            found.append(Fault(("editions", number, "edition"), text))
        built, problems = _build(entry, edition, number, editions)
        editions.append(built)
        found += problems
    if found:
        raise BadRuleFile(_located(path, data, found))
    return Regulation(
        entry.regulation,
        entry.title,
        entry.level,
        entry.default_for_level,
        tuple(sorted(editions, key=lambda edition: edition.in_force_from)),
        path.name,
    )


class _Constructor(SafeConstructor):
    """Says the line of a day that there is not, such as 31 September."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError as error:
            problem = f"{node.value}: {error}"
            raise ConstructorError(None, None, problem, node.start_mark) from None


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def _read(path: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Constructor
    try:
        return yaml.load(path.read_text("utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise BadRuleFile([RuleFileFault(path.name, line, None, str(error.problem))]) from None
    except ReaderError as error:
        line = path.read_text("utf-8").count("\n", 0, error.position) + 1
        raise BadRuleFile([RuleFileFault(path.name, line, None, str(error.reason))]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadRuleFile([RuleFileFault(path.name, line, None, str(error))]) from None
    except (OSError, ValueError) as error:
        raise BadRuleFile([RuleFileFault(path.name, None, None, str(error))]) from None


def _as_written(data: Any, found: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a file's shape at places that the file has, with the keys that are known."""
    for fault in found:
        sentence = fault.sentence
        if sentence == _("this key is not known here"):
            allowed = ", ".join(_allowed_keys(data, fault.path)) or "—"
            sentence = _("this key is not known here; allowed: %(keys)s", keys=allowed)
        yield Fault(_written(fault.path), sentence)


def _written(path: Place) -> Place:
    """A place without what pydantic adds: the kind after a rule's number, ``[key]`` at keys."""
    return tuple(
        part
        for at, part in enumerate(path)
        if part != "[key]" and (at < 2 or path[at - 2] != "rules")
    )


def _allowed_keys(data: Any, path: Place) -> Iterable[str]:
    """The keys that are known where `path` names one that is not."""
    holder = path[:-1]
    if holder and holder[-1] == "where":
        for part in _written(holder[:-1]):
            data = data[part]
        word = (
            words.states.get(data.get("state"))
            or (words.groups[data["each"]].properties[data["has"]])
        )
        return word.options.model_fields
    model = next((ENTRIES[part] for part in reversed(holder) if part in ENTRIES), RegulationEntry)
    return [name for name in model.model_fields if name != "kind"]


def _build(
    entry: RegulationEntry, edition: EditionEntry, number: int, earlier: list[Edition]
) -> tuple[Edition, list[Fault]]:
    """A complete edition, and what is wrong with how its parts fit together."""
    here: Place = ("editions", number)
    found: list[Fault] = []
    base = next((each for each in earlier if each.name == edition.based_on), None)
    if edition.based_on and base is None:
        allowed = ", ".join(each.name for each in earlier) or "—"
        text = _("no earlier edition “%(name)s”; allowed: %(allowed)s",
                 name=edition.based_on, allowed=allowed)  # fmt: skip
        found.append(Fault((*here, "based_on"), text))
    clauses = _merge(base.clauses if base else (), edition, here, found)
    parameters = dict(base.parameters if base else {})
    parameters |= {name: each.default for name, each in edition.parameters.items()}
    titles = dict(base.parameter_titles if base else {})
    titles |= {name: each.title for name, each in edition.parameters.items()}
    built = Edition(
        entry.regulation, edition.edition, edition.in_force_from, edition.source,
        parameters, titles, (dict(base.sections) if base else {}) | edition.sections,
        (dict(base.lists) if base else {}) | edition.lists, clauses,
    )  # fmt: skip
    found += _check(built, edition, here)
    return built, found


def _merge(
    inherited: tuple[ClauseEntry, ...], edition: EditionEntry, here: Place, found: list[Fault]
) -> tuple[ClauseEntry, ...]:
    clauses = [clause for clause in inherited if clause.id not in edition.removed]
    known = {clause.id for clause in inherited}
    for name in edition.removed:
        if name not in known:
            found.append(Fault((*here, "removed"), _("no clause “%(id)s” to remove", id=name)))
    for number, clause in enumerate(edition.clauses):
        ids = [each.id for each in clauses]
        clause = _with_rule_ids(clause)
        if clause.id in known and clause.id in ids:
            clauses[ids.index(clause.id)] = clause
            known.discard(clause.id)
        elif clause.id in ids:
            place = (*here, "clauses", number, "id")
            found.append(Fault(place, _("clause “%(id)s” stands twice", id=clause.id)))
        elif clause.after is None:
            clauses.append(clause)
        elif clause.after in ids:
            clauses.insert(ids.index(clause.after) + 1, clause)
        else:
            place = (*here, "clauses", number, "after")
            found.append(Fault(place, _("no clause “%(id)s” before it", id=clause.after)))
    return tuple(clauses)


def _with_rule_ids(clause: ClauseEntry) -> ClauseEntry:
    """Rules get their full ids: the clause's own, or with ``#`` and a suffix."""
    rules = tuple(
        rule.model_copy(update={"id": f"{clause.id}#{rule.id}" if rule.id else clause.id})
        for rule in clause.rules
    )
    return clause.model_copy(update={"rules": rules})


def _check(built: Edition, edition: EditionEntry, here: Place) -> Iterator[Fault]:
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


def _located(path: Path, data: Any, found: Iterable[Fault]) -> list[RuleFileFault]:
    """Faults with the line they stand on and the clause they are about."""
    marked = YAML(typ="rt").load(path.read_text("utf-8"))
    return [
        RuleFileFault(path.name, _line(marked, fault.path), _clause(data, fault.path), _text(fault))
        for fault in found
    ]


def _text(fault: Fault) -> str:
    named = [str(part) for part in fault.path[-2:] if isinstance(part, str)]
    return f"{named[-1]}: {fault.sentence}" if named else fault.sentence


def _line(marked: Any, path: Place) -> int | None:
    line = None
    for part in path:
        try:
            line = marked.lc.data[part][0] + 1
            marked = marked[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _clause(data: Any, path: Place) -> str | None:
    for depth, part in enumerate(path):
        if part == "clauses" and len(path) > depth + 1:
            try:
                for step in path[: depth + 2]:
                    data = data[step]
                return str(data["id"])
            except (KeyError, IndexError, TypeError):
                return None
    return None
