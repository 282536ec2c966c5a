"""September: theme, goal and regulation, members, the plan made and agreed or approved."""

from tests.journeys.setting_up import HEAD, SCHOOL, by_their_link, handed_over
from tests.journeys.story import Story

MEMBERS = ("Борисова Белла Игоревна", "Викторова Вера Олеговна")
COLLEAGUES = (
    ("secretary", MEMBERS[0], "секретарь объединения"),
    ("member", MEMBERS[1], "член объединения"),
)
"""Members with an account: the login, the name, the role."""
PLAN_ITEMS = (
    ("Семинар для классных руководителей", "2026-11-20"),
    ("Неделя профилактики", "2027-03-10"),
)
"""What is planned, and by when."""
CARD = {
    "Должность": "учитель",
    "Образование": "высшее",
    "Стаж, лет": "12",
    "Категория": "первая",
}


def about_the_year(story: Story) -> None:
    """What the dashboard asks for first is entered by its own links."""
    head = story.people["head"]
    head.follow(story.association)
    if not story.is_school:
        return
    head.close_gap("Внести тему года", {"Методическая тема года": "Класс как сообщество"})
    head.close_gap("Внести цель года", {"Цель года": "Единые подходы к воспитанию"})
    head.close_gap(
        "Внести действующее положение",
        {
            "Положение об объединении": "Положение о МО, приказ № 12 от 01.09.2025",
            "Дата утверждения": "2025-09-01",
            "Действует с": "2025-09-01",
        },
    )


def members(story: Story) -> None:
    """The head's own card is completed, two members are entered with theirs."""
    head = story.people["head"]
    head.menu("Члены МО")
    for name in (HEAD, *MEMBERS):
        head.follow(name if name == HEAD else "Новый член МО")
        fields = {"Организация": SCHOOL, **CARD}
        if name != HEAD:
            fields = {"Фамилия, имя, отчество": name, **fields}
        head.fill(fields)
        head.unfold("Категория, самообразование, выбытие")
        head.fill({"Тема самообразования": f"Тема: {name.split()[0]}"})
        head.press("Сохранить")
        head.is_told("Сохранено")
        head.menu("Члены МО")
    for name in MEMBERS:
        head.sees(name)


def accounts(story: Story) -> None:
    """The head asks for accounts of a secretary and a member; who looks after accounts makes
    them, and both come in by their links."""
    head = story.people["head"]
    head.menu("Члены МО")
    head.follow("Кто может входить")
    for _login, name, role in COLLEAGUES:
        head.tick(name)
        head.fill({"Роль": role})
        head.press("Запросить учётные записи")
        head.is_told("запрошена")
    keeper = story.people["deputy" if story.is_school else "admin"]
    for login, name, _role in COLLEAGUES:
        keeper.follow("Учётные записи")
        keeper.follow(f"Завести учётную запись: {name}")
        keeper.fill({"Логин": login})
        keeper.press("Завести учётную запись")
        story.links[login] = handed_over(keeper)
        by_their_link(story, login)


def plan(story: Story) -> None:
    """A plan of two items; a district's is agreed by the office."""
    head = story.people["head"]
    head.menu("План")
    head.follow("Составить план")
    head.press("Начать пустой план")
    for title, due in PLAN_ITEMS:
        head.follow("Новый пункт плана")
        head.fill({"Раздел": "Методическая работа", "Мероприятие": title, "Срок": due})
        head.unfold("Ожидаемый результат")
        head.tick("Главное направление работы")
        head.press("Сохранить")
        head.menu("План")
    if story.is_school:
        _included(story)
    else:
        _agreed(story)


def _agreed(story: Story) -> None:
    head, office = story.people["head"], story.back("office")
    head.follow("Отправить план на согласование")
    head.press("Отправить")
    head.is_told("План отправлен")
    office.follow(story.association)
    office.menu("План")
    office.follow("Вернуть план с замечаниями")
    office.fill({"Замечание к плану в целом": "Добавьте результат семинара."})
    office.press("Вернуть")
    head.menu("План")
    head.sees("Добавьте результат семинара.")
    head.follow("Отправить план на согласование")
    head.press("Отправить")
    office.menu("План")
    office.follow("Согласовать план")
    office.press("Согласовать")
    office.sees("План согласован")


def _included(story: Story) -> None:
    deputy = story.back("deputy")
    deputy.follow(story.association)
    deputy.menu("План")
    deputy.follow("Часть плана школы")
    deputy.press("Сохранить")
    deputy.sees("План отмечен")
