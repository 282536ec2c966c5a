"""Addresses that people and programs mistype: a page or a refusal, never an error of ours."""

import pytest

from tests.pages.reading import Reader, token
from tests.pages.table import SCHOOL, Place

MANY = "9" * 30
ODD = ["", "-1", "0", "²", "٣", "x", MANY, "1" * 5000, "2026-02-30", "9999-12-31", "\U0001f600"]
LISTS = ("/", "/district", "/calendar", "/files", f"{SCHOOL}/", f"{SCHOOL}/regulation")
ASKED = ("page", "year", "q", "as_of", "month", "level", "clause", "status", "order")


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:12])
def test_an_odd_argument_is_not_an_error(reader: Reader, odd: str) -> None:
    for login in ("admin", "office", "school-head"):
        client = reader.client(Place.DEMO, login)
        asked = dict.fromkeys(ASKED, odd)
        answers = {
            f"{login} {address}": client.get(address, query_string=asked).status_code
            for address in LISTS
        }
        assert {said: code for said, code in answers.items() if code not in (200, 404)} == {}


@pytest.mark.parametrize("address", ["/?q=%00", "/associations/%00/2026/", "/?year=1%00"])
def test_a_nul_character_is_refused(reader: Reader, address: str) -> None:
    assert reader.client(Place.DEMO, "admin").get(address).status_code == 400


@pytest.mark.parametrize(
    ("login", "address", "field"),
    [
        ("admin", "/accounts/new", "full_name"),
        ("school-head", f"{SCHOOL}/papers/settings", "letterhead"),
        ("school-head", f"{SCHOOL}/about/theme", "theme"),
        ("", "/login", "login"),
    ],
)
def test_a_nul_character_in_any_form_is_refused_in_words(
    reader: Reader, login: str, address: str, field: str
) -> None:
    client = reader.client(Place.DEMO, login or None)
    sent = {"csrf_token": token(client, address), field: ["а", "а\0б"]}
    said = client.post(address, data=sent)
    assert said.status_code == 400
    assert "символ, которого в текстах не бывает" in said.text


@pytest.mark.parametrize("year", ["0", "10000", "2147483648", MANY])
def test_a_year_beyond_the_calendar_is_not_found(reader: Reader, year: str) -> None:
    client = reader.client(Place.DEMO, "admin")
    for page in ("", "regulation", "compliance.json", "why/sch.6.b8"):
        assert client.get(f"/associations/school-zarechnaya/{year}/{page}").status_code == 404
