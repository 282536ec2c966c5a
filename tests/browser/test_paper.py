"""What is printed says what it is of."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.watching import YEAR

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-htmx")]


def test_a_printed_overview_says_its_day_and_has_no_controls(visit: Visitor) -> None:
    visited = visit("school-head")
    visited.go(f"{YEAR}?as_of=2026-10-20")
    visited.page.emulate_media(media="print")
    heading = visited.page.get_by_role("heading", name="Состояние на 20 октября 2026")
    box = heading.bounding_box()
    assert box is not None
    assert box["height"] > 20
    assert visited.page.get_by_text("Это демонстрация").first.is_visible()
    assert not visited.page.get_by_label("На день").is_visible()
    assert not visited.page.get_by_role("button", name="Выйти").is_visible()
