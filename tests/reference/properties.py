"""What the words of the contract mean for one record: one function per property.

Every docstring cites the sentence that the function implements. A record is a raw parsed JSON
object; an optional key may be missing or null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Record = Mapping[str, Any]

SCHOOL_POSTS = ("deputy_upbringing", "adviser", "organizer", "homeroom_teacher")
CARD = ("position", "education", "experience_years", "category")


def plus_days(day: date, days: int) -> date:
    """The day so many days later, or the last (first) day there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def day_in(record: Record, key: str) -> date | None:
    """The date under the key; None where it is null or missing."""
    text = record.get(key)
    return None if text is None else date.fromisoformat(text)


def rows(record: Record, key: str) -> list[Record]:
    """Contract: "Lists may be left out when empty"."""
    return list(record.get(key) or [])


@dataclass(frozen=True)
class Reading:
    """One association's year, and the day on which it is asked about."""

    bundle: Record
    day: date  # D
    eve: date  # E
    opens: date  # first day of C
    closes: date  # last day of C
    year_start: date
    year_end: date
    trimesters: tuple[tuple[date, date], ...]

    def by_now(self, record: Record, key: str) -> bool:
        """Contract: "A record counts only if its own date is on or before D", read as of E."""
        day = day_in(record, key)
        return day is not None and day <= self.eve

    def in_window(self, day: date) -> bool:
        """Contract: "1 August of the starting year to 31 July of the next"."""
        return self.opens <= day <= self.closes


def read(bundle: Record, day: date) -> Reading:
    """Contract: "E: min(D, 31 July): records and properties are read as of E"."""
    year = bundle["year"]
    start = date.fromisoformat(year["start"])
    closes = date(start.year + 1, 7, 31) if start.year < date.max.year else date.max
    spans = [
        (date.fromisoformat(t["start"]), date.fromisoformat(t["end"])) for t in year["trimesters"]
    ]
    return Reading(
        bundle=bundle,
        day=day,
        eve=min(day, closes),
        opens=date(start.year, 8, 1),
        closes=closes,
        year_start=start,
        year_end=date.fromisoformat(year["end"]),
        trimesters=tuple(spans),
    )


def filled(value: object) -> bool:
    """Contract: "Filled" means not null and not only white space; 0 is filled."""
    return value is not None and str(value).strip() != ""


def cancelled(reading: Reading, record: Record) -> bool:
    """Contract: "status `cancelled`; where `cancelled_on` is after E the record is still planned
    on E"; "a cancellation without its day" holds on every day."""
    if record["status"] != "cancelled":
        return False
    day = day_in(record, "cancelled_on")
    return day is None or day <= reading.eve


def held(reading: Reading, meeting: Record) -> bool:
    """Contract: "held meeting: status `held`, date in C and on or before E"."""
    day = date.fromisoformat(meeting["date"])
    return meeting["status"] == "held" and reading.in_window(day) and day <= reading.eve


def names_held_meeting(reading: Reading, meeting_id: str | None) -> bool:
    """Contract: "approved_at_meeting names a held meeting"."""
    meetings = rows(reading.bundle, "meetings")
    return any(m["id"] == meeting_id and held(reading, m) for m in meetings)


def active(reading: Reading, member: Record) -> bool:
    """Contract: "active member: joined_on <= E and (left_on is null or left_on > E)"."""
    return reading.by_now(member, "joined_on") and not reading.by_now(member, "left_on")


# --- members ---------------------------------------------------------------------------------


def belongs(reading: Reading, member: Record) -> bool:
    """Contract: "the member's organisation has kind `general` and in_municipality true, and the
    member is pedagogical"."""
    own = [o for o in rows(reading.bundle, "organisations") if o["code"] == member["organisation"]]
    return bool(
        own and own[0]["kind"] == "general" and own[0]["in_municipality"] and member["pedagogical"]
    )


def card_complete(reading: Reading, member: Record) -> bool:
    """Contract: "position, education, experience_years and category are all filled"."""
    return all(filled(member.get(key)) for key in CARD)


def topic_filled(reading: Reading, member: Record) -> bool:
    """Contract: "self_education.topic is filled"."""
    return filled((member.get("self_education") or {}).get("topic"))


def attestation_due(reading: Reading) -> bool:
    """Contract: "an active member has category_valid_until inside C"."""
    for member in rows(reading.bundle, "members"):
        until = day_in(member, "category_valid_until")
        if until is not None and reading.in_window(until) and active(reading, member):
            return True
    return False


# --- meetings, groups, submissions -----------------------------------------------------------


def form_filled(reading: Reading, meeting: Record) -> bool:
    """Contract: "form is filled"; undated, so it holds on every day."""
    return filled(meeting.get("form"))


def protocol_signed(reading: Reading, meeting: Record) -> bool:
    """Contract: "protocol.signed_on <= E"."""
    return reading.by_now(meeting.get("protocol") or {}, "signed_on")


def material_kept(reading: Reading, meeting: Record) -> bool:
    """Contract: "at least one of the meeting's own materials with added_on <= E"."""
    return any(reading.by_now(material, "added_on") for material in rows(meeting, "materials"))


def approved(reading: Reading, record: Record) -> bool:
    """Contract: "approved_at_meeting names a held meeting"."""
    return names_held_meeting(reading, record.get("approved_at_meeting"))


def submitted(reading: Reading, submission: Record) -> bool:
    """Contract: "submitted_on <= E; a late one is fine"."""
    return reading.by_now(submission, "submitted_on")


# --- the plan --------------------------------------------------------------------------------


def plan_of(reading: Reading) -> Record:
    return reading.bundle.get("plan") or {}


def settled(reading: Reading, item: Record) -> bool:
    """Contract: "done_on <= E, or a filled reason why it was not done"."""
    return reading.by_now(item, "done_on") or filled(item.get("reason"))


def result_filled(reading: Reading, item: Record) -> bool:
    """Contract: "result is filled"; undated, so it holds on every day."""
    return filled(item.get("result"))


def plan_exists(reading: Reading) -> bool:
    """Contract: "created_on <= E and at least one item"."""
    plan = plan_of(reading)
    return reading.by_now(plan, "created_on") and len(rows(plan, "items")) > 0


def plan_agreed(reading: Reading) -> bool:
    """Contract: "plan exists, agreed_on <= E, and no revision in between: revised_on is null, or
    after E, or on or before agreed_on"."""
    plan = plan_of(reading)
    agreed, revised = day_in(plan, "agreed_on"), day_in(plan, "revised_on")
    if not plan_exists(reading) or agreed is None or agreed > reading.eve:
        return False
    return revised is None or revised > reading.eve or revised <= agreed


def plan_revised(reading: Reading) -> date | None:
    """Contract: "a revision not yet agreed again (`revised_on`, where there was an agreement on or
    before it)". An agreement of the very day of the revision already covers it, as in
    plan_agreed."""
    plan = plan_of(reading)
    agreed, revised = day_in(plan, "agreed_on"), day_in(plan, "revised_on")
    if agreed is None or revised is None or revised > reading.eve:
        return None
    return revised if agreed < revised else None


def plan_approved(reading: Reading) -> bool:
    """Contract: "plan exists and approved_at_meeting names a held meeting"."""
    return plan_exists(reading) and approved(reading, plan_of(reading))


def plan_in_school_plan(reading: Reading) -> bool:
    """Contract: "plan exists and in_school_plan_on <= E"."""
    return plan_exists(reading) and reading.by_now(plan_of(reading), "in_school_plan_on")


# --- the head --------------------------------------------------------------------------------


def head(reading: Reading) -> Record | None:
    """Contract: "of the appointments with from <= E and (to is null or to >= E) the one with the
    latest from (the later in the list where equal)"."""
    best: Record | None = None
    latest = date.min
    for one in rows(reading.bundle, "head_appointments"):
        since, to = date.fromisoformat(one["from"]), day_in(one, "to")
        valid = since <= reading.eve and (to is None or to >= reading.eve)
        if valid and since >= latest:
            best, latest = one, since
    return best


def municipal_head(reading: Reading) -> bool:
    """Contract: "there is one, its issuer is `education_department`, and it has an order number
    and an order date on or before E"."""
    one = head(reading)
    return (
        one is not None
        and one["issuer"] == "education_department"
        and filled(one.get("order_number"))
        and reading.by_now(one, "order_date")
    )


def school_head(reading: Reading) -> bool:
    """Contract: "there is one, and its post is one of ..."."""
    one = head(reading)
    return one is not None and one["post"] in SCHOOL_POSTS


def head_lost(reading: Reading) -> date | None:
    """Contract: "the last `to` of an ended appointment where none is valid, or the `from` of the
    valid one where that one does not satisfy"."""
    one = head(reading)
    if one is not None:
        return day_in(one, "from")
    ends = [day_in(a, "to") for a in rows(reading.bundle, "head_appointments")]
    return max((to for to in ends if to is not None and to < reading.eve), default=None)


# --- regulation, theme, goal, analysis -------------------------------------------------------


def regulation_in_force(reading: Reading) -> bool:
    """Contract: "approved_on <= E, valid_from (or approved_on where null) <= E, valid_to null or
    >= E"."""
    regulation = reading.bundle.get("regulation") or {}
    start = "approved_on" if regulation.get("valid_from") is None else "valid_from"
    to = day_in(regulation, "valid_to")
    return (
        reading.by_now(regulation, "approved_on")
        and reading.by_now(regulation, start)
        and (to is None or to >= reading.eve)
    )


def regulation_expired(reading: Reading) -> date | None:
    """Contract: "regulation in force: a passed `valid_to`"."""
    to = day_in(reading.bundle.get("regulation") or {}, "valid_to")
    return to if to is not None and to < reading.eve else None


def theme_stated(reading: Reading) -> bool:
    """Contract: "theme text is filled, its date <= E"."""
    theme = reading.bundle.get("theme") or {}
    return filled(theme.get("text")) and reading.by_now(theme, "date")


def goal_stated(reading: Reading) -> bool:
    """Contract: "goal text is filled, its date <= E"."""
    goal = reading.bundle.get("goal") or {}
    return filled(goal.get("text")) and reading.by_now(goal, "date")


def analysis_of(reading: Reading) -> Record:
    return reading.bundle.get("analysis") or {}


def analysis_complete(reading: Reading) -> bool:
    """Contract: "completed_on <= E"."""
    return reading.by_now(analysis_of(reading), "completed_on")


def analysis_submitted(reading: Reading) -> bool:
    """Contract: "submitted_on <= E"."""
    return reading.by_now(analysis_of(reading), "submitted_on")


def analysis_reviewed(reading: Reading) -> bool:
    """Contract: "reviewed_on <= E; a review counts only with a filled reviewed_by that differs
    from the author's full_name, compared exactly; with no author it counts"."""
    analysis = analysis_of(reading)
    by, author = analysis.get("reviewed_by"), analysis.get("author")
    names = [m["full_name"] for m in rows(reading.bundle, "members") if m["id"] == author]
    return reading.by_now(analysis, "reviewed_on") and filled(by) and by not in names
