"""Every page and fragment is valid HTML, and keeps this application's own rules of HTML."""

import re

import pytest

from tests.pages.html import faults
from tests.pages.reading import Reader, keep
from tests.pages.table import FRAGMENTS, PAGES, Place, Shown

SEEN_AT_ONCE = [shown for shown in PAGES if not shown.unfolds]
A_DEMO = "Это демонстрация"


@pytest.mark.parametrize("shown", SEEN_AT_ONCE, ids=lambda shown: shown.name)
def test_a_page_is_valid(shown: Shown, reader: Reader) -> None:
    answer = reader.read(shown)
    assert answer.status_code == shown.status
    assert shown.sees in answer.text
    assert faults(answer.text) == []


@pytest.mark.parametrize("shown", SEEN_AT_ONCE, ids=lambda shown: shown.name)
def test_a_page_says_that_it_is_a_demonstration_where_it_is_one(
    shown: Shown, reader: Reader
) -> None:
    is_demo = shown.place in (Place.DEMO, Place.WORDED)
    assert (A_DEMO in reader.read(shown).text) is is_demo


@pytest.mark.parametrize(("address", "who", "status"), FRAGMENTS)
def test_a_fragment_is_valid_and_no_page(
    address: str, who: str, status: int, reader: Reader
) -> None:
    answer = reader.fragment(address, who)
    assert answer.status_code == status
    assert "<html" not in answer.text
    assert "HX-Request" in answer.headers["Vary"]
    assert faults(answer.text, whole=False) == []


def test_htmx_asked_to_restore_history_is_answered_with_the_whole_page(reader: Reader) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    answer = reader.client(Place.DEMO, "office").get("/?q=школа", headers=headers)
    assert faults(answer.text) == []


def test_a_form_without_its_token_is_refused_with_a_valid_page(reader: Reader) -> None:
    answer = reader.client(Place.DEMO, None).post("/login", data={"login": "office"})
    keep("stale-form", answer.text)
    assert answer.status_code == 400
    assert "Форма устарела" in answer.text
    assert faults(answer.text) == []


@pytest.mark.parametrize("who", ["school-head", "office"])
def test_every_explanation_of_a_year_is_valid(who: str, reader: Reader) -> None:
    year = reader.client(Place.DEMO, who).get("/associations/school-zarechnaya/2026/").text
    addresses = re.findall(r'hx-get="([^"]*/why/[^"]*)"', year)
    found = {address: faults(reader.fragment(address, who).text, False) for address in addresses}
    assert len(found) > 20
    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("address", ["/", "/login", "/associations/school-zarechnaya/2026/"])
def test_pages_in_english_are_valid(address: str, reader: Reader) -> None:
    client = reader.client(Place.WORDED, "director")
    client.set_cookie("language", "en")
    answer = client.get(address)
    client.delete_cookie("language")
    keep(f"english-{address.strip('/').replace('/', '-')}", answer.text)
    assert '<html lang="en">' in answer.text
    assert faults(answer.text) == []
