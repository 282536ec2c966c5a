"""What forms of a meeting offer: members of its day, and a number by its date."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from mmo.accounts.models import Role
from mmo.meetings.models import AgendaItem, Meeting
from mmo.members.models import Member
from tests.factories import bundle, full_member, meeting
from tests.meetings.conftest import MEETINGS, YEAR, question, row_of

GONE, CHOSEN = "Ушедшая Инна Петровна", "Уезжая Вера Львовна"


@pytest.fixture
def left(bring: Any, make_account: Any, sign_in: Any) -> FlaskClient:
    """The head's browser in a year of which two members left in the middle."""
    members = [
        full_member("m1"),
        full_member("m2", full_name=GONE, left_on="2025-11-20"),
        full_member("m3", full_name=CHOSEN, left_on="2025-11-20"),
    ]
    asked = question("q1", speaker="m3", decisions=[
        {"id": "d1", "text": "Решили", "responsible": "m3"}])  # fmt: skip
    meetings = [
        meeting("z1", "2025-10-01", number=1, agenda=[question("q0")]),
        meeting("z2", "2025-11-25", number=2, agenda=[asked]),
        meeting("z6", "2026-04-20", number=6, status="planned"),
    ]
    year = bring(bundle(members=members, meetings=meetings))
    make_account("head", Role.HEAD, association=year.association_id)
    client: FlaskClient = sign_in("head")
    return client


def offered(client: FlaskClient, address: str, name: str) -> list[str]:
    """The words of the choices of a field."""
    page = unescape(client.get(address).text)
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S)
    assert found, page
    return re.findall(r"<option[^>]*>([^<]*)</option>", found[0])


def test_who_left_before_the_meeting_is_offered_only_where_chosen_already(
    left: FlaskClient,
) -> None:
    after, before = (f"{MEETINGS}/{row_of(Meeting, each).id}" for each in ("z2", "z1"))
    for name in ("chair_id", "secretary_id"):
        assert GONE not in offered(left, f"{after}/protocol", name)
        assert GONE in offered(left, f"{before}/protocol", name)
    decided = offered(left, f"{after}/run", "decisions-0-responsible_id")
    assert (GONE in decided, CHOSEN in decided) == (False, True)
    asked = f"{YEAR}/questions/{row_of(AgendaItem, 'q1').id}"
    spoke = offered(left, asked, "speaker_id")
    assert (GONE in spoke, CHOSEN in spoke) == (False, True)
    assert row_of(Member, "m2").left_on is not None


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", "7"), ("?date=2025-12-10", "3"), ("?date=2025-10-20", "7"), ("?date=2026-05-10", "7")],
)
def test_the_number_proposed_follows_the_date_where_it_is_free(
    left: FlaskClient, asked: str, number: str
) -> None:
    page = left.get(f"{MEETINGS}/new{asked}").text
    (tag,) = re.findall(r'<input[^>]*name="number"[^>]*>', page)
    assert f'value="{number}"' in tag
