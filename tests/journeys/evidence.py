"""Between the meetings: the plan's items done, activities and materials entered."""

from tests.journeys.preparing import MEMBERS, PLAN_ITEMS
from tests.journeys.story import Story


def plan_item_done(story: Story, number: int) -> None:
    """On its day an item of the plan is marked as done, and its result written down."""
    title, due = PLAN_ITEMS[number]
    story.on(due)
    head = story.back("head")
    head.follow(story.association)
    head.menu("План")
    head.press(f"Сделано сегодня : {title}")
    head.fill({f"Результат: {title}": f"Итог: {title}"})
    head.press("Записать")
    head.sees(f"Итог: {title}")


def first_item(story: Story) -> None:
    """The first item of the plan."""
    plan_item_done(story, 0)


def second_item(story: Story) -> None:
    """The second one."""
    plan_item_done(story, 1)


def activities(story: Story) -> None:
    """What the regulation names beside meetings, entered where the menu leads."""
    head = story.people["head"]
    head.menu("Мероприятия")
    for kind, title in (("обобщение опыта", "Опыт работы с семьёй"),
                        ("консультация", "Как вести классный час")):  # fmt: skip
        head.follow("Новое мероприятие")
        head.fill({"Что это": kind, "Название": title})
        head.tick(MEMBERS[0])
        head.press("Сохранить")
        head.sees(title)
        head.menu("Мероприятия")
    head.menu("Материалы")
    for kind, title in (("программа", "Программа «Семья и школа»"),
                        ("аналитический материал", "Анализ недели профилактики")):  # fmt: skip
        head.follow("Новый материал")
        head.fill({"Вид материала": kind, "Название": title})
        head.press("Сохранить")
        head.sees(title)
        head.menu("Материалы")


def group_and_submission(story: Story) -> None:
    """A creative group whose topic a meeting approved; a paper that was asked for in time."""
    head = story.people["head"]
    head.menu("Группы")
    head.follow("Новая творческая группа")
    head.fill({"Тема": "Портфолио классного руководителя", "Куратор": MEMBERS[1]})
    head.choose_with("Тема утверждена на заседании", "№ 3,")
    head.press("Сохранить")
    head.sees("Портфолио классного руководителя")
    head.menu("К сдаче")
    head.follow("Новый документ к сдаче")
    head.fill({"Что запрошено": "Сведения о классах", "Кому": "директору", "Срок": "2027-03-25"})
    head.press("Сохранить")
    head.follow("Сведения о классах")
    head.fill({"Сдан": "2027-03-19"})
    head.press("Сохранить")
    head.sees("Сведения о классах")
