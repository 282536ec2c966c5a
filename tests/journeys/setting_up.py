"""The first day: from the one-time code to the people who have signed in."""

from mmo.administration import first_run
from tests.journeys.person import Person
from tests.journeys.story import PASSWORD, Story

SCHOOL = "МБОУ «Школа № 5»"
OFFICE = "Методический кабинет Лесного округа"
HEAD = "Арбузова Анна Павловна"


def first_run_in_the_browser(story: Story) -> None:
    """Whoever has the one-time code becomes the administrator."""
    with story.site.app.app_context():
        code = first_run.the_code()  # the terminal shows it
    admin = story.newcomer("admin")
    admin.visit.go("/")
    admin.is_at("Первый запуск")
    admin.fill(
        {
            "Одноразовый код": code,
            "Название установки": "Лесной округ",
            "Ваши фамилия, имя, отчество": "Хозяйкина Вера Ильинична",
            "Логин": "admin",
            "Пароль": PASSWORD,
            "Пароль ещё раз": PASSWORD,
        }
    )
    admin.press("Создать учётную запись и продолжить")
    admin.is_at("Управление")


def organisation_and_year(story: Story) -> None:
    """An organisation, its year with trimesters; a district's schools beside its office."""
    admin = story.people["admin"]
    founder = SCHOOL if story.is_school else OFFICE
    kind = "общеобразовательная организация" if story.is_school else "другая организация"
    admin.follow("Дальше: Организация")
    admin.fill({"Название": founder, "Вид": kind})
    admin.press("Сохранить")
    admin.is_at("Учебный год и триместры")
    admin.follow("Предложить три триместра")
    admin.press("Сохранить")
    if not story.is_school:
        admin.follow("Управление")
        admin.follow("Организации")
        admin.follow("Новая организация")
        admin.fill({"Название": SCHOOL, "Вид": "общеобразовательная организация"})
        admin.press("Сохранить")
        admin.is_at("Учебный год и триместры")
        admin.follow("Управление")
        admin.follow("Объединение")


def association_and_head(story: Story) -> None:
    """The association, and its head: an account, a member, an appointment, a link."""
    admin = story.people["admin"]
    founder, level, issuer = (
        (SCHOOL, "школьный", "школа")
        if story.is_school
        else (OFFICE, "муниципальный", "отдел образования")
    )
    admin.is_at("Новое объединение")
    admin.fill({"Название": story.association, "Уровень": level, "Учредитель": founder})
    admin.press("Сохранить")
    admin.is_at("Руководитель объединения")
    admin.fill(
        {
            "Фамилия, имя, отчество": HEAD,
            "Логин": "head",
            "Должность": "классный руководитель",
            "Чей приказ": issuer,
            "Номер приказа": "41",
            "Дата приказа": "2026-08-28",
            "Руководит с": "2026-09-01",
        }
    )
    admin.press("Сохранить")
    story.links["head"] = handed_over(admin)
    admin.follow("Дальше")


def reviewer(story: Story) -> None:
    """An account for who reads and judges: the deputy director, the methodical office."""
    admin = story.people["admin"]
    admin.follow("Учётные записи")
    admin.follow("Новая учётная запись")
    admin.fill({"Фамилия, имя, отчество": story.reviewer_name, "Логин": story.reviewer})
    if story.is_school:
        admin.fill({"Роль": "заместитель директора по воспитательной работе", "Где": SCHOOL})
    else:
        admin.fill({"Роль": "заведующий методическим кабинетом"})
    admin.press("Завести учётную запись")
    story.links[story.reviewer] = handed_over(admin)


def by_their_links(story: Story) -> None:
    """Both set a password by the link that they were given, and are signed in."""
    for login in ("head", story.reviewer):
        by_their_link(story, login)


def by_their_link(story: Story, login: str) -> None:
    """Somebody sets a password by the link that they were given, and is signed in."""
    person = story.newcomer(login)
    person.page.goto(story.links[login])
    person.is_at("Задайте пароль")
    person.fill({"Новый пароль": PASSWORD, "Пароль ещё раз": PASSWORD})
    person.press("Задать и войти")
    person.sees("Пароль задан")


def handed_over(admin: Person) -> str:
    """The link that is shown once."""
    admin.sees("Передайте эту ссылку")
    return str(admin.field("Передайте эту ссылку: она показана один раз.").input_value())
