"""While a meeting runs: who came, what is said and decided on each question; then signed."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.person import PATIENCE, Person
from tests.journeys.preparing import MEMBERS
from tests.journeys.story import Story

AWAY = (MEMBERS[1], "курсы повышения квалификации")
"""Who is away at every meeting, and why."""


def attendance(secretary: Person) -> None:
    """Everybody is marked with one press, and then who is excused, with the reason."""
    secretary.follow("Отметить явку")
    secretary.press("Все присутствуют")
    secretary.sees("Присутствуют 3 из 3")
    name, reason = AWAY
    row = secretary.page.get_by_role("group", name=name)
    row.get_by_label("уваж. причина").check()
    secretary.fill({"Причина": reason}, within=row)
    secretary.press("К вопросам")
    secretary.is_told("Явка записана")
    secretary.sees("Присутствуют 2 из 3")
    secretary.sees("по уважительной причине: 1")


def written(story: Story, secretary: Person, day: str) -> list[str]:
    """Heard, spoke, votes and a decision for each question; saved as it is typed, or by a press.

    Returns the decisions.
    """
    secretary.page.wait_for_load_state()
    asked = secretary.page.locator("details.minutes-of")
    decisions = []
    for number in range(1, asked.count() + 1):
        decision = f"Решение {day} по вопросу {number}"
        _write(story, secretary, number, decision)
        decisions.append(decision)
    return decisions


def _write(story: Story, secretary: Person, number: int, decision: str) -> None:
    part = question(secretary, number)
    secretary.fill(
        {
            "Слушали": f"Доклад по вопросу {number}.",
            "Выступили": "Борисова Б. И.: поддержала.\nАрбузова А. П.: дополнила.",
            "За": "2",
            "Решение": decision,
            "Ответственный": MEMBERS[number % 2],
            "Срок": "2027-05-20",
        },
        within=part,
    )
    if story.mode.js:
        typed_is_saved(part)
        return
    secretary.press("Сохранить", within=part)
    secretary.is_told("Сохранено в")


def typed_is_saved(part: Locator) -> None:
    """What was typed is saved by itself, and the form says so."""
    expect(part.locator(".unsaved")).to_have_text("", timeout=PATIENCE)
    expect(part.get_by_text("сохранено в")).to_be_visible(timeout=PATIENCE)


def question(person: Person, number: int) -> Locator:
    """A question while the meeting runs, unfolded."""
    return person.unfold(re.compile(rf"^\s*{number}\."))


def carried_out(person: Person, decision: str) -> None:
    """Under the question that carries a decision on, it is marked as carried out."""
    asked = re.compile(re.escape(decision))
    part = person.unfold(asked)
    person.follow("Отметить выполненным", within=part)
    day = person.page.get_by_label("Выполнено", exact=True)
    expect(day).not_to_have_value("")
    person.press("Сохранить", within=person.page.locator("form").filter(has=day))
    expect(person.unfold(asked).locator(".origin")).to_contain_text("выполнено")


def signed(head: Person) -> None:
    """Nothing is lacking; the minutes are signed and locked."""
    head.step("Протокол")
    head.sees("Сохранить черновик")
    expect(head.page.get_by_role("heading", name="Чего не хватает в протоколе")).to_have_count(0)
    head.press("Подписать")
    head.is_told("Протокол подписан")
    head.step("Ход заседания")
    head.sees("Доклад по вопросу 1.")
    expect(head.page.locator("form[data-minutes]")).to_have_count(0)
    head.follow("Кто присутствовал")
    head.sees(f"уваж. причина: {AWAY[1]}")


def approved(head: Person, theme: str) -> None:
    """The minutes of an earlier meeting say at which meeting they were approved."""
    head.menu("Заседания")
    head.follow(theme)
    head.step("Протокол")
    head.sees("Утверждён")
