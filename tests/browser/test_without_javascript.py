"""Nothing needs JavaScript: every way that htmx makes quick has its button or link."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.watching import YEAR, shows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-htmx")]


def test_without_javascript_the_day_is_asked_by_its_button(visit: Visitor) -> None:
    visited = visit("school-head", js=False)
    visited.go(YEAR)
    page = visited.page
    page.get_by_label("На день").fill("2026-10-20")
    page.get_by_role("button", name="Показать").click()
    shows(page, "20 октября 2026")
    page.get_by_role("link", name="Днём раньше").click()
    shows(page, "19 октября 2026")
    page.get_by_role("link", name="Сегодня").click()
    shows(page, "23 ноября 2026")


def test_without_javascript_a_why_leads_to_its_page(visit: Visitor) -> None:
    visited = visit("school-head", js=False)
    visited.go(YEAR)
    why = visited.page.locator("details.why").first
    why.locator("summary").click()
    why.get_by_role("link").click()
    expect(visited.page.get_by_role("heading", name="Что рассмотрено")).to_be_visible()
    visited.page.get_by_role("link", name="Вернуться").click()
    shows(visited.page, "23 ноября 2026")


def test_without_javascript_the_search_is_sent_by_its_button(visit: Visitor) -> None:
    visited = visit("office", js=False)
    visited.go("/")
    visited.page.get_by_label("Поиск по названию").fill("лесная")
    visited.page.get_by_role("button", name="Показать").click()
    expect(visited.page.locator(".association")).to_have_count(1)
    expect(visited.page.get_by_label("Поиск по названию")).to_have_value("лесная")
