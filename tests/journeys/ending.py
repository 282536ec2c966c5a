"""The year's end: the analysis, the whole dashboard in order, the year closed, the next open."""

from tests.journeys.story import Story

LAST_DAYS, TURN = "2027-05-28", "2027-06-10"


def analysis(story: Story) -> None:
    """Drafted by the head, handed in, returned with a remark, handed in again, accepted."""
    story.on(LAST_DAYS)
    head = story.back("head")
    head.follow(story.association)
    head.menu("Анализ")
    head.press("Составить по записям")
    head.follow("Написать : Вывод")
    head.fill({"Текст": "Год прошёл по плану."})
    head.press("Сохранить")
    _hand_in(story)
    reviewer = story.back(story.reviewer)
    reviewer.follow(story.association)
    reviewer.menu("Анализ")
    reviewer.unfold("Добавить замечание: Вывод")
    reviewer.fill({"Замечание": "Назовите трудности."})
    reviewer.press("Добавить")
    reviewer.press("Вернуть с замечаниями")
    reviewer.sees("Назовите трудности.")
    head.menu("Анализ")
    head.unfold("Ответ")
    head.fill({"Ответ": "Названы."})
    head.press("Сохранить")
    _hand_in(story)
    reviewer.menu("Анализ")
    reviewer.unfold("Принять")
    reviewer.press("Принять")
    reviewer.sees("принят")


def _hand_in(story: Story) -> None:
    head = story.people["head"]
    head.unfold("Завершить")
    head.press("Завершить")
    head.unfold("Сдать")
    head.fill({"Кому сдаётся": story.reviewer_name})
    head.press("Сдать")
    head.sees("сдан")


def turn_of_the_year(story: Story) -> None:
    """The year is closed, and the next one opened with its members."""
    story.on(TURN)
    head = story.back("head")
    head.follow(story.association)
    head.sees("Всё обязательное в порядке")
    head.menu("Сведения о годе")
    head.follow("Закрыть год, открыть следующий")
    head.tick("Понимаю: записи")
    head.press("Закрыть 2026/27 и открыть 2027/28")
    head.is_told("Год закрыт")
    head.sees("2027/28 учебный год")
    head.menu("Члены МО")
    head.sees("Борисова Белла Игоревна")
