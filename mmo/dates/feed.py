"""A calendar as an iCalendar file (RFC 5545), which phones and mail programs subscribe to.

Titles name what is to be done; nobody's name is put into them, because the file leaves the
program.
"""

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _
from icalendar import Calendar, vUri
from icalendar import Event as Entry

from mmo.dates.events import KIND_WORD, Event, EventKind, address

AGAIN = timedelta(hours=6)
"""How often a program is asked to look again."""
LONGEST = 200
"""Characters of a title: a phone shows fewer, and some programs break at a thousand."""


def as_icalendar(events: Iterable[Event], name: str, zone: str) -> bytes:
    """The file with these events."""
    calendar = Calendar()
    calendar.add("prodid", "-//MMO//Calendar//RU")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", AGAIN, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_entry(event))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.key}@mmo")
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", event.version - 1)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + timedelta(days=1))
    entry.add("summary", _summary(event))
    about = [str(KIND_WORD[event.kind]), event.note, event.row.name]
    entry.add("description", "\n".join(line for line in about if line))
    entry.add("categories", [str(KIND_WORD[event.kind])])
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    entry.add("url", vUri(address(event, whole=True)))
    return entry


def _summary(event: Event) -> str:
    title = " ".join(event.title.split())
    title = title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
    if event.done:
        return f"✓ {title}"
    return (
        title
        if event.kind in (EventKind.MEETING, EventKind.ACTIVITY)
        else _("By this day: %(title)s", title=title)
    )
