"""Signed minutes as they were: kept whole as plain values, shown and compared as lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import pgettext

from mmo.audit.noting import plain
from mmo.labels import PRESENCE
from mmo.meetings.models import AgendaItem, ProtocolVersion
from mmo.meetings.reading import LATE, Whole
from mmo.records.showing import plain_value

MEETING = ("number", "date", "form", "theme", "place", "invited")
PROTOCOL = ("number", "drafted_on", "signed_on")


def snapshot(whole: Whole) -> dict[str, Any]:
    """Everything that the minutes say, with names instead of references."""
    protocol = whole.protocol
    return {
        "meeting": {name: plain(getattr(whole.meeting, name)) for name in MEETING},
        "attendance": [
            {"member": row.full_name, "mark": whole.mark(row.id),
             "reason": whole.attendance[row.id].reason}
            for row in whole.members if row.id in whole.attendance
        ],
        "agenda": [_question(whole, item) for item in whole.agenda],
        "protocol": protocol and {
            **{name: plain(getattr(protocol, name)) for name in PROTOCOL},
            "chair": whole.name(protocol.chair_id),
            "secretary": whole.name(protocol.secretary_id),
        },
    }  # fmt: skip


def version_of(whole: Whole, reason: str, by: UUID | None) -> ProtocolVersion:
    """The signed minutes as they are, kept whole before they change.

    Args:
        by: the account that changes them; None where it is a command.
    """
    meeting = whole.meeting
    return ProtocolVersion(
        association_id=meeting.association_id,
        year_id=meeting.year_id,
        meeting_id=meeting.id,
        number=len(whole.versions) + 1,
        reason=reason,
        snapshot=snapshot(whole),
        by=by,
    )


def _question(whole: Whole, item: AgendaItem) -> dict[str, Any]:
    votes = (item.votes_for, item.votes_against, item.votes_abstained)
    return {
        "question": item.question,
        "speaker": whole.name(item.speaker_id),
        "heard": item.heard,
        "spoke": list(item.spoke),
        "votes": None if votes[0] is None else list(votes),
        "decisions": [
            {"text": row.text, "responsible": whole.name(row.responsible_id),
             "due": plain(row.due)}
            for row in whole.decisions(item)
        ],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that minutes say, in two versions."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[Line]:
    """Two versions side by side, in the order of the minutes."""
    old, new = dict(lines(before)), dict(lines(after))
    labels = list(new) + [label for label in old if label not in new]
    return [Line(label, old.get(label, "—"), new.get(label, "—")) for label in labels]


def lines(kept: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a snapshot says, as labels and values in words."""
    words = {"number": _("No."), "date": _("Date"), "form": _("Form"), "theme": _("Theme"),
             "place": pgettext("of a meeting", "Place"), "invited": _("Invited")}  # fmt: skip
    for name, value in kept["meeting"].items():
        yield words.get(name, name), plain_value(value)
    marks = {**{str(state): str(word) for state, word in PRESENCE.items()}, LATE: _("came late")}
    for row in kept["attendance"]:
        mark = marks.get(row["mark"] or "", "—")
        yield row["member"], f"{mark} ({row['reason']})" if row["reason"] else mark
    for number, item in enumerate(kept["agenda"], start=1):
        yield from _lines_of(number, item)
    if protocol := kept["protocol"]:
        yield _("Minutes no."), plain_value(protocol["number"])
        yield _("Drafted on"), plain_value(protocol["drafted_on"])
        yield _("Signed on"), plain_value(protocol["signed_on"])
        yield _("Chair"), plain_value(protocol["chair"])
        yield _("Secretary"), plain_value(protocol["secretary"])


def _lines_of(number: int, item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    def label(word: str) -> str:
        return f"{number}. {word}"

    yield label(_("Question")), item["question"]
    yield label(_("Speaker")), plain_value(item["speaker"])
    yield label(_("Heard")), plain_value(item["heard"])
    yield label(_("Spoke")), plain_value(item["spoke"])
    if item["votes"]:
        yield label(_("Votes")), " / ".join(str(each) for each in item["votes"])
    for place, made in enumerate(item["decisions"], start=1):
        told = [made["text"], made["responsible"], made["due"] and plain_value(made["due"])]
        yield label(_("Decision %(number)d", number=place)), "; ".join(t for t in told if t)
