"""The figures counted by hand from a bundle, in plain Python that shares no code with them."""

from collections import Counter
from typing import Any

Json = dict[str, Any]
OPEN_EVENTS = {"open_event", "extracurricular", "prevention", "joint_event", "peer_visit",
               "event_review"}  # fmt: skip
TRAINING = {"training", "psychology_training", "internship", "attestation", "assessment"}


def count(bundle: Json, today: str) -> dict[str, Any]:
    """The figures that the bundle gives on a day; of a year that is over, at its end."""
    start, end = bundle["year"]["start"], bundle["year"]["end"]
    day = min(end, today)
    here = [
        member
        for member in bundle.get("members", [])
        if member["joined_on"] <= day and not (member.get("left_on") and member["left_on"] <= day)
    ]
    left = [m for m in bundle.get("members", []) if start <= (m.get("left_on") or "") <= day]
    meetings = bundle.get("meetings", [])
    held = [each for each in meetings if each["status"] == "held"]
    decisions = [d for m in held for q in m.get("agenda", []) for d in q.get("decisions", [])]
    items = (bundle.get("plan") or {}).get("items", [])
    done = [item for item in items if item.get("done_on")]
    activities = [each for each in bundle.get("activities", []) if each["status"] == "done"]
    materials = [
        *bundle.get("materials", []),
        *(x for m in meetings for x in m.get("materials", [])),
    ]
    papers = bundle.get("submissions", [])
    topics = [m for m in here if ((m.get("self_education") or {}).get("topic") or "").strip()]
    return {
        "members": len(here),
        "members_left": len(left),
        "members_by_category": parts(member.get("category") for member in here),
        "meetings": sum(each["status"] != "cancelled" for each in meetings),
        "meetings_held": len(held),
        "minutes_signed": sum(bool((m.get("protocol") or {}).get("signed_on")) for m in held),
        "decisions": len(decisions),
        "decisions_done": sum(bool(each.get("done_on")) for each in decisions),
        "decisions_overdue": sum(
            not each.get("done_on") and bool(each.get("due")) and each["due"] < day
            for each in decisions
        ),
        "plan_items": len(items),
        "plan_done": len(done),
        "plan_undone": sum(
            not item.get("done_on")
            and not (item.get("reason") or "").strip()
            and (item.get("due") or end) < day
            for item in items
        ),
        "plan_by_section": parts(item["section"] for item in items),
        "plan_done_by_section": parts(item["section"] for item in done),
        "events": sum(each["kind"] in OPEN_EVENTS for each in activities),
        "training": sum(each["kind"] in TRAINING for each in activities),
        "activities_by_kind": parts(each["kind"] for each in activities),
        "topics": len(topics),
        "topics_missing": len(here) - len(topics),
        "materials": len(materials),
        "groups": len(bundle.get("creative_groups", [])),
        "papers": len(papers),
        "papers_in_time": sum((p.get("submitted_on") or "9999") <= p["due"] for p in papers),
    }


def parts(values: Any) -> dict[str | None, int]:
    return dict(Counter(values))
