"""The feed: a file that calendar programs take, behind an address that ends when it should."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import delete, select

from mmo import journal
from mmo.accounts.models import Account, Grant
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.clock import now
from mmo.dates.models import CalendarFeed
from mmo.extensions import db
from tests.dates.conftest import CANARY

SignIn = Callable[[str], FlaskClient]
ADDRESS = re.compile(r"http://localhost(/calendar/[\w-]+\.ics)")


def make_address(client: FlaskClient) -> str:
    """Make an address as a person does."""
    page = client.post("/calendar/feed", data={"do": "renew"})
    found = ADDRESS.search(page.text)
    assert found, page.text
    return found[1]


def faults(raw: bytes) -> list[str]:
    """What calendar programs trip over (RFC 5545)."""
    found = []
    if b"\n" in raw.replace(b"\r\n", b""):
        found.append("a line that ends with a bare LF")
    if max(map(len, raw.split(b"\r\n"))) > 75:
        found.append("a line of more than 75 octets")
    calendar = Calendar.from_ical(raw)
    found += [f"error: {error}" for error in calendar.errors]
    found += [f"no {name}" for name in ("PRODID", "VERSION") if name not in calendar]
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    seen: set[str] = set()
    for entry in calendar.walk("VEVENT"):
        uid = str(entry.get("UID"))
        found += [f"{uid}: twice"] * (uid in seen)
        seen.add(uid)
        found += [f"{uid}: no {name}" for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
                  if name not in entry]  # fmt: skip
        start, end = entry["DTSTART"], entry["DTEND"]
        if type(start.dt) is not type(end.dt) or end.dt <= start.dt:
            found.append(f"{uid}: ends before it starts")
        if start.params.get("TZID") and start.params["TZID"] not in zones:
            found.append(f"{uid}: an unknown time zone")
        found += [f"{uid}: {error}" for error in entry.errors]
    return found


def uids(raw: bytes) -> dict[str, str]:
    return {str(e["UID"]): str(e["SUMMARY"]) for e in Calendar.from_ical(raw).walk("VEVENT")}


def test_the_feed_has_no_fault_and_all_that_is_due(
    school: AssociationYear, sign_in: SignIn, client: FlaskClient
) -> None:
    answer = client.get(make_address(sign_in("head")))
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert faults(answer.data) == []
    titles = " / ".join(uids(answer.data).values())
    for words in ("Заседание № 4: Своё тема", "Срок: Своё пункт", "Своё семинар", "Своё отчёт"):
        assert words in titles
    assert CANARY not in answer.text
    entries = {str(e["SUMMARY"]): e for e in Calendar.from_ical(answer.data).walk("VEVENT")}
    assert entries["Заседание: Своё отмена"]["STATUS"] == "CANCELLED"
    meeting = entries["Заседание № 4: Своё тема"]
    assert meeting["DTSTART"].dt == date(2026, 3, 12)
    assert not isinstance(meeting["DTSTART"].dt, datetime)
    assert meeting["DTEND"].dt - meeting["DTSTART"].dt == timedelta(days=1)
    assert str(meeting["URL"]).startswith("http://localhost/associations/school-5/2025/")


def test_the_feed_names_nobody(
    school: AssociationYear, sign_in: SignIn, client: FlaskClient
) -> None:
    text = client.get(make_address(sign_in("head"))).text
    assert "Павловна" not in text.replace("\r\n ", "")


def test_uids_stay_when_a_record_changes(
    school: AssociationYear, sign_in: SignIn, client: FlaskClient, bring: Callable[..., object]
) -> None:
    from tests.dates.conftest import full_year

    address = make_address(sign_in("head"))
    before = uids(client.get(address).data)
    changed = full_year("school-5", "Своё")
    changed["meetings"][1].update(date="2026-03-19", theme="Другая тема")
    bring(changed)
    after = uids(client.get(address).data)
    assert before.keys() == after.keys()
    assert "Заседание № 4: Другая тема" in after.values()


@pytest.mark.parametrize("end", ["revoked", "renewed", "disabled", "deleted"])
def test_an_address_ends(
    school: AssociationYear, sign_in: SignIn, client: FlaskClient, end: str
) -> None:
    head = sign_in("head")
    address = make_address(head)
    assert client.get(address).status_code == 200
    account = db.session.scalars(select(Account).where(Account.login == "head")).one()
    if end == "revoked":
        assert head.post("/calendar/feed", data={"do": "revoke"}).status_code == 302
        assert "Адреса пока нет" in head.get("/calendar/feed").text
    elif end == "renewed":
        assert make_address(head) != address
    elif end == "disabled":
        account.disabled_at = now()
        journal.save(account)
    else:
        with journal.change("delete"):
            db.session.execute(delete(Grant).where(Grant.account_id == account.id))
            db.session.execute(delete(CalendarFeed))
    assert client.get(address).status_code == 404


def test_a_role_that_ends_empties_the_feed_at_once(
    school: AssociationYear, sign_in: SignIn, client: FlaskClient
) -> None:
    address = make_address(sign_in("head"))
    with journal.change("delete"):
        db.session.execute(delete(Grant))
    answer = client.get(address)
    assert answer.status_code == 200
    assert uids(answer.data) == {}
    assert faults(answer.data) == []


def test_only_the_hash_of_the_secret_is_kept_and_it_is_shown_once(
    school: AssociationYear, sign_in: SignIn
) -> None:
    head = sign_in("head")
    secret = make_address(head).removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in head.get("/calendar/feed").text
    (kept,) = db.session.scalars(select(CalendarFeed.token_hash))
    assert secret not in kept
    lines = db.session.scalars(select(AuditLine).where(AuditLine.action == "calendar_feed"))
    assert [secret in str(line.changes) for line in lines] == [False]


def test_a_wrong_address_is_not_there(client: FlaskClient, school: AssociationYear) -> None:
    assert client.get("/calendar/nosuch.ics").status_code == 404
