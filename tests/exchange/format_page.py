"""exchange-format.md written down once more for the tests: every key, in the page's order.

By the place of a record in `whole_year.BUNDLE`: its keys and the kind of their values. ``!`` marks
a key that is required; everything else may be null or missing.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from tests.exchange.whole_year import BUNDLE, Json

MATERIAL = "id:id! title:text! kind:word! added_on:day! clauses:tags"
PAGE = {
    "": "format:version! association:object! organisations:list year:object! theme:object "
    "goal:object regulation:object head_appointments:list members:list plan:object meetings:list "
    "activities:list materials:list creative_groups:list submissions:list analysis:object",
    "/association": "code:code! name:text! level:word! organisation:organisation!",
    "/organisations/0": "code:code! name:text! kind:word! in_municipality:flag!",
    "/year": "start:day! end:day! trimesters:list!",
    "/year/trimesters/0": "start:day! end:day!",
    "/theme": "text:text! date:day!",
    "/goal": "text:text! date:day!",
    "/regulation": "title:text! approved_on:day! valid_from:day valid_to:day",
    "/head_appointments/0": "id:id! member:member! post:word! issuer:word! order_number:text "
    "order_date:day from:day! to:day",
    "/members/0": "id:id! full_name:text! organisation:organisation! pedagogical:flag! "
    "position:text homeroom_class:text education:text experience_years:count category:text "
    "category_assigned_on:day category_valid_until:day self_education:object joined_on:day! "
    "left_on:day",
    "/members/0/self_education": "topic:text since:number output:text",
    "/plan": "created_on:day! agreed_on:day agreed_by:text approved_at_meeting:meeting "
    "in_school_plan_on:day revised_on:day items:list",
    "/plan/items/0": "id:id! section:text! title:text! due:day responsible:member priority:flag! "
    "done_on:day result:text reason:text clauses:tags",
    "/meetings/0": "id:id! number:number date:day! status:word! cancelled_on:day form:text "
    "theme:text! place:text attendance:list invited:texts agenda:list protocol:object "
    "materials:list",
    "/meetings/0/attendance/0": "member:member! state:word! reason:text",
    "/meetings/0/agenda/0": "id:id! question:text! speaker:member heard:text spoke:texts "
    "votes:object decisions:list clauses:tags",
    "/meetings/0/agenda/0/votes": "for:count! against:count! abstained:count!",
    "/meetings/0/agenda/0/decisions/0": "id:id! text:text! responsible:member due:day done_on:day",
    "/meetings/0/protocol": "number:text! drafted_on:day! signed_on:day chair:member! "
    "secretary:member",
    "/meetings/0/materials/0": MATERIAL,
    "/activities/0": "id:id! kind:word! date:day! status:word! cancelled_on:day title:text! "
    "participants:members clauses:tags",
    "/materials/0": MATERIAL,
    "/creative_groups/0": "id:id! topic:text! curator:member! formed_on:day! closed_on:day "
    "approved_at_meeting:meeting",
    "/submissions/0": "id:id! what:text! to:text! opened_on:day! due:day! submitted_on:day",
    "/analysis": "author:member completed_on:day submitted_on:day submitted_to:text "
    "accepted_on:day reviewed_on:day reviewed_by:text",
}
LISTS = ("list", "tags", "texts", "members")
REFERRED_TO = ("/organisations", "/members", "/meetings")
"""Lists that cannot be left out of the whole year, because it refers to their entries."""
REFERENCES = ("member", "meeting", "organisation")


class Field(NamedTuple):
    """A key of the format at its place in the whole year."""

    pointer: str
    kind: str
    required: bool


def _fields() -> Iterator[Field]:
    for place, keys in PAGE.items():
        for word in keys.split():
            key, _colon, kind = word.rstrip("!").partition(":")
            yield Field(f"{place}/{key}", kind, word.endswith("!"))


FIELDS = list(_fields())


def of_kind(*kinds: str, required: bool | None = None) -> list[str]:
    """The pointers of the fields of these kinds."""
    return [
        field.pointer
        for field in FIELDS
        if field.kind in kinds and required in (None, field.required)
    ]


def find(data: Any, pointer: str) -> tuple[Any, Any]:
    """What holds the value at a pointer, and its key or index there."""
    *way, last = pointer.split("/")[1:]
    for part in way:
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data, int(last) if isinstance(data, list) else last


def value_at(data: Any, pointer: str) -> Any:
    holder, key = find(data, pointer)
    return holder[key]


def with_value(pointer: str, value: Any) -> Json:
    """The whole year with another value at a pointer; ``-`` at its end adds to a list."""
    made = deepcopy(BUNDLE)
    if pointer.endswith("/-"):
        value_at(made, pointer[:-2]).append(value)
        return made
    holder, key = find(made, pointer)
    holder[key] = value
    return made


def without(pointer: str) -> Json:
    """The whole year without a key."""
    made = deepcopy(BUNDLE)
    holder, key = find(made, pointer)
    del holder[key]
    return made


def completed(data: Json, place: str = "") -> Json:
    """A record as it is written: every key, null and [] included, in the page's order."""
    made: Json = {}
    for word in PAGE[place].split():
        key, _colon, kind = word.rstrip("!").partition(":")
        value = data.get(key)
        if kind == "list":
            value = [completed(entry, f"{place}/{key}/0") for entry in value or []]
        elif kind in LISTS:
            value = value or []
        elif kind == "object" and value is not None:
            value = completed(value, f"{place}/{key}")
        made[key] = value
    return made
