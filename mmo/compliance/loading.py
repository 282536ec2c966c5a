"""Reads rule files; says all that is wrong in them: file, line, clause, what is allowed."""

import functools
import hashlib
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from mmo.compliance.fitting import misfits
from mmo.compliance.regulations import Edition, Regulation, Regulations
from mmo.compliance.rulefaults import BadRuleFile, RuleFileFault, as_written, located
from mmo.compliance.rulefile import ClauseEntry, EditionEntry, RegulationEntry
from mmo.validation import Fault, faults, shorten
from mmo.validation import Path as Place


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
            raise BadRuleFile(located(path, None, [Fault(("regulation",), text)]))
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
        raise BadRuleFile(located(path, data, as_written(data, faults(error)))) from None
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
        raise BadRuleFile(located(path, data, found))
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
    found += misfits(built, edition, here)
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
