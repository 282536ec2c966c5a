"""The demonstration's years: written once for any year, and cut to what a day may know.

A file of `content/` tells a whole year in the shape of the exchange format, with dates counted
from Y, the calendar year in which it starts: ``Y+1-02-10``. Cut on a day, what is later is still
ahead: meetings are planned and have no minutes, items are not done, papers are not there.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "content"
PRESENT = (
    "district",
    "school-lesnaya",
    "school-zarechnaya",
    "school-zarechnaya-primary",
    "school-berezka",
)
CLOSED = ("district-last", "school-zarechnaya-last")
RELATIVE = re.compile(r"Y([+-]\d{1,2})?(-\d{2}-\d{2})?")

Bundle = dict[str, Any]


@cache
def read_content(name: str) -> Bundle:
    """A file of `content/` as it is written."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    content: Bundle = YAML(typ="safe", pure=True).load(text)
    return content


def whole_year(name: str, year: int) -> Bundle:
    """The whole of a year, as it is when it is over."""
    bundle: Bundle = _placed(deepcopy(read_content(name)), year)
    return bundle


def as_known_on(bundle: Bundle, day: date) -> Bundle:
    """What of a whole year is known on a day."""
    known = deepcopy(bundle)
    cut = _Cut(day.isoformat())
    cut.members(known)
    cut.meetings(known)
    cut.plan(known)
    cut.rest(known)
    return known


def _placed(value: Any, year: int) -> Any:
    if isinstance(value, dict):
        return {key: _placed(each, year) for key, each in value.items()}
    if isinstance(value, list):
        return [_placed(each, year) for each in value]
    if isinstance(value, str) and (found := RELATIVE.fullmatch(value)):
        moved = year + int(found[1] or 0)
        return f"{moved}{found[2]}" if found[2] else moved
    return value


class _Cut:
    """Takes away what is later than a day; dates are ISO texts, which order as days do."""

    def __init__(self, day: str) -> None:
        self.day = day

    def later(self, record: Bundle, key: str) -> bool:
        return (record.get(key) or "") > self.day

    def forget(self, record: Bundle, *keys: str) -> None:
        for key in keys:
            if self.later(record, key):
                record[key] = None

    def known(self, records: Iterable[Bundle], key: str) -> list[Bundle]:
        return [record for record in records if not self.later(record, key)]

    def members(self, bundle: Bundle) -> None:
        bundle["members"] = self.known(bundle["members"], "joined_on")
        here = {member["id"] for member in bundle["members"]}
        for member in bundle["members"]:
            self.forget(member, "left_on")
        appointments = self.known(bundle.get("head_appointments", []), "from")
        bundle["head_appointments"] = [each for each in appointments if each["member"] in here]
        for activity in bundle.get("activities", []):
            people = activity.get("participants", [])
            activity["participants"] = [member for member in people if member in here]
        for item in (bundle.get("plan") or {}).get("items", []):
            if item.get("responsible") not in here:
                item["responsible"] = None
        for meeting in bundle.get("meetings", []):
            for question in meeting.get("agenda", []):
                if question.get("speaker") not in here:
                    question["speaker"] = None

    def meetings(self, bundle: Bundle) -> None:
        for meeting in bundle.get("meetings", []):
            if self.later(meeting, "cancelled_on"):
                meeting["status"], meeting["cancelled_on"] = "planned", None
            meeting["materials"] = self.known(meeting.get("materials", []), "added_on")
            if self.later(meeting, "date"):
                self._not_yet_held(meeting)
            else:
                self._held(meeting)

    def _not_yet_held(self, meeting: Bundle) -> None:
        if meeting["status"] == "held":
            meeting["status"] = "planned"
        meeting.update(attendance=[], protocol=None)
        for question in meeting.get("agenda", []):
            question.update(heard=None, spoke=[], votes=None, decisions=[])

    def _held(self, meeting: Bundle) -> None:
        protocol = meeting.get("protocol")
        if protocol:
            self.forget(protocol, "signed_on")
            if self.later(protocol, "drafted_on"):
                meeting["protocol"] = None
        for question in meeting.get("agenda", []):
            for decision in question.get("decisions", []):
                self.forget(decision, "done_on")

    def plan(self, bundle: Bundle) -> None:
        plan = bundle.get("plan")
        if not plan:
            return
        held = {m["id"] for m in bundle.get("meetings", []) if not self.later(m, "date")}
        self.forget(plan, "agreed_on", "in_school_plan_on", "revised_on")
        if plan.get("approved_at_meeting") not in held:
            plan["approved_at_meeting"] = None
        for item in plan.get("items", []):
            if self.later(item, "done_on"):
                item.update(done_on=None, result=None)
            if self.later(item, "due"):
                item["reason"] = None
        if self.later(plan, "created_on"):
            bundle["plan"] = None

    def rest(self, bundle: Bundle) -> None:
        for activity in bundle.get("activities", []):
            if self.later(activity, "cancelled_on"):
                activity["status"], activity["cancelled_on"] = "planned", None
            if activity["status"] == "done" and self.later(activity, "date"):
                activity["status"] = "planned"
        bundle["materials"] = self.known(bundle.get("materials", []), "added_on")
        meetings = {m["id"] for m in bundle.get("meetings", []) if not self.later(m, "date")}
        bundle["creative_groups"] = self.known(bundle.get("creative_groups", []), "formed_on")
        for group in bundle["creative_groups"]:
            self.forget(group, "closed_on")
            if group.get("approved_at_meeting") not in meetings:
                group["approved_at_meeting"] = None
        bundle["submissions"] = self.known(bundle.get("submissions", []), "opened_on")
        for paper in bundle["submissions"]:
            self.forget(paper, "submitted_on")
        self._year_papers(bundle)

    def _year_papers(self, bundle: Bundle) -> None:
        for name, key in (("theme", "date"), ("goal", "date"), ("regulation", "approved_on")):
            if bundle.get(name) and self.later(bundle[name], key):
                bundle[name] = None
        if analysis := bundle.get("analysis"):
            days = ("completed_on", "submitted_on", "accepted_on", "reviewed_on")
            self.forget(analysis, *days)
            if not any(analysis.get(key) for key in days):
                bundle["analysis"] = None
