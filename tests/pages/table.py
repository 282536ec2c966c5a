"""The table of pages: each in a state, with who looks at it and what must then be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

WORDING = Path(__file__).with_name("wording.txt")
BUNDLE = Path(__file__).with_name("year.json")
OWN_WORDS = "Объединение входит в методическую службу школы"

SCHOOL = "/associations/school-zarechnaya/2026"
LAST = "/associations/school-zarechnaya/2025"
EXEMPLARY = "/associations/school-lesnaya/2026"
OTHER = "/associations/school-berezka/2026"
DISTRICT = "/associations/mmo-priozerny/2026"
DISTRICT_LAST = "/associations/mmo-priozerny/2025"


class Place(StrEnum):
    """Which installation the page is of."""

    DEMO = "demo"
    WORDED = "worded"
    """The demonstration, where the school has loaded its own wording."""
    EMPTY = "empty"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page in a state.

    Attributes:
        sees: words that the page has in this state and in no other.
        typed: what is typed into the fields of the page's form before it is sent.
        chosen: the file that is chosen in it.
        unfolds: whether the first «Почему» is opened.
        opens: words of links that are followed one after the other from the address on, where a
            page's address is known to nobody before; `endpoint` is then the page's.
    """

    name: str
    address: str
    who: str | None
    sees: str
    status: int = 200
    place: Place = Place.DEMO
    typed: Mapping[str, str] | None = None
    chosen: Path | None = None
    unfolds: bool = False
    opens: tuple[str, ...] = ()
    endpoint: str | None = None

    @property
    def sends(self) -> bool:
        return self.typed is not None or self.chosen is not None


OUTSIDE = (
    Shown("sign-in", "/login", None, "Учётные записи демонстрации"),
    Shown("sign-in-empty", "/login", None, "Введите логин", 422, typed={}),
    Shown(
        "sign-in-refused", "/login", None, "не подходят друг к другу", 422,
        typed={"login": "nobody", "password": "wrong"},
    ),
    Shown("sign-in-of-no-demo", "/login", None, "Нет учётной записи", place=Place.FRESH),
    Shown("first-run", "/setup", None, "Первый запуск", place=Place.EMPTY),
    Shown(
        "first-run-empty", "/setup", None, "Введите код", 422, place=Place.EMPTY,
        typed={},
    ),
    Shown(
        "first-run-refused", "/setup", None, "Это не тот код", 422, place=Place.EMPTY,
        typed={"code": "0000", "name": "Ш", "login": "a b", "password": "1", "again": "2"},
    ),
)  # fmt: skip
HOME = (
    Shown("home", "/", "office", "Лесная СОШ"),
    Shown("home-filtered", "/?level=municipal&year=2025", "office", "2025/26"),
    Shown("home-nothing", "/?q=нетакого", "office", "ничего не подошло"),
    Shown("home-first-of-pages", "/", "admin", "Страница 1 из 2"),
    Shown("home-last-of-pages", "/?page=2", "admin", "Страница 2 из 2"),
    Shown("home-without-role", "/", "newcomer", "Роли выдаёт администратор"),
    Shown("home-of-nothing", "/", "owner", "import-bundle", place=Place.FRESH),
)
DASHBOARD = (
    Shown("year-with-gaps", f"{SCHOOL}/", "school-head", "9 пробелов"),
    Shown("year-for-secretary", f"{SCHOOL}/", "secretary", "9 пробелов"),
    Shown("year-for-member", f"{SCHOOL}/", "member", "9 пробелов"),
    Shown("year-for-director", f"{SCHOOL}/", "director", "9 пробелов"),
    Shown("year-exemplary", f"{EXEMPLARY}/", "office", "Пробелов нет"),
    Shown("year-of-district", f"{DISTRICT}/", "mmo-head", "1 пробел"),
    Shown("year-closed", f"{LAST}/", "deputy", "2025/26"),
    Shown("year-of-district-closed", f"{DISTRICT_LAST}/", "office", "2025/26"),
    Shown("day-past", f"{SCHOOL}/?as_of=2026-10-20", "school-head", "20 октября 2026"),
    Shown("day-before-all", f"{SCHOOL}/?as_of=2026-08-02", "school-head", "2 августа 2026"),
    Shown("day-future", f"{SCHOOL}/?as_of=2027-03-15", "school-head", "15 марта 2027"),
    Shown("day-first", f"{SCHOOL}/?as_of=0001-01-01", "school-head", "1 января 1"),
    Shown("day-last", f"{SCHOOL}/?as_of=9999-12-31", "school-head", "31 декабря 9999"),
    Shown("why-unfolded", f"{SCHOOL}/", "school-head", "Что рассмотрено", unfolds=True),
    Shown("why", f"{SCHOOL}/why/sch.6.b8?as_of=2026-11-23", "school-head", "23 ноября 2026"),
)
REGULATION = (
    Shown("living-gist", f"{OTHER}/regulation", "admin", "стоит наше краткое изложение"),
    Shown("living-district", f"{DISTRICT}/regulation", "mmo-head", "стоит наше краткое изложение"),
    Shown("living-own", f"{SCHOOL}/regulation", "school-head", OWN_WORDS, place=Place.WORDED),
    Shown("load", f"{SCHOOL}/regulation/wording", "deputy", "Файл положения"),
    Shown("load-empty", f"{SCHOOL}/regulation/wording", "deputy", "Выберите файл", 422, typed={}),
    Shown(
        "review", f"{SCHOOL}/regulation/wording", "deputy", "не подошл", chosen=WORDING,
    ),
    Shown("files", "/regulations", "admin", "Положения"),
    Shown("files-worded", "/regulations", "admin", "wording.txt", place=Place.WORDED),
)  # fmt: skip
FILES = (
    Shown("files-of-year", f"{SCHOOL}/files", "school-head", "Файлы года"),
    Shown("files-none-found", f"{SCHOOL}/files?q=нетакого", "director", "Таких файлов нет"),
    Shown("files-none", f"{LAST}/files", "school-head", "В этом году файлов пока нет"),
)
PEOPLE = (
    Shown("people", "/people", "school-head", "Один человек"),
    Shown("people-none", "/people", "newcomer", "Решать нечего"),
)
MEMBERS = (
    Shown("members", f"{SCHOOL}/members", "school-head", "1–16 из 16"),
    Shown("members-narrowed", f"{SCHOOL}/members?q=учитель&card=no", "member", "Карточка: "),
    Shown("members-nothing", f"{SCHOOL}/members?q=нетакого", "director", "Ничего не подошло"),
    Shown("members-of-district", f"{DISTRICT}/members?sort=-name", "office", "Организация"),
    Shown("member-new", f"{SCHOOL}/members/new", "school-head", "Новый член МО"),
    Shown("member-new-empty", f"{SCHOOL}/members/new", "school-head", "Введите фамилию", 422,
          typed={}),
    Shown("member-card", f"{SCHOOL}/members", "school-head", "Тема самообразования",
          opens=("Акимова Лариса Геннадьевна",), endpoint="records.member_show"),
    Shown("member-card-read", f"{SCHOOL}/members", "director", "учитель биологии",
          opens=("Акимова Лариса Геннадьевна",)),
    Shown("member-history", f"{SCHOOL}/members", "school-head", "загружено из файла",
          opens=("Акимова Лариса Геннадьевна", "Кто что менял"),
          endpoint="records.member_history"),
    Shown("heads", f"{SCHOOL}/heads", "school-head", "Руководители объединения"),
    Shown("head-new", f"{SCHOOL}/heads/new", "school-head", "Номер приказа"),
    Shown("head-appointment", f"{SCHOOL}/heads", "school-head", "Чей приказ",
          opens=("Акимова Лариса Геннадьевна",), endpoint="records.head_appointment_show"),
    Shown("head-history", f"{SCHOOL}/heads", "school-head", "загружено из файла",
          opens=("Акимова Лариса Геннадьевна", "Кто что менял"),
          endpoint="records.head_appointment_history"),
)  # fmt: skip
PAPERS = (
    Shown("papers", f"{SCHOOL}/papers/", "school-head", "Каждая бумага"),
    Shown("papers-none", f"{SCHOOL}/papers/?q=нетакого", "school-head", "ничего не подошло"),
    Shown("papers-of-district", f"{DISTRICT}/papers/", "mmo-head", "Каждая бумага"),
    Shown("code", f"{SCHOOL}/papers/code", "school-head", "Код с бумаги"),
    Shown("code-unknown", f"{SCHOOL}/papers/code?code=abcd2345", "member", "ABCD2345"),
)
DATES = (
    Shown("calendar", f"{SCHOOL}/calendar?month=2026-11", "school-head", "ноябрь 2026"),
    Shown("calendar-list", f"{SCHOOL}/calendar?month=2026-11&view=list", "member", "Списком"),
    Shown("calendar-of-state", f"{SCHOOL}/calendar?month=2026-12", "office", "только сроки"),
    Shown("calendar-empty", f"{SCHOOL}/calendar?month=2030-01", "director", "ничего нет"),
    Shown("calendar-own", "/calendar", "mmo-head", "Показывать в телефоне"),
    Shown("calendar-of-nobody", "/calendar", "newcomer", "ничего нет"),
    Shown("feed-none", "/calendar/feed", "member", "Адреса пока нет"),
    Shown("feed-made", "/calendar/feed", "director", "показан один раз", typed={}),
    Shown("remind", f"{SCHOOL}/remind", "school-head", "Предстоящие заседания"),
    Shown("remind-of-state", f"{SCHOOL}/remind", "office", "которые закрывают другие"),
    Shown("letter", f"{SCHOOL}/remind/clause/sch.1.4", "school-head", "Здравствуйте!"),
)
DISTRICT_MAP = (
    Shown("map", "/district", "office", "Чего не хватает большинству"),
    Shown(
        "map-any-status", "/district?obligation=all&status=gap", "office", "Объединения и пункты"
    ),
    Shown("map-of-a-clause", "/district?clause=sch.6.b3&status=gap", "office", "Только те, у кого"),
    Shown("map-of-a-clause-only", "/district?clause=sch.6.b3", "office", "Выберите состояние"),
    Shown("map-municipal", "/district?regulation=mun&year=2025", "office", "2025/26"),
    Shown("map-of-nothing", "/district?q=нетакого", "office", "ничего не подошло"),
    Shown("school", "/school", "deputy", "Все объединения рядом"),
    Shown("school-all-clauses", "/school?obligation=all", "director", "Все объединения рядом"),
    Shown("school-of-no-year", "/school?year=1999", "director", "этого года здесь пока нет"),
)
ADMINISTRATION = (
    Shown("administration", "/admin", "admin", "Журнал действий"),
    Shown("administration-fresh", "/admin", "owner", "Дальше: Организация", place=Place.FRESH),
    Shown("installation", "/admin/installation", "admin", "Название установки"),
    Shown("organisations", "/admin/organisations", "admin", "вне муниципалитета"),
    Shown("organisations-none", "/admin/organisations", "owner", "Организаций пока нет",
          place=Place.FRESH),
    Shown("organisation-new", "/admin/organisations/new", "admin", "Входит в муниципалитет"),
    Shown("organisation-new-empty", "/admin/organisations/new", "admin",
          "Введите название, как", 422, typed={"name": "", "code": "А"}),
    Shown("organisation", "/admin/organisations", "admin", "Стоит в адресах",
          opens=("Лесная СОШ",), endpoint="administration.organisation"),
    Shown("calendar-of-organisation", "/admin/organisations", "admin", "Предложить окна",
          opens=("Лесная СОШ", "Учебный год и триместры"), endpoint="administration.calendar"),
    Shown("calendar-of-quarters", "/admin/organisations", "admin", "Принятое толкование",
          opens=("Лесная СОШ", "Учебный год и триместры", "Предложить окна")),
    Shown("parameters", "/admin/organisations", "admin", "По умолчанию: 7 дней",
          opens=("Лесная СОШ", "Сроки, принятые"), endpoint="administration.parameters"),
    Shown("associations-of-admin", "/admin/associations", "admin", "Последний год"),
    Shown("associations-none", "/admin/associations", "owner", "Объединений пока нет",
          place=Place.FRESH),
    Shown("association-new", "/admin/associations/new", "admin", "Первый учебный год"),
    Shown("association-new-empty", "/admin/associations/new", "admin", "Введите название, как",
          422, typed={"name": ""}),
    Shown("association", "/admin/associations", "admin", "Открыть пустой год",
          opens=("Муниципальное методическое",), endpoint="administration.association"),
    Shown("head-of-association", "/admin/associations", "admin", "Чей приказ",
          opens=("Муниципальное методическое", "Ввести руководителя"),
          endpoint="administration.head"),
    Shown("accounts", "/accounts", "admin", "Последний вход"),
    Shown("accounts-of-deputy", "/accounts?role=head", "deputy", "Акимова"),
    Shown("accounts-none", "/accounts?q=нетакого", "admin", "Ничего не подошло"),
    Shown("account-new", "/accounts/new", "admin", "Пароль здесь не вводится"),
    Shown("account-new-empty", "/accounts/new", "deputy", "Введите фамилию", 422,
          typed={"full_name": "", "login": "a"}),
    Shown("account", "/accounts", "admin", "Чья это учётная запись",
          opens=("Сазонова Юлия",), endpoint="accounts.account"),
    Shown("account-beyond", "/accounts", "deputy", "ею занимается администратор",
          opens=("Мещеряков Андрей",)),
    Shown("account-own", "/account", "school-head", "Где я работаю сейчас"),
    Shown("password-link-over", "/password/nosuch", None, "Ссылка больше не действует", 404),
    Shown("log", "/log?kind=member", "admin", "здесь не показано"),
    Shown("log-none", "/log?q=нетакого", "admin", "Ничего не подошло"),
)  # fmt: skip
ABOUT_YEAR = (
    Shown("about", f"{SCHOOL}/about", "school-head", "Ввести цель"),
    Shown("about-read", f"{SCHOOL}/about", "director", "Даты учебного года"),
    Shown("about-of-state", f"{OTHER}/about", "admin", "Проверяется по"),
    Shown("about-closed", f"{LAST}/about", "deputy", "Открыть год снова"),
    Shown("theme", f"{SCHOOL}/about/theme", "school-head", "Методическая тема"),
    Shown("goal-empty", f"{SCHOOL}/about/goal", "school-head", "Введите цель", 422,
          typed={"goal": ""}),
    Shown("regulation-in-force", f"{SCHOOL}/about/regulation", "school-head", "Действует по"),
    Shown("dates", f"{SCHOOL}/dates", "deputy", "Второй триместр начинается"),
    Shown("dates-closed", f"{LAST}/dates", "deputy", "даты можно изменить"),
    Shown("turn", f"{SCHOOL}/turn", "school-head", "Невыполненные решения"),
    Shown("turn-counted", f"{SCHOOL}/turn", "admin", "все"),
    Shown("turn-closed", f"{LAST}/turn", "deputy", "Почему год открывается снова"),
    Shown("turn-closed-of-head", f"{LAST}/turn", "school-head", "Открыть его снова может"),
    Shown("access", f"{SCHOOL}/access", "school-head", "Запросить учётные записи"),
    Shown("log-of-association", f"{SCHOOL}/log", "school-head", "С какого дня"),
)  # fmt: skip
EXCHANGE = (
    Shown("exchange", f"{SCHOOL}/exchange", "school-head", "Выгрузить весь год"),
    Shown("exchange-of-admin", f"{SCHOOL}/exchange", "admin", "недоступны"),
    Shown("bring-in", "/bundles", "office", "Показать изменения"),
    Shown("bring-in-empty", "/bundles", "office", "Выберите файл", 422, typed={}),
    Shown("bring-in-wrong", "/bundles", "deputy", "нельзя загрузить", 422, chosen=WORDING),
    Shown("bring-in-differences", "/bundles", "school-head", "Удалено", chosen=BUNDLE),
    Shown("bring-in-counted", "/bundles", "admin", "посчитаны, но не названы", chosen=BUNDLE),
    Shown("bring-in-refused", "/bundles", "mmo-head", "Файл относится к объединению",
          chosen=BUNDLE, status=422),
)  # fmt: skip
REFUSED = (
    Shown("not-found", "/no-such-page", "member", "Такой страницы нет", 404),
    Shown("not-theirs", f"{OTHER}/", "member", "Такой страницы нет", 404),
    Shown("forbidden", f"{SCHOOL}/regulation/wording", "member", "Смотреть здесь можно", 403),
    Shown("wrong-way", "/logout", "member", "так не открывается", 405),
)
PAGES = (
    *OUTSIDE,
    *HOME,
    *DASHBOARD,
    *REGULATION,
    *PEOPLE,
    *MEMBERS,
    *PAPERS,
    *DATES,
    *DISTRICT_MAP,
    *FILES,
    *EXCHANGE,
    *ADMINISTRATION,
    *ABOUT_YEAR,
    *REFUSED,
)

FRAGMENTS = (
    ("/?q=школа", "office", 200),
    ("/?q=нетакого", "office", 200),
    ("/?page=2", "admin", 200),
    (f"{SCHOOL}/?as_of=2026-10-20", "school-head", 200),
    (f"{DISTRICT}/?as_of=2027-03-15", "mmo-head", 200),
    (f"{SCHOOL}/why/sch.6.b8?as_of=2026-11-23", "school-head", 200),
    (f"{SCHOOL}/why/no-such-rule", "school-head", 404),
    (f"{SCHOOL}/calendar?month=2026-12", "school-head", 200),
    ("/calendar?view=list", "member", 200),
    (f"{OTHER}/", "member", 404),
    (f"{SCHOOL}/files?q=нетакого", "school-head", 200),
    ("/accounts?state=active", "admin", 200),
    (f"{SCHOOL}/about/theme", "school-head", 200),
    ("/district?status=gap", "office", 200),
    ("/school?obligation=should", "deputy", 200),
)
"""What htmx asks for: the address, who asks, and the answer's code."""
