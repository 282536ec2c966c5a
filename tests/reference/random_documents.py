"""Random documents of one association's year: its plan, theme, goal, regulation, analysis."""

from __future__ import annotations

from datetime import date

from .draw import Draw, Json
from .properties import plus_days
from .random_records import iso

# --- the plan --------------------------------------------------------------------------------


def plan(draw: Draw, people: list[str], meetings: list[Json]) -> Json | None:
    if not draw.good() and draw.chance(0.25):
        return None
    created = draw.early()
    agreed = draw.near(created) if draw.good() else None
    if draw.model:
        agreed = plus_days(created, draw.rng.randint(0, 5))
    marked = draw.pick((0.0, 0.0, 0.3, 0.6))
    return {
        "created_on": created.isoformat(),
        "agreed_on": iso(agreed),
        "agreed_by": draw.maybe("the head of the office"),
        "approved_at_meeting": approving_meeting(draw, meetings),
        "in_school_plan_on": iso(draw.near(created) if draw.good() else None),
        "revised_on": iso(revised_on(draw, agreed)),
        "items": [plan_item(draw, people, marked) for _ in range(draw.size(7))],
    }


def approving_meeting(draw: Draw, meetings: list[Json]) -> str | None:
    """A held one where things were done as they should be, else any or none."""
    held: list[str] = [one["id"] for one in meetings if one["status"] == "held"]
    every: list[str | None] = [one["id"] for one in meetings]
    if draw.good():
        return draw.pick(held) if held else None
    return draw.pick([*every, None])


def revised_on(draw: Draw, agreed: date | None) -> date | None:
    """Before, on and after the agreement, or where there was none."""
    if draw.chance(0.85 if draw.model else 0.45):
        return None
    if draw.chance(0.08):
        return plus_days(draw.closes, draw.pick((0, 1, 2, 30)))
    if agreed is None or draw.chance(0.25):
        return draw.day()
    return plus_days(agreed, draw.pick((-10, -1, 0, 0, 1, 1, 14, 60, draw.rng.randint(1, 250))))


def plan_item(draw: Draw, people: list[str], marked: float) -> Json:
    due = None if draw.chance(0.15) else draw.inside() if draw.chance(0.9) else draw.day()
    done = done_on(draw, due)
    result = draw.text("Done, the talks are kept")
    if done is None and draw.chance(0.8):
        result = None
    return {
        "id": draw.ident("p"),
        "section": "A section",
        "title": "An item",
        "due": iso(due),
        "responsible": draw.pick(people) if people and draw.chance(0.7) else None,
        "priority": draw.chance(marked),
        "done_on": iso(done),
        "result": result,
        "reason": reason(draw, done),
        "clauses": draw.tags(),
    }


def done_on(draw: Draw, due: date | None) -> date | None:
    if not draw.good():
        return draw.maybe(draw.day(), 0.3)
    if draw.model:
        return plus_days(due or draw.end, draw.pick((-20, -1, 0, 0, 7, 14)))
    if draw.chance(0.15):
        return None
    return draw.near(due) if due is not None and draw.chance(0.8) else draw.day()


def reason(draw: Draw, done: date | None) -> str | None:
    """More often a real one where the item was not done."""
    if draw.chance(0.15 if done is None else 0.05):
        return draw.pick(("", "  ", "\t", "\u00a0"))
    return "quarantine" if draw.chance(0.3 if done is None else 0.05) else None


# --- what is stated once a year --------------------------------------------------------------


def statement(draw: Draw) -> Json | None:
    """A theme or a goal; its text may be white space only, never empty."""
    if not draw.good() and draw.chance(0.4):
        return None
    text = "Upbringing in a small school" if draw.good() else draw.pick((" ", "\t ", "\u00a0"))
    return {"text": text, "date": draw.early().isoformat()}


def regulation(draw: Draw) -> Json | None:
    if not draw.good() and draw.chance(0.4):
        return None
    approved = draw.early()
    if draw.chance(0.4):
        approved = plus_days(draw.opens, -draw.rng.randint(1, 2500))
    since = draw.near(approved) if draw.chance(0.1 if draw.model else 0.35) else None
    to = None
    if not draw.model and draw.chance(0.5):
        ends = (draw.day(), draw.day(), plus_days(draw.closes, draw.pick((0, 1, 20))))
        to = max(draw.pick(ends), since or approved, approved)
    return {
        "title": "A regulation",
        "approved_on": approved.isoformat(),
        "valid_from": iso(since),
        "valid_to": iso(to),
    }


# --- the analysis ----------------------------------------------------------------------------


def analysis(draw: Draw, people: list[Json]) -> Json | None:
    if not draw.good() and draw.chance(0.4):
        return None
    author = draw.pick(people) if people and draw.chance(0.75) else None
    completed, submitted, reviewed = (analysis_day(draw) for _ in range(3))
    return {
        "author": author["id"] if author else None,
        "completed_on": iso(completed),
        "submitted_on": iso(submitted),
        "submitted_to": draw.maybe("the director"),
        "accepted_on": iso(draw.maybe(draw.day(), 0.3)),
        "reviewed_on": iso(reviewed),
        "reviewed_by": reviewer(draw, author),
    }


def analysis_day(draw: Draw) -> date | None:
    if not draw.good():
        return None
    if draw.chance(0.35):
        return draw.day()
    return plus_days(draw.end, draw.pick((-30, -7, -1, 0, 1, 14, 15, 16)))


def reviewer(draw: Draw, author: Json | None) -> str | None:
    """Somebody else, nobody, white space, or the author, exactly or nearly so written."""
    if draw.good():
        return "A deputy director"
    name = author["full_name"] if author else "Member 0"
    return draw.pick((None, "", "  ", name, name, f"{name} ", name.lower()))
