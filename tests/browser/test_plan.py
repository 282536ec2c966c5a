"""The plan in a browser: marks in the list itself, and gaps closed in a drawer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.driving import Visit
from tests.browser.serving import Site, served
from tests.pages.installations import open_at
from tests.pages.table import SCHOOL

pytestmark = pytest.mark.browser
ITEM = "Собрать темы самообразования и формы отчёта по ним"


@pytest.fixture
def own(tmp_path: Path, demo: Path) -> Iterator[Site]:
    """A demonstration that this test may change."""
    with served(open_at(tmp_path / "own", demo)) as site:
        yield site


@pytest.mark.parametrize("js", [True, False], ids=["with", "without"])
def test_an_item_is_marked_done_and_its_result_written_where_it_stands(
    visit: Callable[..., Visit], own: Site, js: bool
) -> None:
    head = visit("school-head", site=own, js=js)
    head.go(f"{SCHOOL}/plan?section=Организационная+работа")
    row = head.page.locator("tr", has_text=ITEM)
    row.get_by_role("button", name="Сделано сегодня").click()
    row.get_by_text("сделано 23 ноября 2026").wait_for()
    row.get_by_role("textbox").fill("Темы собраны")
    row.get_by_role("button", name="Записать").click()
    row.get_by_text("Темы собраны").wait_for()
    assert "section=" in head.page.url
    assert head.problems == []


def test_a_gap_of_the_plan_is_closed_in_a_drawer_and_its_row_is_gone(
    visit: Callable[..., Visit], own: Site
) -> None:
    head = visit("school-head", site=own)
    head.go(f"{SCHOOL}/")
    button = head.page.get_by_role("link", name="Включить план в план школы").first
    button.click()
    drawer = head.page.locator("#drawer")
    assert drawer.get_by_label("В плане школы с").input_value() == "2026-11-23"
    drawer.get_by_role("button", name="Сохранить").click()
    head.page.get_by_text("План отмечен как часть плана школы").first.wait_for()
    button.wait_for(state="detached")
    assert head.page.url.endswith(f"{SCHOOL}/")
    assert head.problems == []
