"""A form that closes a gap, saved in its drawer: quiet for the browser too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.watching import YEAR, begin, is_marked
from tests.pages.table import Place

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-htmx")]

STYLED = "document.querySelectorAll('[id]').forEach((each) => { each.style.order = '0' })"
"""As a browser or a tool of its user styles a page: what comes in its place is not styled so."""


def test_saving_in_a_drawer_breaks_no_rule_of_the_page(visit: Visitor) -> None:
    visited = visit("school-head", place=Place.WORDED)
    page = begin(visited, YEAR)
    page.locator("main a.todo[hx-target='#drawer-body'][hx-get*='/materials/new']").first.click()
    form = page.locator("#drawer[open] form")
    form.locator("[name=title]").fill("Внесено в окне")
    page.evaluate(STYLED)
    form.locator("button.btn-primary").click()
    expect(page.locator(".said")).to_contain_text("Сохранено")
    expect(page.locator("#drawer")).to_be_hidden()
    assert is_marked(page)
    assert visited.problems == []
