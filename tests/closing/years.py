"""Years in which little is in order: empty, with people only, with everything begun and left."""

from typing import Any

from tests.factories import activity, bundle, meeting, member, plan_item

STARTS = ("begun", "peopled", "empty")


def start_year(level: str, start: str) -> dict[str, Any]:
    """A bundle of 2025/26."""
    code = "school-5" if level == "school" else "mmo"
    made = bundle(code, level)
    organisation = f"{code}-org"
    made["organisations"].append(
        {"code": "art", "name": "Школа искусств", "kind": "additional", "in_municipality": True}
    )
    if start == "empty":
        return made
    people = [
        member("m1", organisation, category_valid_until="2026-02-01"),
        member("m2", "art", full_name="Петров Пётр m2"),
    ]
    if start == "peopled":
        return made | {"members": people}
    return made | {
        "members": people,
        "plan": {
            "created_on": "2025-09-10",
            "items": [
                plan_item("p1", due="2025-10-01"),
                plan_item("p2", due="2025-11-01", done_on="2025-11-01", priority=True),
                plan_item("p3", due="2025-12-01", priority=True),
            ],
        },
        "meetings": [meeting("z1", "2026-07-01"), meeting("z2", "2025-10-01", status="planned")],
        "activities": [activity("a1", "2025-10-14", kind="seminar", status="planned")],
        "creative_groups": [
            {"id": "g1", "topic": "Тема", "curator": "m1", "formed_on": "2025-10-01"}
        ],
        "submissions": [
            {"id": "s1", "what": "Справка", "to": "РОО", "opened_on": "2025-10-01",
             "due": "2025-10-10"}
        ],
    }  # fmt: skip
