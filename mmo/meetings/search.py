"""How meetings, their questions, decisions and minutes are found."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy.orm import object_session

from mmo.labels import in_russian
from mmo.meetings.models import AgendaItem, Decision, Meeting, Protocol
from mmo.search.registry import searchable

searchable(
    "meeting",
    Meeting,
    _l("Meetings"),
    title=lambda meeting: meeting.theme,
    body=lambda meeting: (
        in_russian(_l("meeting")),
        meeting.number and str(meeting.number),
        meeting.form,
        meeting.place,
        *meeting.invited,
    ),
    day=lambda meeting: meeting.date,
)
searchable(
    "agenda_item",
    AgendaItem,
    _l("Questions of agendas"),
    title=lambda item: item.question,
    body=lambda item: (item.heard, *item.spoke),
    opens=lambda item: ("meeting", item.meeting_id),
)
searchable(
    "decision",
    Decision,
    _l("Decisions"),
    title=lambda decision: decision.text,
    day=lambda decision: decision.due,
    opens=lambda decision: _meeting_of(decision),
)
searchable(
    "protocol",
    Protocol,
    lazy_pgettext("of many meetings", "Minutes"),
    title=lambda protocol: f"№ {protocol.number}",
    body=lambda _protocol: (in_russian(_l("minutes of the meeting")),),
    day=lambda protocol: protocol.drafted_on,
    opens=lambda protocol: ("meeting", protocol.meeting_id),
    key=lambda protocol: protocol.meeting_id,
)


def _meeting_of(decision: Any) -> tuple[str, UUID]:
    """The question is in the session already, where a meeting was written as a whole."""
    session = object_session(decision)
    assert session is not None
    item = session.get(AgendaItem, (decision.association_id, decision.agenda_item_id))
    return ("meeting", item.meeting_id) if item else ("decision", decision.id)
