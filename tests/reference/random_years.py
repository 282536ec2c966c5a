"""Random valid bundles dense on boundaries, and the days worth asking about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from . import random_documents as documents
from . import random_records as records
from .draw import Draw, Json, boundaries, window_of
from .properties import plus_days


def random_year(rng: random.Random, level: str) -> Json:
    """A valid ``mmo-bundle/1`` of the level "municipal" or "school".

    Codes of the association and of its organisations do not repeat from year to year, so that
    several may be kept together.
    """
    draw = Draw(rng, level)
    code = f"{level[:3]}-{rng.randrange(10**9)}"
    organisations = records.organisations(draw, code)
    members = records.members(draw, [row["code"] for row in organisations])
    people = records.member_ids(members)
    meetings = records.meetings(draw, people)
    meeting_ids = [row["id"] for row in meetings]
    groups = draw.size(3) if people else 0
    bundle = {
        "format": "mmo-bundle/1",
        "association": {
            "code": code,
            "name": f"Association {code}",
            "level": level,
            "organisation": organisations[0]["code"],
        },
        "organisations": organisations,
        "year": draw.year,
        "theme": documents.statement(draw),
        "goal": documents.statement(draw),
        "regulation": documents.regulation(draw),
        "head_appointments": records.head_appointments(draw, people),
        "members": members,
        "plan": documents.plan(draw, people, meetings),
        "meetings": meetings,
        "activities": [records.activity(draw, people) for _ in range(draw.size(10))],
        "materials": [records.material(draw, draw.day()) for _ in range(draw.size(5))],
        "creative_groups": [
            records.creative_group(draw, people, meeting_ids) for _ in range(groups)
        ],
        "submissions": [records.submission(draw) for _ in range(draw.size(4))],
        "analysis": documents.analysis(draw, members),
    }
    missing = rng.choice((0.0, 0.3, 1.0))
    leave_out(rng, bundle, missing)
    return bundle


def leave_out(rng: random.Random, value: Any, share: float) -> None:
    """Contract: "null and a missing optional key mean the same"; "Lists may be left out when
    empty". Every null or empty list of a bundle is optional."""
    if isinstance(value, list):
        for one in value:
            leave_out(rng, one, share)
    elif isinstance(value, dict):
        for key, one in list(value.items()):
            if one is None or one == []:
                if rng.random() < share:
                    del value[key]
            else:
                leave_out(rng, one, share)


# --- days to ask about -----------------------------------------------------------------------

LATER = (0, 0, 0, 0, 0, 7, 14, 15, 30, 45)
ROUND = (-15, -14, -1, 0, 0, 1)


def dates_in(value: Any) -> Iterator[date]:
    """Every date that a bundle holds."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from dates_in(one)
    elif isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            yield date.fromisoformat(value)
        except ValueError:
            return


def dates_by_type(bundle: Json, first: date, last: date) -> list[list[date]]:
    """The dates between two days, by the type of the record; the plan's own and those of its
    items apart. So the few dates of a plan are asked about as often as those of activities."""
    plan = dict(bundle.get("plan") or {})
    parts = [value for key, value in bundle.items() if key != "plan"]
    parts += [plan.pop("items", None), plan]
    found = ([day for day in dates_in(part) if first <= day <= last] for part in parts)
    return [days for days in found if days]


def interesting_days(bundle: Json, rng: random.Random, n: int) -> list[date]:
    """Days to ask about: mostly boundaries of this very bundle, some at random, a few before
    and after its year. A day may come twice."""
    opens, closes = window_of(date.fromisoformat(bundle["year"]["start"]))
    own = dates_by_type(bundle, plus_days(opens, -40), plus_days(closes, 60))
    edges = boundaries(bundle["year"])
    return [one_day(rng, own, edges, (opens, closes)) for _ in range(n)]


def one_day(
    rng: random.Random, own: list[list[date]], edges: list[date], window: tuple[date, date]
) -> date:
    opens, closes = window
    luck = rng.random()
    if luck < 0.45 and own:
        return plus_days(rng.choice(rng.choice(own)), rng.choice(LATER) + rng.choice(ROUND))
    if luck < 0.7:
        return plus_days(rng.choice(edges), rng.choice((-1, 0, 0, 1)))
    if luck < 0.89:
        return plus_days(opens, rng.randint(0, (closes - opens).days))
    if luck < 0.96:
        return plus_days(closes, rng.choice((1, 2, 15, 16, 31, 45, 62, 400)))
    if luck < 0.995:
        return plus_days(opens, rng.randint(-400, 800))
    return rng.choice((date.min, date.max))
