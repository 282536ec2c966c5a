"""A story: an installation that begins empty, its clock, and the people who live its year."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask
from playwright.sync_api import Browser

from tests.browser.driving import visiting
from tests.browser.serving import Site
from tests.journeys.moving import Moving
from tests.journeys.person import Mode, Person

PASSWORD = "три слова подряд"
FIRST_DAY = date(2026, 9, 1)


@dataclass
class Story:
    """What a journey carries from step to step."""

    browser: Browser
    site: Site
    clock: Moving
    level: str
    mode: Mode
    visits: ExitStack
    another: Callable[[], Flask]
    """Makes another, empty installation."""
    people: dict[str, Person] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)
    """What the last meeting decided."""

    @property
    def is_school(self) -> bool:
        return self.level == "school"

    @property
    def association(self) -> str:
        return "МО классных руководителей" if self.is_school else "ММО классных руководителей"

    @property
    def reviewer(self) -> str:
        """Who agrees and accepts: a school's deputy director, a district's office."""
        return "deputy" if self.is_school else "office"

    @property
    def reviewer_name(self) -> str:
        return "Заместителева Зоя Игоревна" if self.is_school else "Кабинетова Клара Юрьевна"

    def on(self, day: str) -> None:
        """The year goes on to this day."""
        self.clock.day = date.fromisoformat(day)

    def newcomer(self, login: str = "") -> Person:
        """Somebody who opens a browser for the first time."""
        visit = self.visits.enter_context(visiting(self.browser, self.site, js=self.mode.js))
        visit.width(self.mode.width)
        person = self.people[login] = Person(visit, login, PASSWORD)
        person.signed_in_on = self.clock.day
        return person

    def back(self, login: str) -> Person:
        """Somebody comes to the first page; on another day they sign in anew."""
        person = self.people[login]
        person.visit.go("/")
        if person.signed_in_on != self.clock.day:
            person.fill({"Логин": login, "Пароль": person.password})
            person.press("Войти")
            person.signed_in_on = self.clock.day
        return person


Step = Callable[[Story], Any]
