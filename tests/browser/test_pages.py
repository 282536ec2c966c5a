"""Every page in every state: accessible, silent, and no wider than a phone."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import COLOURS, RULES, violations
from tests.browser.driving import (
    DESK,
    NARROWEST,
    PHONE,
    Scheme,
    States,
    Visit,
    signed_in,
    visiting,
)
from tests.browser.serving import Site
from tests.pages.table import PAGES, Place, Shown

pytestmark = pytest.mark.browser

WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 120))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
A_DEMO = "Это демонстрация"
A_GROUP = 30
"""Pages that one worker looks at in a row: opened once each, and no worker waits long."""


@pytest.fixture(scope="module")
def visited(
    request: pytest.FixtureRequest,
    browser: Browser,
    sites: Mapping[Place, Site],
    states: States,
) -> Iterator[tuple[Shown, Visit]]:
    """A page of the table, opened once for all the tests that look at it."""
    shown: Shown = request.param
    if shown.place is Place.WORDED:
        request.getfixturevalue("wording")
    site = sites[shown.place]
    state = signed_in(browser, site, shown.who, states) if shown.who else None
    with visiting(browser, site, state) as visit:
        visit.show(shown)
        yield shown, visit


every_page = pytest.mark.parametrize(
    "visited",
    [
        pytest.param(
            shown,
            id=shown.name,
            marks=pytest.mark.xdist_group(f"browser-pages-{number // A_GROUP}"),
        )
        for number, shown in enumerate(PAGES)
    ],
    indirect=True,
    scope="module",
)


@every_page
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visited: tuple[Shown, Visit], scheme: Scheme, width: int) -> None:
    _shown, visit = visited
    visit.page.emulate_media(color_scheme=scheme)
    visit.width(width)
    assert violations(visit, RULES if scheme == "light" else COLOURS) == []


@every_page
@pytest.mark.parametrize("width", [PHONE, NARROWEST])
def test_nothing_makes_a_phone_scroll_sideways(visited: tuple[Shown, Visit], width: int) -> None:
    _shown, visit = visited
    visit.width(width)
    assert visit.page.evaluate(OVERFLOW) == 0, visit.page.evaluate(WIDER)


@every_page
def test_a_page_has_a_title_and_one_visible_or_spoken_heading(
    visited: tuple[Shown, Visit],
) -> None:
    shown, visit = visited
    title = visit.page.title()
    assert title.endswith(" · ММО")
    assert title.startswith("Ошибка:") is (shown.status == 422)
    assert visit.page.get_by_role("heading", level=1).count() == 1


@every_page
def test_a_demonstration_says_what_it_is(visited: tuple[Shown, Visit]) -> None:
    shown, visit = visited
    visible = visit.page.get_by_text(A_DEMO).first.is_visible()
    assert visible is (shown.place in (Place.DEMO, Place.WORDED))


@every_page
def test_a_page_is_silent_and_asks_nothing_outside(visited: tuple[Shown, Visit]) -> None:
    _shown, visit = visited
    assert visit.problems == []
    assert visit.outside == []
    assert visit.page.evaluate("htmx.version")
