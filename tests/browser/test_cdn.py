"""htmx from the CDN, and from the local copy when the CDN refuses, lies, hangs or is late."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from mmo.config import HTMX_VERSION, ROOT, Settings
from mmo.web import HTMX_HASH
from tests.browser.conftest import Visitor
from tests.browser.driving import OUTSIDE, Visit
from tests.browser.serving import Site, served
from tests.browser.watching import YEAR, asked, begin, shows, until
from tests.pages.installations import open_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-htmx")]

VENDORED = ROOT / "static" / "vendor" / "htmx.min.js"
WITHIN = 3.0
"""Seconds after which htmx must work, whatever the CDN does."""
ANYBODY = {"Access-Control-Allow-Origin": "*"}


@pytest.fixture(scope="module")
def cdn_site(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Iterator[Site]:
    """The demonstration with htmx from the CDN."""
    with served(open_at(tmp_path_factory.mktemp("cdn"), demo, htmx="cdn")) as site:
        yield site


@pytest.fixture
def cdn(visit: Visitor, cdn_site: Site) -> tuple[Visit, "Cdn"]:
    """A visit of a head, and what the page asks the CDN for."""
    visited = visit("school-head", site=cdn_site)
    return visited, Cdn(visited.page)


class Cdn:
    """The CDN as the page sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.local = asked(page, "/static/vendor/htmx.min.js")

    def answers(self, answer: Callable[[Route], None]) -> None:
        """From now on the CDN answers so."""

        def note(route: Route) -> None:
            self.asked.append(route.request.url)
            answer(route)

        self.page.route(OUTSIDE, note)


def gives_htmx(route: Route) -> None:
    route.fulfill(path=VENDORED, headers=ANYBODY, content_type="text/javascript")


def refuses(route: Route) -> None:
    route.abort("connectionrefused")


def is_missing(route: Route) -> None:
    route.fulfill(status=404, headers=ANYBODY, body="no such file")


def lies(route: Route) -> None:
    body = b"window.lied = true;" + VENDORED.read_bytes()
    route.fulfill(body=body, headers=ANYBODY, content_type="text/javascript")


def hangs(route: Route) -> None:
    """Never answers."""


def test_the_vendored_htmx_has_the_hash_that_pages_ask_for() -> None:
    digest = hashlib.sha384(VENDORED.read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" == HTMX_HASH


def test_the_cdn_is_asked_for_the_version_that_is_vendored() -> None:
    assert f'version:"{HTMX_VERSION}"' in VENDORED.read_text("utf-8")
    assert f"htmx.org@{HTMX_VERSION}/" in str(Settings.model_fields["htmx_url"].default)


def test_a_cdn_that_answers_is_used_and_the_local_copy_is_not(cdn: tuple[Visit, Cdn]) -> None:
    visited, network = cdn
    network.answers(gives_htmx)
    page = begin(visited, YEAR)
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    assert len(network.asked) == 1
    assert network.local == []
    assert visited.problems == []


@pytest.mark.parametrize("answer", [refuses, is_missing, lies, hangs])
def test_a_cdn_that_fails_is_replaced_by_the_local_copy_and_not_asked_again(
    cdn: tuple[Visit, Cdn], answer: Callable[[Route], None]
) -> None:
    visited, network = cdn
    network.answers(answer)
    started = time.monotonic()
    visited.page.goto(visited.site.address + YEAR)
    until(visited.page, "window.htmx", WITHIN)
    assert time.monotonic() - started < WITHIN + 1
    page = begin(visited, YEAR)
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    assert len(network.asked) == 1
    assert network.local
    assert page.evaluate("window.lied") is None


def test_a_cdn_that_hangs_does_not_keep_the_page_loading(cdn: tuple[Visit, Cdn]) -> None:
    visited, network = cdn
    network.answers(hangs)
    visited.page.goto(visited.site.address + YEAR, wait_until="load", timeout=WITHIN * 1000)
    assert visited.page.evaluate("document.readyState") == "complete"


def test_a_cdn_that_answers_too_late_is_not_run_beside_the_local_copy(
    cdn: tuple[Visit, Cdn],
) -> None:
    visited, network = cdn
    waiting: list[Route] = []
    network.answers(waiting.append)
    page = begin(visited, YEAR)
    page.evaluate("window.first = window.htmx")
    with page.expect_event("requestfinished", lambda request: _is_outside(request)):
        gives_htmx(waiting[0])
    page.wait_for_timeout(300)
    assert page.evaluate("window.first === window.htmx")
    days = asked(page, "as_of=")
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    assert len(days) == 1


def _is_outside(request: Request) -> bool:
    return bool(OUTSIDE.match(request.url))


def test_a_setting_keeps_pages_from_the_cdn(visit: Visitor) -> None:
    visited = visit("school-head")
    page = begin(visited, YEAR)
    expect(page.locator("script[data-cdn]")).to_have_count(0)
    assert visited.outside == []
