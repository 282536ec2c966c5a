"""The words of the screens for what a bundle holds: its types, their fields, their values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo import labels

KIND = {
    "association": _l("association"),
    "organisation": _l("organisations"),
    "year": _l("year, theme, goal, regulation"),
    "head_appointment": _l("appointments of the head"),
    "member": _l("members"),
    "plan": _l("plan"),
    "plan_item": _l("plan items"),
    "meeting": _l("meetings"),
    "agenda_item": _l("questions of agendas"),
    "decision": _l("decisions"),
    "material": _l("materials"),
    "activity": _l("activities"),
    "creative_group": _l("creative groups"),
    "submission": _l("papers with a term"),
    "analysis": _l("analysis of the year"),
}
FIELD = {
    "id": _l("id in the file"),
    "code": _l("code"),
    "name": _l("name"),
    "level": _l("level"),
    "organisation": _l("organisation"),
    "kind": _l("kind"),
    "in_municipality": _l("in the municipality"),
    "start": _l("start"),
    "end": _l("end"),
    "trimesters": _l("trimesters"),
    "theme": _l("theme"),
    "goal": _l("goal"),
    "regulation": _l("regulation"),
    "approved_on": _l("approved on"),
    "valid_from": _l("in force from"),
    "valid_to": _l("in force until"),
    "text": _l("text"),
    "date": _l("date"),
    "member": _l("member"),
    "post": _l("post"),
    "issuer": _l("who issued the order"),
    "order_number": _l("number of the order"),
    "order_date": _l("date of the order"),
    "from": _l("from"),
    "to": _l("until"),
    "submission.to": _l("to whom"),
    "full_name": _l("full name"),
    "pedagogical": _l("teaching staff"),
    "position": _l("position"),
    "homeroom_class": _l("class"),
    "education": _l("education"),
    "experience_years": _l("experience, years"),
    "category": _l("category"),
    "category_assigned_on": _l("category assigned on"),
    "category_valid_until": _l("category valid until"),
    "self_education": _l("self-education"),
    "topic": _l("topic"),
    "since": _l("since year"),
    "output": _l("outcome"),
    "joined_on": _l("joined on"),
    "left_on": _l("left on"),
    "created_on": _l("created on"),
    "agreed_on": _l("agreed on"),
    "agreed_by": _l("agreed by"),
    "approved_at_meeting": _l("approved at the meeting"),
    "in_school_plan_on": _l("in the school's plan since"),
    "revised_on": _l("revised on"),
    "section": _l("section"),
    "title": _l("title"),
    "due": _l("term"),
    "responsible": _l("responsible"),
    "priority": _l("priority"),
    "done_on": _l("done on"),
    "result": _l("result"),
    "reason": _l("reason"),
    "clauses": _l("clauses"),
    "number": _l("number"),
    "status": _l("status"),
    "cancelled_on": _l("cancelled on"),
    "form": _l("form"),
    "place": _l("place"),
    "attendance": _l("attendance"),
    "invited": _l("invited"),
    "protocol": _l("minutes"),
    "drafted_on": _l("drafted on"),
    "signed_on": _l("signed on"),
    "chair": _l("chair"),
    "secretary": _l("secretary"),
    "meeting": _l("meeting"),
    "question": _l("question"),
    "speaker": _l("speaker"),
    "heard": _l("heard"),
    "spoke": _l("spoke"),
    "votes": _l("votes"),
    "for": _l("for"),
    "against": _l("against"),
    "abstained": _l("abstained"),
    "agenda_item": _l("question"),
    "added_on": _l("added on"),
    "participants": _l("participants"),
    "curator": _l("curator"),
    "formed_on": _l("formed on"),
    "closed_on": _l("closed on"),
    "what": _l("what"),
    "opened_on": _l("asked for on"),
    "submitted_on": _l("handed in on"),
    "author": _l("author"),
    "completed_on": _l("completed on"),
    "submitted_to": _l("handed in to"),
    "accepted_on": _l("accepted on"),
    "reviewed_on": _l("reviewed on"),
    "reviewed_by": _l("reviewed by"),
}
_activity_kinds = {k: w for k, w in labels.KIND.items() if not k.startswith("material.")}
_material_kinds = {
    kind.removeprefix("material."): word
    for kind, word in labels.KIND.items()
    if kind.startswith("material.")
}
CHOICES: dict[tuple[str, str], Mapping[Any, Any]] = {
    ("association", "level"): labels.LEVEL,
    ("organisation", "kind"): labels.ORGANISATION_KIND,
    ("head_appointment", "post"): labels.POST,
    ("head_appointment", "issuer"): labels.ISSUER,
    ("meeting", "status"): labels.MEETING_STATUS,
    ("meeting", "attendance"): labels.PRESENCE,
    ("material", "kind"): _material_kinds,
    ("activity", "kind"): _activity_kinds,
    ("activity", "status"): labels.ACTIVITY_STATUS,
}
"""Fixed choices: the word of each value, by type and field."""


def field(kind: str, name: str) -> str:
    """A field of a type in words; of a part (``protocol.number``) the part first."""
    own = FIELD.get(f"{kind}.{name}")
    return str(own) if own else ": ".join(str(FIELD.get(part, part)) for part in name.split("."))


def value(kind: str, name: str, found: Any) -> str:
    """A value of a bundle in words; nothing is a dash."""
    words = CHOICES.get((kind, name), {})
    match found:
        case None | "" | []:
            return "—"
        case bool():
            return _("yes") if found else _("no")
        case list():
            return "; ".join(value(kind, name, each) for each in found)
        case str() if found in words:
            return str(words[found])
        case str() if _is_day(found):
            return str(format_date(date.fromisoformat(found), "d MMMM y"))
    return str(found)


def _is_day(text: str) -> bool:
    if len(text) != 10 or text[4] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
