"""What htmx makes quick and quiet."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.watching import YEAR, asked, begin, heading, is_marked, shows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-htmx")]


def test_another_day_in_the_field_changes_the_overview_without_a_reload(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.get_by_label("На день").fill("2026-10-20")
    shows(page, "20 октября 2026")
    assert is_marked(page)
    assert page.url.endswith("?as_of=2026-10-20")


def type_a_day(page: Page) -> None:
    """Type 12 October 2026 into the date field, whose order of day and month is the browser's."""
    field = page.get_by_label("На день")
    field.click(position={"x": 20, "y": 10})
    page.keyboard.press("ArrowUp")
    begins_with_month = field.input_value()[5:7] != "11"
    page.keyboard.type("10122026" if begins_with_month else "12102026")


@pytest.mark.parametrize("leave", ["Enter", "Tab Tab", "click"])
def test_a_day_typed_on_the_keyboard_is_asked_when_it_is_whole(visit: Visitor, leave: str) -> None:
    page = begin(visit("school-head"), YEAR)
    days = asked(page, "as_of=")
    type_a_day(page)
    if leave == "click":
        page.get_by_role("heading", level=2).first.click()
    else:
        for key in leave.split():
            page.keyboard.press(key)
    shows(page, "12 октября 2026")
    assert is_marked(page)
    assert len(days) == 1


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("[", "22 ноября 2026"),
        ("]", "24 ноября 2026"),
        ("[[", "21 ноября 2026"),
        ("[]", "23 ноября 2026"),
        ("]]\\", "23 ноября 2026"),
    ],
)
def test_keys_go_a_day_back_a_day_on_and_to_today(visit: Visitor, keys: str, day: str) -> None:
    page = begin(visit("school-head"), YEAR)
    for key in keys:
        before = heading(page)
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    shows(page, day)
    assert is_marked(page)


PRESS_AT_ONCE = """document.addEventListener('htmx:afterSwap', () => setTimeout(
    () => document.querySelector('[data-day=back]').click(), 0), {once: true})"""


def test_what_was_just_put_in_is_ready_at_once(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.evaluate(PRESS_AT_ONCE)
    page.keyboard.press("[")
    shows(page, "21 ноября 2026")
    assert is_marked(page)


def test_the_same_keys_work_in_the_russian_layout(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.dispatch_event("body", "keydown", {"key": "х", "code": "BracketLeft", "bubbles": True})
    shows(page, "22 ноября 2026")
    assert is_marked(page)


def test_keys_do_nothing_while_somebody_types(visit: Visitor) -> None:
    page = begin(visit("office"), "/")
    field = page.get_by_label("Поиск по названию")
    field.press_sequentially("[]\\")
    expect(field).to_have_value("[]\\")
    assert "/associations/" not in page.url


def test_back_shows_the_earlier_day(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    page.keyboard.press("[")
    shows(page, "21 ноября 2026")
    page.go_back()
    shows(page, "22 ноября 2026")
    assert page.url.endswith("?as_of=2026-11-22")
    page.go_back()
    shows(page, "23 ноября 2026")
    assert page.url.endswith(YEAR)
    page.go_forward()
    shows(page, "22 ноября 2026")
    page.keyboard.press("]")
    shows(page, "23 ноября 2026")
    assert is_marked(page)


def test_the_new_day_is_told_to_a_screen_reader(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.keyboard.press("]")
    expect(page.locator("#announcer")).to_have_text("Состояние на 24 ноября 2026")


def test_the_focus_stays_on_the_arrow_that_was_pressed(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.locator("[data-day=back]").focus()
    page.keyboard.press("Enter")
    shows(page, "22 ноября 2026")
    page.keyboard.press("Enter")
    shows(page, "21 ноября 2026")


def test_an_unfolded_why_loads_its_explanation_once(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    loads = asked(page, "/why/")
    why = page.locator("details.why").first
    why.locator("summary").click()
    expect(why.get_by_role("heading", name="Что рассмотрено")).to_be_visible()
    why.locator("summary").click()
    expect(why.locator(".why-body")).to_be_hidden()
    why.locator("summary").click()
    expect(why.locator(".explanation")).to_be_visible()
    assert len(loads) == 1
    assert is_marked(page)


def test_the_search_filters_as_one_types(visit: Visitor) -> None:
    page = begin(visit("office"), "/")
    field = page.get_by_label("Поиск по названию")
    field.press_sequentially("лесная", delay=20)
    expect(page.locator(".association")).to_have_count(1)
    expect(page.locator("#announcer")).to_have_text("1 объединение")
    expect(field).to_be_focused()
    expect(field).to_have_value("лесная")
    assert is_marked(page)
    page.get_by_label("Уровень").select_option(label="муниципальный")
    expect(page.get_by_text("ничего не подошло")).to_be_visible()
    page.get_by_role("link", name="Показать все").click()
    expect(page.locator(".association")).to_have_count(5)
    expect(page.get_by_label("Поиск по названию")).to_have_value("")


def test_of_two_days_asked_at_once_the_later_one_is_shown(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    held: list[Route] = []
    page.route("**/*as_of=2026-11-22", lambda route: held.append(route))
    with page.expect_request("**/*as_of=2026-11-22"):
        page.keyboard.press("[")
    page.get_by_label("На день").fill("2026-10-20")
    shows(page, "20 октября 2026")
    for route in held:
        route.fulfill(body="<p>late</p>", content_type="text/html")
    page.wait_for_timeout(200)
    shows(page, "20 октября 2026")
    assert page.url.endswith("?as_of=2026-10-20")
