"""Records made for the tests: small bundles with the parts that a test is about."""

import json
from typing import Any

from flask import Flask, current_app

from mmo.exchange.schema import Bundle
from mmo.exchange.validating import read_bundle

TRIMESTERS = [
    {"start": "2025-09-01", "end": "2025-11-16"},
    {"start": "2025-11-24", "end": "2026-02-15"},
    {"start": "2026-02-24", "end": "2026-05-31"},
]


def bundle(code: str = "school-5", level: str = "school", **parts: Any) -> dict[str, Any]:
    """A bundle of 2025/26 with these parts; everything else is empty."""
    organisation = f"{code}-org"
    made: dict[str, Any] = {
        "format": "mmo-bundle/1",
        "association": {
            "code": code,
            "name": f"МО классных руководителей {code}",
            "level": level,
            "organisation": organisation,
        },
        "organisations": [
            {
                "code": organisation,
                "name": f"Школа {code}",
                "kind": "general",
                "in_municipality": True,
            }
        ],
        "year": {"start": "2025-09-01", "end": "2026-05-31", "trimesters": TRIMESTERS},
    }
    made.update(parts)
    return made


def member(ref: str = "m1", organisation: str = "school-5-org", **fields: Any) -> dict[str, Any]:
    """A member with an empty card."""
    return {
        "id": ref,
        "full_name": f"Иванова Анна {ref}",
        "organisation": organisation,
        "pedagogical": True,
        "joined_on": "2020-09-01",
    } | fields


def full_member(
    ref: str = "m1", organisation: str = "school-5-org", **fields: Any
) -> dict[str, Any]:
    """A member whose card and topic are filled."""
    card = {
        "position": "учитель физики",
        "education": "высшее",
        "experience_years": 0,
        "category": "без категории",
        "self_education": {"topic": "Класс как сообщество"},
    }
    return member(ref, organisation, **(card | fields))


def meeting(ref: str = "z1", date: str = "2025-10-01", **fields: Any) -> dict[str, Any]:
    """A held meeting without minutes."""
    return {"id": ref, "date": date, "status": "held", "theme": f"Тема {ref}"} | fields


def protocol(drafted_on: str = "2025-10-02", **fields: Any) -> dict[str, Any]:
    return {"number": "1", "drafted_on": drafted_on, "chair": "m1"} | fields


def plan(count: int = 1, **fields: Any) -> dict[str, Any]:
    """A plan with so many bare items."""
    made = [plan_item(f"p{number}") for number in range(1, count + 1)]
    return {"created_on": "2025-09-10", "items": made} | fields


def plan_item(ref: str = "p1", **fields: Any) -> dict[str, Any]:
    return {"id": ref, "section": "Работа", "title": f"Дело {ref}", "priority": False} | fields


def activity(ref: str = "a1", date: str = "2025-10-14", **fields: Any) -> dict[str, Any]:
    """A seminar that took place."""
    base = {"id": ref, "kind": "seminar", "date": date, "status": "done", "title": f"Дело {ref}"}
    return base | fields


def material(ref: str = "x1", added_on: str = "2025-10-14", **fields: Any) -> dict[str, Any]:
    return {"id": ref, "title": f"Материал {ref}", "kind": "other", "added_on": added_on} | fields


def as_bundle(app: Flask, data: dict[str, Any]) -> Bundle:
    """The data as a bundle that was read and found valid."""
    clauses = app.extensions["judge"].regulations.clause_ids()
    return read_bundle(json.dumps(data).encode(), clauses)


def clause_ids() -> set[str]:
    """The clauses that records may be tagged with."""
    ids: set[str] = current_app.extensions["judge"].regulations.clause_ids()
    return ids
