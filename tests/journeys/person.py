"""Somebody at a browser of their own, who finds everything by the words on the screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import DESK, PHONE, Visit

PATIENCE = 20_000
"""Milliseconds that a page is waited for: the machine may have other work."""


@dataclass(frozen=True)
class Mode:
    """How somebody works: with or without JavaScript, on a desk or on a phone."""

    name: str
    js: bool = True
    width: int = DESK


MODES = (Mode("desk"), Mode("plain", js=False), Mode("phone", width=PHONE))


class Person:
    """What a person does: looks, presses, types, chooses. Nothing hidden is touched."""

    def __init__(self, visit: Visit, login: str = "", password: str = "") -> None:
        self.visit, self.login, self.password = visit, login, password
        self.signed_in_on: object = None
        self.page.set_default_timeout(PATIENCE)

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def is_narrow(self) -> bool:
        """Whether the window is as narrow as a phone."""
        size = self.page.viewport_size
        return size is not None and size["width"] < DESK // 2

    def menu(self, words: str) -> None:
        """Go to a page of the year by its menu, which is folded on a narrow screen."""
        if self.is_narrow:
            self.unfold("Разделы года")
        self.follow(words, within=self.page.get_by_role("navigation", name="Учебный год"))

    def is_told(self, words: str) -> None:
        """A message says what was done."""
        said = self.page.locator("[role=status], .said", has_text=words)
        expect(said.filter(visible=True).first).to_be_visible(timeout=PATIENCE)

    def sees(self, words: str) -> None:
        """These words are on the screen, or come to it."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible(
            timeout=PATIENCE
        )

    def is_at(self, heading: str) -> None:
        """The page has this heading."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_attached(
            timeout=PATIENCE
        )

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        """Press the link of these words."""
        self._named("link", words, within).click()

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button of these words."""
        self._named("button", words, within).click()

    def _named(self, role: str, words: str, within: Locator | None) -> Locator:
        place = within or self.page
        found = place.get_by_role(role, name=words, exact=True)  # type: ignore[arg-type]
        return found.filter(visible=True).first

    def unfold(self, words: str | re.Pattern[str]) -> Locator:
        """Unfold the part of a page whose summary begins with these words, or has a pattern."""
        self.page.wait_for_load_state()
        begins = re.compile(rf"^\s*{re.escape(words)}") if isinstance(words, str) else words
        folded = self.page.locator("details").filter(
            has=self.page.locator("> summary", has_text=begins)
        )
        one = folded.filter(visible=True).first
        if not one.evaluate("part => part.open"):
            one.locator("> summary").click()
        return one

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The field of this label."""
        place = within or self.page
        return place.get_by_label(label, exact=True).filter(visible=True).first

    def fill(self, fields: Mapping[str, str], *, within: Locator | None = None) -> None:
        """Type into fields or choose in them, by their labels."""
        for label, value in fields.items():
            field = self.field(label, within=within)
            if field.evaluate("field => field.localName") == "select":
                field.select_option(label=value)
            else:
                field.fill(value)

    def tick(self, *labels: str) -> None:
        """Tick boxes."""
        for label in labels:
            self.page.get_by_label(label).filter(visible=True).first.check()

    def choose_with(self, label: str, words: str) -> None:
        """Choose the option that has these words in it."""
        options = self.field(label).locator("option", has_text=words)
        self.field(label).select_option(value=options.first.get_attribute("value"))

    def step(self, words: str) -> None:
        """Go to a step of a meeting, done or not."""
        steps = self.page.get_by_role("navigation", name="Шаги заседания")
        steps.get_by_role("link", name=re.compile(rf"{re.escape(words)}$")).click()

    def close_gap(self, words: str, fields: Mapping[str, str], button: str = "Сохранить") -> None:
        """Follow one of the dashboard's “what closes it”, fill in the form, come back."""
        self.open_folds()
        self.follow(words)
        self.fill(fields)
        self.press(button)
        expect(self.page.get_by_role("link", name=words, exact=True)).to_have_count(
            0, timeout=PATIENCE
        )

    def open_folds(self) -> None:
        """Unfold what the dashboard keeps folded."""
        self.page.wait_for_load_state()
        for words in ("Впереди", "Рекомендации"):
            if self.page.locator("summary", has_text=words).count():
                self.unfold(words)
