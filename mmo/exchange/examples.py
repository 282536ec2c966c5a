"""Runs the small examples that the rules of a rule file carry.

An example tells only what matters; the rest of its year is filled in here: 2025/26, ordinary
trimesters, one school, and a member ``m1`` (Орлова Нина Павловна) where none is given.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mmo.associations.models import AssociationYear
from mmo.compliance.judging import RuleFinding
from mmo.compliance.regulations import Edition, Regulation, Regulations
from mmo.compliance.rulefile import Example
from mmo.exchange.importing import import_bundle
from mmo.exchange.validating import Refused, read_bundle
from mmo.extensions import db
from mmo.findings import Judge

MEMBER = {
    "full_name": "Орлова Нина Павловна",
    "organisation": "school",
    "pedagogical": True,
    "joined_on": "2020-09-01",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "head_appointments": {"member": "m1", "post": "organizer", "issuer": "school"},
    "members": MEMBER,
    "items": {"section": "Работа", "title": "Дело", "priority": False},
    "meetings": {"status": "planned", "theme": "Тема"},
    "agenda": {"question": "Вопрос"},
    "activities": {"kind": "consultation", "status": "planned", "title": "Дело"},
    "materials": {"title": "Материал", "kind": "other"},
    "creative_groups": {"topic": "Тема", "curator": "m1"},
    "submissions": {"what": "Отчёт", "to": "Администрация"},
}
"""What the format requires and an example need not tell, by the list that a record stands in."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out as it says."""

    rule: str
    number: int
    sentence: str


def run(regulation: Regulation, clauses: set[str]) -> Iterator[Failure]:
    """Judge every example of every rule, in the database of the running application.

    Args:
        clauses: what records may be tagged with, besides the regulation's own clauses.
    """
    known = clauses | {clause.id for edition in regulation.editions for clause in edition.clauses}
    inherited: set[int] = set()
    for edition in regulation.editions:
        judge = _judge_of(regulation, edition)
        for clause, rule in edition.rules():
            if id(clause) in inherited:
                continue  # its examples speak of the edition that it stands in
            for number, example in enumerate(rule.examples, start=1):
                bundle = year_of_example(example, regulation.level)
                try:
                    year = import_bundle(read_bundle(json.dumps(bundle).encode(), known))
                except Refused as refused:
                    fault = refused.faults[0]
                    yield Failure(rule.id, number, f"{fault.pointer}: {fault.sentence}")
                    continue
                (judged,) = judge.judge(db.session(), AssociationYear.id == year.id, example.on)
                said = (each for clause in judged.findings.clauses for each in clause.rules)
                found = next(each for each in said if each.id == rule.id)
                yield from _differences(rule.id, number, example, found)
        inherited |= {id(clause) for clause in edition.clauses}


def _judge_of(regulation: Regulation, edition: Edition) -> Judge:
    """Judges by this edition only, whichever is in force, and whoever's level it is."""
    alone = replace(regulation, editions=(edition,), default_for_level=True)
    return Judge(Regulations({regulation.id: alone}, f"{regulation.id} {edition.name}"))


def _differences(rule: str, number: int, example: Example, found: RuleFinding) -> Iterator[Failure]:
    wanted = {"expect": example.expect, "due": example.due, "actual": example.actual,
              "scheduled": example.scheduled}  # fmt: skip
    seen = {"expect": found.status, "due": found.due, "actual": found.actual,
            "scheduled": found.scheduled}  # fmt: skip
    for key, value in wanted.items():
        if value is not None and seen[key] != value:
            yield Failure(rule, number, f"{key}: {value} ≠ {seen[key]}")


def year_of_example(example: Example, level: str) -> dict[str, Any]:
    """The whole bundle of an example."""
    given = _plain(deepcopy(example.given))
    bundle: dict[str, Any] = {
        "format": "mmo-bundle/1",
        "association": {
            "code": "example", "name": "Пример", "level": level, "organisation": "school"
        },
        "organisations": [
            {"code": "school", "name": "Школа", "kind": "general", "in_municipality": True}
        ],
        "year": {
            "start": "2025-09-01",
            "end": "2026-05-31",
            "trimesters": [
                {"start": "2025-09-01", "end": "2025-11-16"},
                {"start": "2025-11-24", "end": "2026-02-15"},
                {"start": "2026-02-24", "end": "2026-05-31"},
            ],
        },
        "members": [{}],
    }  # fmt: skip
    bundle |= given
    if isinstance(bundle.get("regulation"), dict):
        bundle["regulation"] = {"title": "Положение"} | bundle["regulation"]
    for name in list(bundle):
        bundle[name] = _filled(name, bundle[name], [0])
    return bundle


def _filled(name: str, value: Any, count: list[int]) -> Any:
    """Records with what the format requires; ids are ``m1`` for members, numbers elsewhere."""
    if isinstance(value, dict):
        filled = {key: _filled(key, each, count) for key, each in value.items()}
        if name == "protocol":
            return {"number": "1", "chair": "m1"} | filled
        return filled
    if not isinstance(value, list) or name not in DEFAULTS:
        return value
    if not all(isinstance(record, dict) for record in value):
        return value  # refused with its place when the bundle is read
    records = []
    for number, record in enumerate(value, start=1):
        count[0] += 1
        ref = f"m{number}" if name == "members" else f"{name}{count[0]}"
        records.append({"id": ref} | DEFAULTS[name] | _filled("", record, count))
    return records


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
