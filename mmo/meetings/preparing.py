"""What the page on which a meeting is prepared shows beside the meeting itself."""

from typing import Any

from flask import g

from mmo.accounts.permissions import Can
from mmo.meetings import agenda, proposals
from mmo.meetings.models import Meeting, MeetingStatus
from mmo.meetings.reading import Whole


def prepared(meeting: Meeting) -> dict[str, Any]:
    """The meeting as a whole, what is proposed for it and what earlier meetings left, in a fixed
    number of queries."""
    whole = Whole(meeting)
    arranges = Can.KEEP_MINUTES in g.can and not whole.signed
    coming = meeting.status is MeetingStatus.PLANNED
    return {
        "whole": whole,
        "arranges": arranges,
        "proposed": proposals.waiting(meeting) if coming else (),
        "unfinished": agenda.unfinished(meeting) if arranges else (),
        "to_approve": agenda.to_approve(meeting) if arranges else None,
    }
