"""The agenda: proposed by a member, put into order, filled with what earlier meetings left."""

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.story import Story

PROPOSED = "Как провести классный час о дружбе"
ADDED = "Разное"


def at_meeting(person: Person, theme: str) -> None:
    """The page of a meeting is open."""
    person.menu("Заседания")
    person.follow(theme)
    person.sees("Повестка")


def arranged(story: Story, theme: str) -> None:
    """A member proposes a question; the head takes it in, adds another and moves both."""
    member, head = story.back("member"), story.people["head"]
    member.follow(story.association)
    at_meeting(member, theme)
    member.follow("Предложить вопрос")
    member.fill({"Вопрос": PROPOSED, "Почему это стоит обсудить": "Просили молодые коллеги."})
    member.press("Предложить")
    member.sees(PROPOSED)
    at_meeting(head, theme)
    before = questions(head)
    head.press(f"Взять в повестку : {PROPOSED}")
    in_order(head, [*before, PROPOSED])
    head.follow("Добавить вопрос")
    head.fill({"Вопрос": ADDED})
    head.press("Сохранить")
    in_order(head, [*before, PROPOSED, ADDED])
    head.press(f"Выше : {PROPOSED}")
    in_order(head, [*before[:-1], PROPOSED, before[-1], ADDED])
    head.press(f"Ниже : {before[0]}")
    in_order(head, [before[1], before[0], *before[2:-1], PROPOSED, before[-1], ADDED])
    head.press(f"Удалить : {ADDED}")
    head.is_told("Удалено")
    in_order(head, [before[1], before[0], *before[2:-1], PROPOSED, before[-1]])


def questions(person: Person) -> list[str]:
    """The questions as the meeting's page lists them."""
    person.page.wait_for_load_state()
    return person.page.locator("ol.agenda .question-text").all_inner_texts()


def in_order(person: Person, wanted: list[str]) -> None:
    """The questions stand, or come to stand, in this order."""
    expect(person.page.locator("ol.agenda .question-text")).to_have_text(wanted)


def carried_on(person: Person, decision: str) -> None:
    """What the meeting before left is put on the agenda: its minutes, an unfinished decision."""
    before = len(questions(person))
    left = person.unfold("Осталось от прошлых заседаний")
    person.press("Внести в повестку", within=left)
    expect(person.page.locator("ol.agenda .question-text")).to_have_count(before + 1)
    person.sees("Утверждение протокола")
    person.unfold("Осталось от прошлых заседаний")
    person.press(f"Перенести : {decision}")
    expect(person.page.locator("ol.agenda .question-text")).to_have_count(before + 2)
    person.sees("перенесён с прошлого заседания")
