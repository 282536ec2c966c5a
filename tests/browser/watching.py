"""What tests of htmx watch a page for."""

import time

from playwright.sync_api import Page, Request, expect

from tests.browser.driving import Visit
from tests.pages.table import SCHOOL

YEAR = f"{SCHOOL}/"
"""The page that most of them open."""


def heading(page: Page) -> str:
    """The first heading, as it stands now."""
    return page.get_by_role("heading", level=1).inner_text()


def begin(visit: Visit, address: str) -> Page:
    """Open a page, wait for htmx, and mark the window: a full reload loses the mark."""
    visit.go(address)
    until(visit.page, "window.htmx")
    visit.page.evaluate("window.marked = true")
    return visit.page


def until(page: Page, condition: str, seconds: float = 5) -> None:
    """Wait for a condition; Playwright's own waiting evaluates in the page, which forbids it."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def is_marked(page: Page) -> bool:
    """Whether the page was not loaded anew since `begin`."""
    return bool(page.evaluate("window.marked === true"))


def shows(page: Page, day: str) -> None:
    """The overview is of this day."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Состояние на {day}")


def asked(page: Page, part: str) -> list[str]:
    """The addresses with this part that the page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if part in request.url:
            found.append(request.url)

    page.on("request", note)
    return found
