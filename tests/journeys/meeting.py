"""The meetings of the year: planned, held, minuted, signed, with a material each."""

from tests.journeys.story import Story

MEETINGS = (
    ("2026-09-18", "Первое заседание года", "Планирование работы на год"),
    ("2026-12-18", "Заседание по методической теме", "Современные формы работы с классом"),
    ("2027-03-19", "Обмен опытом", "Профилактика и семья"),
)
"""Of each: its day, what it begins with, its theme."""


def meetings_planned(story: Story) -> None:
    """All three stand in the calendar from the beginning."""
    head = story.people["head"]
    for day, begins, theme in MEETINGS:
        head.menu("Заседания")
        head.follow("Новое заседание")
        head.fill({"Дата": day, "Тема": theme, "Начать с": begins})
        head.press("Сохранить")
        head.sees("Повестка")
    if story.is_school:
        head.menu("План")
        head.follow("Утвердить план на заседании")
        head.press("Сохранить")
        head.is_told("внесено")


def meeting_held(story: Story, number: int) -> None:
    """The day of a meeting: it is held, minuted, signed, and its material attached."""
    day, _begins, theme = MEETINGS[number]
    story.on(day)
    head = story.back("head")
    head.follow(story.association)
    head.menu("Заседания")
    head.follow(theme)
    head.press("Заседание состоялось")
    head.is_told("Заседание отмечено как состоявшееся")
    head.step("Протокол")
    if head.has_box("Подписать и так"):
        head.tick("Подписать и так")
    head.press("Подписать")
    head.is_told("Протокол подписан")
    head.menu("Материалы")
    head.follow("Новый материал")
    head.fill({"Название": f"Материалы: {theme}", "Вид материала": "методический материал"})
    head.choose_with("К заседанию", f"№ {number + 1},")
    head.press("Сохранить")
    head.sees(f"Материалы: {theme}")


def first_meeting(story: Story) -> None:
    """The meeting that approves a school's plan."""
    meeting_held(story, 0)


def second_meeting(story: Story) -> None:
    """The second meeting."""
    meeting_held(story, 1)


def third_meeting(story: Story) -> None:
    """The third meeting."""
    meeting_held(story, 2)
