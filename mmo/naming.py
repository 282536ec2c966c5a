"""What a record is called where a screen or a text mentions it: ``meeting:z1`` and its like."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from mmo.activities.models import Activity
from mmo.compliance.sentences import day
from mmo.database import AnyRow, AnySelect
from mmo.groups.models import CreativeGroup
from mmo.labels import KIND
from mmo.materials.models import Material
from mmo.meetings.models import AgendaItem, Decision, Meeting
from mmo.members.models import HeadAppointment, Member
from mmo.plans.models import PlanItem
from mmo.submissions.models import Submission

LONGEST = 90
"""Characters of a title that is quoted in a sentence."""
INNER_MARKS = str.maketrans("«»", "„“")


def short_name(full_name: str) -> str:
    """``Иванова Анна Петровна`` as ``Иванова А. П.``; what is not a full name stays as it is."""
    surname, *others = full_name.split()
    initials = [f"{other[0]}." for other in others if other[0].isalpha()]
    return " ".join([surname, *initials]) if len(initials) == len(others) else full_name


def _cut(text: str) -> str:
    """A title as it stands between quotation marks: not too long, its own marks the inner ones."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return short.translate(INNER_MARKS)


def meeting_name(row: Any) -> str:
    """What a meeting is called: by its number where it has one, and its day."""
    if row.number is None:
        return _("meeting of %(day)s", day=day(row.date))
    return _("meeting no. %(number)s of %(day)s", number=row.number, day=day(row.date))


NAMED: dict[str, tuple[Any, tuple[Any, ...], Callable[[AnyRow], str]]] = {
    "meeting": (Meeting, (Meeting.number, Meeting.date), meeting_name),
    "agenda_item": (
        AgendaItem,
        (AgendaItem.question,),
        lambda row: _("question “%(title)s”", title=_cut(row.question)),
    ),
    "decision": (
        Decision,
        (Decision.text,),
        lambda row: _("decision “%(title)s”", title=_cut(row.text)),
    ),
    "plan_item": (
        PlanItem,
        (PlanItem.title,),
        lambda row: _("plan item “%(title)s”", title=_cut(row.title)),
    ),
    "activity": (
        Activity,
        (Activity.kind, Activity.title),
        lambda row: f"{KIND[row.kind]} «{_cut(row.title)}»",
    ),
    "material": (
        Material,
        (Material.title,),
        lambda row: _("material “%(title)s”", title=_cut(row.title)),
    ),
    "creative_group": (
        CreativeGroup,
        (CreativeGroup.topic,),
        lambda row: _("creative group “%(title)s”", title=_cut(row.topic)),
    ),
    "submission": (
        Submission,
        (Submission.what,),
        lambda row: _("paper “%(title)s”", title=_cut(row.what)),
    ),
    "member": (Member, (Member.full_name,), lambda row: short_name(row.full_name)),
    "head_appointment": (
        HeadAppointment,
        (HeadAppointment.from_on,),
        lambda row: _("appointment from %(day)s", day=day(row.from_on)),
    ),
}
"""For every kind of record: its table, the columns its name is made of, and the name."""


class Named(NamedTuple):
    """What a record is called, when it was entered, and its key."""

    name: str
    entered_at: datetime
    id: UUID


def names(session: Session, row: AnyRow, refs: Iterable[str]) -> dict[str, Named]:
    """The names of these records of a year; one query for each kind that is among them."""
    wanted: dict[str, set[str]] = {}
    for ref in refs:
        kind, _colon, own = ref.partition(":")
        wanted.setdefault(kind, set()).add(own)
    found: dict[str, Named] = {}
    for kind, (model, columns, name) in NAMED.items():
        if kind in wanted:
            for each in session.execute(_of_year(model, columns, row, wanted[kind])):
                found[f"{kind}:{each.ref}"] = Named(name(each), each.created_at, each.id)
    return found


def _of_year(model: Any, columns: tuple[Any, ...], row: AnyRow, refs: set[str]) -> AnySelect:
    return select(model.ref, model.created_at, model.id, *columns).where(
        model.association_id == row.association_id,
        model.year_id == row.id,
        model.ref.in_(refs),
    )


def plain_names() -> dict[str, str]:
    """The names of the things of which a year has one."""
    return {
        "plan": _("plan of the year"),
        "theme": _("theme of the year"),
        "goal": _("goal of the year"),
        "regulation": _("regulation"),
        "analysis": _("analysis of the year"),
    }


def nameless(ref: str) -> str:
    """What a record is called for somebody who may see the state, but not the records."""
    words = {
        "meeting": _("a meeting"),
        "agenda_item": _("a question of the agenda"),
        "decision": _("a decision"),
        "plan_item": _("a plan item"),
        "activity": _("an activity"),
        "material": _("a material"),
        "creative_group": _("a creative group"),
        "submission": _("a paper"),
        "member": _("a member"),
        "head_appointment": _("an appointment of the head"),
    }
    return words.get(ref.partition(":")[0]) or plain_names().get(ref, ref)
