"""The meetings of the year: planned, held, minuted, signed, with a material each."""

from tests.journeys import agenda, minutes
from tests.journeys.agenda import at_meeting
from tests.journeys.story import Story

MEETINGS = (
    ("2026-09-18", "Первое заседание года", "Планирование работы на год"),
    ("2026-12-18", "Заседание по методической теме", "Современные формы работы с классом"),
    ("2027-03-19", "Обмен опытом", "Профилактика и семья"),
)
"""Of each: its day, what it begins with, its theme."""


def meetings_planned(story: Story) -> None:
    """All three stand in the calendar from the beginning; the first one's agenda is made."""
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
    agenda.arranged(story, MEETINGS[0][2])


def meeting_held(story: Story, number: int) -> None:
    """The day of a meeting: the secretary marks it as held and keeps its minutes; the head signs.

    From the second meeting on the minutes of the one before are approved, and a decision that
    nobody has carried out is asked about and marked.
    """
    day, _begins, theme = MEETINGS[number]
    story.on(day)
    secretary, head = story.back("secretary"), story.back("head")
    secretary.follow(story.association)
    at_meeting(secretary, theme)
    unfinished = story.decisions[0] if number else None
    if unfinished:
        agenda.carried_on(secretary, unfinished)
    _material(story, number)
    secretary.press("Заседание состоялось")
    secretary.is_told("Заседание отмечено как состоявшееся")
    secretary.step("Ход заседания")
    minutes.attendance(secretary)
    if unfinished:
        minutes.carried_out(secretary, unfinished)
    story.decisions = minutes.written(story, secretary, day)
    secretary.follow("К протоколу")
    secretary.press("Сохранить черновик")
    secretary.is_told("Черновик протокола сохранён")
    head.follow(story.association)
    at_meeting(head, theme)
    minutes.signed(head)
    if number:
        minutes.approved(head, MEETINGS[number - 1][2])


def _material(story: Story, number: int) -> None:
    """A material is attached where the meeting is prepared."""
    secretary, theme = story.people["secretary"], MEETINGS[number][2]
    secretary.follow("Добавить материал")
    secretary.fill({"Название": f"Материалы: {theme}", "Вид материала": "методический материал"})
    secretary.press("Сохранить")
    secretary.sees(f"Материалы: {theme}")


def first_meeting(story: Story) -> None:
    """The meeting that approves a school's plan."""
    meeting_held(story, 0)


def second_meeting(story: Story) -> None:
    """The second meeting."""
    meeting_held(story, 1)


def third_meeting(story: Story) -> None:
    """The third meeting."""
    meeting_held(story, 2)
