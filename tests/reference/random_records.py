"""Random records of every type of the exchange format, for one association's year."""

from __future__ import annotations

from datetime import date

from .draw import COUNTED_KINDS, Draw, Json
from .properties import plus_days

ORGANISATION_KINDS = ("general", "additional", "preschool", "vocational", "department", "other")
POSTS = ("deputy_upbringing", "adviser", "organizer", "homeroom_teacher", "methodist", "other")
ISSUERS = ("education_department", "school", "other")
ATTENDANCE = ("present", "present", "absent", "excused")
MATERIAL_KINDS = ("methodical", "guideline", "programme", "class_plan", "analysis", "other")
ACTIVITY_KINDS = (
    "consultation",
    "mentoring",
    "internship",
    "notice_legal",
    "notice_methodical",
    "notice_experience",
    "notice_event",
    "proposal",
    "petition",
    "experience",
    "training",
    "psychology_training",
    "seminar",
    "workshop",
    "conference",
    "reading",
    "creative_report",
    "exhibition",
    "contest",
    "open_event",
    "extracurricular",
    "prevention",
    "joint_event",
    "peer_visit",
    "event_review",
    "monitoring",
    "assessment",
    "attestation",
    "research",
    "council_report",
    "upward_coordination",
)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def member_ids(members: list[Json]) -> list[str]:
    return [member["id"] for member in members]


# --- organisations and people ----------------------------------------------------------------


def organisations(draw: Draw, code: str) -> list[Json]:
    """The founder first: a department over schools, or the school itself."""
    founder = "department" if draw.level == "municipal" else "general"
    rows = []
    for number in range(1 + draw.rng.randint(0, 4)):
        kind = "general" if draw.good() else draw.pick(ORGANISATION_KINDS)
        rows.append(
            {
                "code": f"{code}-o{number}",
                "name": f"Organisation {number}",
                "kind": kind if number else founder,
                "in_municipality": draw.good() or draw.chance(0.5),
            }
        )
    return rows


def members(draw: Draw, codes: list[str]) -> list[Json]:
    """Nobody to eight people; at the municipal level seldom of the founder itself."""
    if draw.level == "municipal" and len(codes) > 1 and draw.chance(0.9):
        codes = codes[1:]
    if draw.level == "school" and draw.chance(0.8):
        codes = codes[:1]
    return [member(draw, draw.pick(codes), number) for number in range(draw.size(8))]


def member(draw: Draw, organisation: str, number: int) -> Json:
    joined = joined_on(draw)
    return {
        "id": draw.ident("m"),
        "full_name": f"Member {number // 2 if draw.chance(0.1) else number}",
        "organisation": organisation,
        "pedagogical": draw.good() or draw.chance(0.4),
        "position": draw.text("teacher"),
        "homeroom_class": draw.maybe("7А"),
        "education": draw.text("higher"),
        "experience_years": draw.pick((0, 0, 1, 12, 40)) if draw.good() else None,
        "category": draw.text("first"),
        "category_assigned_on": iso(draw.maybe(plus_days(draw.opens, -700))),
        "category_valid_until": iso(category_end(draw)),
        "self_education": self_education(draw),
        "joined_on": joined.isoformat(),
        "left_on": iso(left_on(draw, joined)),
    }


def joined_on(draw: Draw) -> date:
    luck = draw.rng.random()
    if luck < 0.45:
        return plus_days(draw.opens, -draw.rng.randint(30, 12000))
    if luck < 0.65:
        return plus_days(draw.start, draw.pick((-1, 0, 0, 1)))
    return draw.day()


def left_on(draw: Draw, joined: date) -> date | None:
    """Mostly nobody leaves; else at a boundary, beyond the year, or the day of joining."""
    if draw.chance(0.95 if draw.model else 0.7):
        return None
    if draw.chance(0.2):
        return plus_days(joined, draw.pick((0, 1, 14, 30, 45)))
    return plus_days(draw.closes, draw.pick((0, 1, 60))) if draw.chance(0.2) else draw.day()


def category_end(draw: Draw) -> date | None:
    if draw.chance(0.55):
        return None
    if draw.chance(0.5):
        edges = (plus_days(draw.opens, -1), draw.opens, draw.closes, plus_days(draw.closes, 1))
        return draw.pick(edges)
    return plus_days(draw.opens, draw.rng.randint(-400, 1500))


def self_education(draw: Draw) -> Json | None:
    topic = draw.text("Classroom climate")
    if topic is None and draw.chance(0.5):
        return None
    return {"topic": topic, "since": draw.maybe(2021), "output": draw.maybe("report")}


def head_appointments(draw: Draw, people: list[str]) -> list[Json]:
    """Nobody to four appointments, overlapping or not, some of one day."""
    if not people:
        return []
    count = 1 if draw.model else draw.pick((0, 1, 1, 2, 2, 3, 4))
    rows: list[Json] = []
    for _ in range(count):
        since = appointed(draw, rows)
        rows.append(appointment(draw, draw.pick(people), since))
    return rows


def appointed(draw: Draw, earlier: list[Json]) -> date:
    if earlier and draw.chance(0.3):
        return date.fromisoformat(draw.pick(earlier)["from"])
    luck = draw.rng.random()
    if luck < 0.25:
        return plus_days(draw.opens, -draw.rng.randint(10, 3000))
    return draw.early() if luck < 0.6 or draw.model else draw.day()


def appointment(draw: Draw, person: str, since: date) -> Json:
    issuer = "education_department" if draw.level == "municipal" else "school"
    order = draw.pick((since, since, plus_days(since, -1), plus_days(since, 1), draw.day()))
    ends = (since, plus_days(since, draw.rng.randint(0, 400)), draw.day(), draw.day())
    to = None if draw.chance(0.5) or draw.model else max(since, draw.pick(ends))
    return {
        "id": draw.ident("h"),
        "member": person,
        "post": draw.pick(POSTS[:4] if draw.good() else POSTS),
        "issuer": issuer if draw.good() else draw.pick(ISSUERS),
        "order_number": draw.text("142-о"),
        "order_date": iso(order if draw.good() else draw.maybe(order)),
        "from": since.isoformat(),
        "to": iso(to),
    }


# --- meetings --------------------------------------------------------------------------------


def meetings(draw: Draw, people: list[str]) -> list[Json]:
    """Nothing to six meetings; a model year has one in each trimester at least."""
    days = [draw.day() if draw.chance(0.15) else draw.inside() for _ in range(draw.size(6))]
    if draw.model:
        days = [draw.inside() for _ in range(draw.rng.randint(0, 2))]
        for span in draw.year["trimesters"]:
            first, last = (date.fromisoformat(span[key]) for key in ("start", "end"))
            days.append(draw.within(first, last))
    return [meeting(draw, people, day, number) for number, day in enumerate(days, 1)]


def meeting(draw: Draw, people: list[str], day: date, number: int) -> Json:
    status = event_status(draw, "held")
    return {
        "id": draw.ident("z"),
        "number": draw.maybe(number),
        "date": day.isoformat(),
        "status": status,
        "cancelled_on": iso(cancelled_on(draw, day, status)),
        "form": draw.text("round table"),
        "theme": "Theme of the meeting",
        "place": draw.maybe("school"),
        "attendance": attendance(draw, people),
        "invited": ["A guest"] if draw.chance(0.2) else [],
        "agenda": [agenda_item(draw, people) for _ in range(draw.pick((0, 0, 1, 1, 2, 3)))],
        "protocol": protocol(draw, people, day, number),
        "materials": meeting_materials(draw, day),
    }


def event_status(draw: Draw, done: str) -> str:
    if draw.model and draw.chance(0.9):
        return done
    return draw.pick((done, done, done, done, "planned", "planned", "cancelled", "cancelled"))


def cancelled_on(draw: Draw, day: date, status: str) -> date | None:
    """Known for most cancellations; a stray one now and then where nothing was cancelled."""
    if not draw.chance(0.75 if status == "cancelled" else 0.03):
        return None
    return draw.near(day)


def attendance(draw: Draw, people: list[str]) -> list[Json]:
    there = [person for person in people if draw.chance(0.5)]
    return [
        {
            "member": person,
            "state": draw.pick(ATTENDANCE),
            "reason": "ill" if draw.chance(0.2) else None,
        }
        for person in there
    ]


def agenda_item(draw: Draw, people: list[str]) -> Json:
    votes = {"for": draw.rng.randint(0, 9), "against": 0, "abstained": draw.pick((0, 1))}
    return {
        "id": draw.ident("q"),
        "question": "A question",
        "speaker": draw.pick(people) if people and draw.chance(0.6) else None,
        "heard": draw.maybe("A report"),
        "spoke": ["A speaker: agreed"] if draw.chance(0.2) else [],
        "votes": draw.maybe(votes),
        "decisions": [decision(draw, people) for _ in range(draw.pick((0, 0, 1, 2)))],
        "clauses": draw.tags(),
    }


def decision(draw: Draw, people: list[str]) -> Json:
    return {
        "id": draw.ident("d"),
        "text": "To do so",
        "responsible": draw.pick(people) if people and draw.chance(0.6) else None,
        "due": iso(draw.maybe(draw.day())),
        "done_on": iso(draw.maybe(draw.day())),
    }


def protocol(draw: Draw, people: list[str], day: date, number: int) -> Json | None:
    """A chair is required, so there is none where nobody is a member."""
    if not people or (not draw.good() and draw.chance(0.6)):
        return None
    signed = draw.after(day, 7) if draw.good() else draw.maybe(draw.day(), 0.4)
    return {
        "number": str(number),
        "drafted_on": draw.after(day, 7).isoformat(),
        "signed_on": iso(signed),
        "chair": draw.pick(people),
        "secretary": draw.pick(people) if draw.chance(0.7) else None,
    }


def meeting_materials(draw: Draw, day: date) -> list[Json]:
    count = draw.pick((1, 1, 2)) if draw.good() and draw.chance(0.85) else 0
    if draw.model:
        count = max(count, 1)
    return [
        material(draw, draw.after(day, 7) if draw.model or draw.chance(0.8) else draw.day())
        for _ in range(count)
    ]


def material(draw: Draw, added: date) -> Json:
    return {
        "id": draw.ident("f"),
        "title": "A material",
        "kind": draw.pick(MATERIAL_KINDS),
        "added_on": added.isoformat(),
        "clauses": draw.tags(),
    }


# --- activities, groups, submissions ---------------------------------------------------------


def activity(draw: Draw, people: list[str]) -> Json:
    day = draw.day() if draw.chance(0.15) else draw.inside()
    status = event_status(draw, "done")
    return {
        "id": draw.ident("a"),
        "kind": draw.pick(COUNTED_KINDS if draw.chance(0.3) else ACTIVITY_KINDS),
        "date": day.isoformat(),
        "status": status,
        "cancelled_on": iso(cancelled_on(draw, day, status)),
        "title": "An activity",
        "participants": [person for person in people if draw.chance(0.25)],
        "clauses": draw.tags(),
    }


def creative_group(draw: Draw, people: list[str], meeting_ids: list[str]) -> Json:
    formed = draw.day()
    closes = (draw.start, plus_days(draw.start, -1), plus_days(draw.start, 1), draw.day())
    closed = draw.pick(closes) if draw.chance(0.5) else None
    return {
        "id": draw.ident("g"),
        "topic": "A topic",
        "curator": draw.pick(people),
        "formed_on": formed.isoformat(),
        "closed_on": iso(closed),
        "approved_at_meeting": draw.pick(meeting_ids) if meeting_ids and draw.good() else None,
    }


def submission(draw: Draw) -> Json:
    opened = draw.day()
    edges = (draw.opens, draw.closes, plus_days(draw.opens, -1), plus_days(draw.closes, 1))
    due = draw.pick(edges) if draw.chance(0.15) else draw.after(opened, draw.pick((3, 14, 60)))
    sent = (due, due, plus_days(due, -1), plus_days(due, 1), draw.near(due), opened, draw.day())
    return {
        "id": draw.ident("s"),
        "what": "A report",
        "to": "the administration",
        "opened_on": opened.isoformat(),
        "due": due.isoformat(),
        "submitted_on": iso(draw.pick(sent)) if draw.good() else None,
    }
