"""A page in the browser, with what it complained about and what it asked the outside for."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.browser.serving import Site
from tests.pages.reading import password_of
from tests.pages.table import FIRST, Shown

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
OUTSIDE = re.compile(r"^(?:https?|wss?)://(?!127\.0\.0\.1[:/]|localhost[:/]|\[::1\][:/])")
REFUSED_PAGE = "Failed to load resource: the server responded with a status of"
DESK, PHONE, NARROWEST = 1280, 390, 320
"""Widths in CSS pixels; the last is the one that WCAG 1.4.10 asks for."""
Scheme = Literal["light", "dark"]

States = dict[tuple[str, str], Any]
"""What the browser keeps of a person who has signed in, by site and login."""


@dataclass
class Visit:
    """One person's page of one site, in a fresh browser context."""

    site: Site
    page: Page
    problems: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site.address + address)

    def width(self, pixels: int) -> None:
        """Make the window so wide."""
        self.page.set_viewport_size({"width": pixels, "height": 900})

    def show(self, shown: Shown) -> None:
        """Open a page and bring it into its state."""
        self.go(shown.address)
        for words in shown.opens:
            main = self.page.locator("main")
            named = main.get_by_role("link", name=words)
            (main.locator("tbody a") if words is FIRST else named).first.click()
        for name, text in (shown.typed or {}).items():
            self.page.fill(f"main [name={name}]", text)
        if shown.chosen:
            self.page.set_input_files("main [type=file]", shown.chosen)
        if shown.sends:
            with self.page.expect_navigation():
                self.page.click("main .btn-primary")
        if shown.unfolds:
            self.page.click("details.why summary >> nth=0")
        self.page.get_by_text(shown.sees).first.wait_for(state="attached")

    def listen(self) -> None:
        """Take down from now on what goes wrong in the page."""
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        own_refusal = message.text.startswith(REFUSED_PAGE) and (
            message.location["url"] == self.page.url
        )
        if message.type in ("error", "warning") and not own_refusal:
            self.problems.append(f"{message.text} ({message.location['url']})")

    def note(self, request: Request) -> None:
        """Take down what is asked of the outside; the browser finds nobody there."""
        if OUTSIDE.match(request.url):
            self.outside.append(request.url)


@contextmanager
def opened(playwright: Playwright, profile: Path) -> Iterator[Browser]:
    """Debian's chromium with an empty profile; fails in one line where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("chromium is missing (Debian: apt install chromium)", pytrace=False)
    window = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=ARGUMENTS
    )
    assert window.browser is not None
    try:
        yield window.browser
    finally:
        window.close()


@contextmanager
def visiting(
    browser: Browser, site: Site, state: Any = None, js: bool = True, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """A visit in a context of its own, from which nothing outside is reached.

    Requests are looked at and not held up: a browser that has to ask about each keeps no files.
    """
    context: BrowserContext = browser.new_context(
        storage_state=state,
        java_script_enabled=js,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="ru-RU",
        viewport={"width": DESK, "height": 900},
    )
    context.set_default_timeout(5_000)
    visit = Visit(site, context.new_page())
    context.on("request", visit.note)
    visit.listen()
    try:
        yield visit
    finally:
        context.close()


def signed_in(browser: Browser, site: Site, who: str, states: States) -> Any:
    """What the browser keeps of this person: they sign in by the visible form once."""
    if (site.address, who) not in states:
        with visiting(browser, site) as visit:
            visit.go("/login")
            visit.page.get_by_label("Логин").fill(who)
            visit.page.get_by_label("Пароль").fill(password_of(who))
            visit.page.click("main .btn-primary")
            visit.page.get_by_role("button", name="Выйти").wait_for()
            cookies = visit.page.context.storage_state()["cookies"]
            states[site.address, who] = {"cookies": cookies, "origins": []}
    return states[site.address, who]
