"""The table of pages: each in a state, with who looks at it and what must then be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

WORDING = Path(__file__).with_name("wording.txt")
SHEET = Path(__file__).with_name("members.xlsx")
ACCOUNTS = Path(__file__).with_name("accounts.xlsx")
WRONG_ACCOUNTS = Path(__file__).with_name("accounts-wrong.xlsx")
BUNDLE = Path(__file__).with_name("year.json")
OWN_WORDS = "Объединение входит в методическую службу школы"

SCHOOL = "/associations/school-zarechnaya/2026"
LAST = "/associations/school-zarechnaya/2025"
EXEMPLARY = "/associations/school-lesnaya/2026"
OTHER = "/associations/school-berezka/2026"
DISTRICT = "/associations/mmo-priozerny/2026"
DISTRICT_LAST = "/associations/mmo-priozerny/2025"


FIRST = "the first record of the list"
"""Among `Shown.opens`: whatever record stands first."""


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
    Shown("duties-of-head", "/", "school-head", "Срок прошёл"),
    Shown("duties-of-secretary", "/", "secretary", "Подписать протокол заседания"),
    Shown("duties-of-member", "/", "member", "Мои дела"),
    Shown("duties-of-none", "/", "newcomer", "Всё сделано"),
    Shown("duties-of-deputy", "/", "deputy", "пробелов в работе объединения"),
    Shown("duties-of-director", "/", "director", "Директор смотрит"),
    Shown("duties-of-administrator", "/", "admin", "Резервной копии ещё не делали"),
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
    Shown("files-signed", f"{LAST}/files", "school-head", "Протокол № 1 с подписями"),
    Shown(
        "files-none",
        "/associations/small-00/2025/files",
        "small-head",
        "В этом году файлов пока нет",
    ),
)
SEARCH = (
    Shown("search", "/search?q=протоколы", "school-head", "Найдено:"),
    Shown("search-second-page", "/search?q=класс&page=2", "school-head", "Страница 2 из"),
    Shown("search-narrowed", "/search?q=дети&kind=activity&year=2026", "office", "Где искать"),
    Shown("search-nothing", "/search?q=нетакогослова", "member", "Ничего не найдено"),
    Shown("search-empty", "/search", "deputy", "Введите слово"),
    Shown("search-without-records", "/search?q=дети", "admin", "искать не в чем"),
)
PEOPLE = (
    Shown("people", "/people", "school-head", "Один человек"),
    Shown("people-none", "/people", "newcomer", "Решать нечего"),
)
MEMBERS = (
    Shown("members", f"{SCHOOL}/members", "school-head", "1–16 из 16"),
    Shown("members-narrowed", f"{SCHOOL}/members?q=учитель&card=no", "secretary", "Карточка: "),
    Shown("members-for-a-member", f"{SCHOOL}/members", "member", "1–16 из 16"),
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
SIGNED, DRAFTED, COMING = "Итоги лета и план на год", "Пятиклассники и их", "Чат класса"
MEETINGS = (
    Shown("meetings", f"{SCHOOL}/meetings", "school-head", "1–7 из 7"),
    Shown("meetings-narrowed", f"{SCHOOL}/meetings?minutes=drafted", "member", "Протокол: "),
    Shown("meetings-nothing", f"{SCHOOL}/meetings?q=нетакого", "director", "Ничего не подошло"),
    Shown("meeting-new", f"{SCHOOL}/meetings/new", "school-head", "Новое заседание"),
    Shown("meeting-new-empty", f"{SCHOOL}/meetings/new", "school-head", "Укажите дату заседания",
          422, typed={}),
    Shown("meeting-coming", f"{SCHOOL}/meetings", "school-head", "Изменить заседание",
          opens=(COMING,), endpoint="records.meeting_show"),
    Shown("meeting-signed", f"{SCHOOL}/meetings", "school-head", "протокол подписан",
          opens=(SIGNED,)),
    Shown("meeting-read", f"{SCHOOL}/meetings", "director", "Повестка дня", opens=(DRAFTED,)),
    Shown("meeting-history", f"{SCHOOL}/meetings", "school-head", "загружено из файла",
          opens=(DRAFTED, "Кто что менял"), endpoint="records.meeting_history"),
    Shown("meeting-run-read", f"{SCHOOL}/meetings", "director", "Присутствуют",
          opens=(DRAFTED, "Ход заседания"), endpoint="meetings.run"),
    Shown("minutes-draft", f"{SCHOOL}/meetings", "secretary", "Сохранить черновик",
          opens=(DRAFTED, "Протокол"), endpoint="meetings.protocol"),
    Shown("minutes-of-coming", f"{SCHOOL}/meetings", "school-head", "Сначала отметьте",
          opens=(COMING, "Протокол")),
    Shown("minutes-signed", f"{SCHOOL}/meetings", "secretary", "Исправить подписанный протокол",
          opens=(SIGNED, "Протокол")),
    Shown("minutes-read", f"{SCHOOL}/meetings", "director", "не подписан",
          opens=(DRAFTED, "Протокол")),
    Shown("meeting-agenda", f"{SCHOOL}/meetings", "secretary", "Осталось от прошлых заседаний",
          opens=(COMING,)),
    Shown("meeting-agenda-of-member", f"{SCHOOL}/meetings", "member", "Предложить вопрос",
          opens=(COMING,)),
    Shown("meeting-run", f"{SCHOOL}/meetings", "secretary", "Добавить решение",
          opens=(DRAFTED, "Ход заседания"), endpoint="meetings.run"),
    Shown("meeting-run-coming", f"{SCHOOL}/meetings", "school-head", "Кто присутствовал",
          opens=(COMING, "Ход заседания")),
    Shown("attendance", f"{SCHOOL}/meetings", "secretary", "Все присутствуют",
          opens=(DRAFTED, "Ход заседания", "Отметить явку"), endpoint="meetings.attendance"),
    Shown("attendance-read", f"{SCHOOL}/meetings", "director", "Присутствуют",
          opens=(DRAFTED, "Ход заседания", "Кто присутствовал")),
    Shown("attendance-signed", f"{SCHOOL}/meetings", "school-head", "Протокол подписан",
          opens=(SIGNED, "Ход заседания", "Кто присутствовал")),
    Shown("proposals", f"{SCHOOL}/proposals", "director", "Вопросов пока никто не предложил"),
    Shown("proposal-empty", f"{SCHOOL}/proposals", "member", "Напишите вопрос", 422, typed={}),
    Shown("questions", f"{SCHOOL}/questions", "director", "Вопросы повесток"),
    Shown("question-new", f"{SCHOOL}/questions/new", "secretary", "Новый вопрос"),
    Shown("question-empty", f"{SCHOOL}/questions/new", "secretary", "Напишите вопрос", 422,
          typed={}),
    Shown("question", f"{SCHOOL}/questions", "school-head", "ход и решения", opens=(FIRST,),
          endpoint="records.agenda_item_show"),
    Shown("question-signed", f"{SCHOOL}/questions?sort=date", "school-head", "Протокол подписан",
          opens=(FIRST,)),
    Shown("question-history", f"{SCHOOL}/questions", "school-head", "загружено из файла",
          opens=(FIRST, "Кто что менял"), endpoint="records.agenda_item_history"),
    Shown("decisions", f"{SCHOOL}/decisions", "secretary", "отметить выполненными"),
    Shown("decisions-overdue", f"{SCHOOL}/decisions?state=overdue", "director", "Решения"),
    Shown("decision-new", f"{SCHOOL}/decisions/new", "secretary", "Новое решение"),
    Shown("decision-history", f"{SCHOOL}/decisions", "school-head", "загружено из файла",
          opens=("План", "Кто что менял"), endpoint="records.decision_history"),
    Shown("decision", f"{SCHOOL}/decisions", "school-head", "Выполнено",
          opens=("План",), endpoint="records.decision_show"),
)  # fmt: skip
GROWTH = (
    Shown("make-up", f"{SCHOOL}/make-up", "school-head", "Категория"),
    Shown("make-up-of-nobody", f"{SCHOOL}/make-up?day=1990-01-01", "member", "никто не состоит"),
    Shown("make-up-of-district", f"{DISTRICT}/make-up", "office", "Организации"),
    Shown("member-card-of-another", f"{SCHOOL}/members", "member", "Акимова Лариса Геннадьевна",
          opens=("Акимова Лариса Геннадьевна",)),
    Shown("stages", f"{SCHOOL}/self-education", "school-head", "Этапов пока нет"),
    Shown("stage-new", f"{SCHOOL}/self-education/new", "school-head", "Новый этап"),
    Shown("stage-empty", f"{SCHOOL}/self-education/new", "school-head", "Выберите члена", 422,
          typed={}),
    Shown("courses", f"{SCHOOL}/courses", "director", "Курсов пока нет"),
    Shown("course-new", f"{SCHOOL}/courses/new", "school-head", "Новый курс"),
    Shown("handover-new", f"{SCHOOL}/handovers", "school-head", "Передача дел"),
    Shown("handover-empty", f"{SCHOOL}/handovers", "school-head", "Выберите, кто принимает", 422,
          typed={}),
    Shown("personal", f"{SCHOOL}/personal", "school-head", "Персональные данные"),
    Shown("basis", f"{SCHOOL}/personal", "school-head", "На каком основании",
          opens=(": Акимова Лариса Геннадьевна",), endpoint="personal.basis"),
    Shown("held", f"{SCHOOL}/members", "deputy", "Строки журнала",
          opens=("Акимова Лариса Геннадьевна", "Всё, что хранится"),
          endpoint="personal.everything"),
)  # fmt: skip
PLANS = (
    Shown("plan", f"{SCHOOL}/plan", "school-head", "Ожидаемый результат"),
    Shown("plan-read", f"{SCHOOL}/plan", "director", "Утверждение"),
    Shown("plan-narrowed", f"{SCHOOL}/plan?done=overdue", "school-head", "Состояние: срок прошёл"),
    Shown("plan-nothing", f"{SCHOOL}/plan?q=нетакого", "member", "Ничего не подошло"),
    Shown("plan-of-district", f"{DISTRICT}/plan", "office", "Согласование"),
    Shown("plan-none", "/associations/small-00/2025/plan", "small-head", "Плана пока нет"),
    Shown("plan-item-new", f"{SCHOOL}/plan/new", "school-head", "Новый пункт плана"),
    Shown("plan-item-empty", f"{SCHOOL}/plan/new", "school-head", "Введите раздел", 422, typed={}),
    Shown("plan-item", f"{SCHOOL}/plan", "school-head", "Как выполнен",
          opens=("Заседание 1. Итоги лета и план на год",), endpoint="records.plan_item_show"),
    Shown("plan-item-history", f"{SCHOOL}/plan", "school-head", "загружено из файла",
          opens=("Заседание 1. Итоги лета и план на год", "Кто что менял"),
          endpoint="records.plan_item_history"),
    Shown("plan-make", f"{SCHOOL}/plan/make", "school-head", "С чистого листа"),
    Shown("plan-coverage", f"{SCHOOL}/plan/coverage", "school-head", "Чему служит план"),
    Shown("plan-coverage-read", f"{DISTRICT}/plan/coverage", "office", "Чему служит план"),
    Shown("plan-submit", f"{DISTRICT}/plan/submit", "mmo-head", "План сохраняется таким"),
    Shown("plan-agree", f"{DISTRICT}/plan/agree", "office", "Кто согласовал"),
    Shown("plan-return", f"{DISTRICT}/plan/return", "office", "Замечание к плану в целом"),
    Shown("plan-return-empty", f"{DISTRICT}/plan/return", "office", "хотя бы одно замечание", 422,
          typed={}),
    Shown("plan-approve", f"{SCHOOL}/plan/approve", "school-head", "Заседание, на котором"),
    Shown("plan-include", f"{SCHOOL}/plan/include", "deputy", "В плане школы с"),
    Shown("plan-revise", f"{SCHOOL}/plan/revise", "school-head", "Что изменено и почему"),
    Shown("plan-revisions", f"{SCHOOL}/plan/revisions", "school-head", "Пока редакций нет"),
)  # fmt: skip
PAPERS = (
    Shown("papers", f"{SCHOOL}/papers/", "school-head", "Каждая бумага"),
    Shown("papers-none", f"{SCHOOL}/papers/?q=нетакого", "school-head", "ничего не подошло"),
    Shown("papers-of-district", f"{DISTRICT}/papers/", "mmo-head", "Каждая бумага"),
    Shown(
        "paper",
        f"{SCHOOL}/papers/",
        "school-head",
        "Всё на месте",
        opens=("Протокол",),
        endpoint="documents.paper",
    ),
    Shown(
        "paper-lacking",
        f"{SCHOOL}/papers/?of=year",
        "school-head",
        "Чего не хватает",
        opens=("Тема и цель",),
        endpoint="documents.paper",
    ),
    Shown(
        "name",
        f"{SCHOOL}/papers/names",
        "secretary",
        "Программа говорит",
        opens=("Исправить",),
        endpoint="paper_settings.name",
    ),
    Shown("papers-of-year", f"{SCHOOL}/papers/?of=year", "school-head", "Банк данных"),
    Shown("papers-of-activities", f"{SCHOOL}/papers/?of=activity", "member", "Справка"),
    Shown("folder", f"{SCHOOL}/papers/folder", "deputy", "Папку ещё не собирали"),
    Shown(
        "folder-waits",
        f"{DISTRICT}/papers/folder",
        "mmo-head",
        "ждёт очереди",
        typed={},
    ),
    Shown("paper-style", f"{SCHOOL}/papers/settings", "deputy", "ГОСТ Р 7.0.97-2016"),
    Shown(
        "paper-style-wrong",
        f"{SCHOOL}/papers/settings",
        "deputy",
        "от 10 до 16",
        422,
        typed={"size": "99"},
    ),
    Shown("names", f"{SCHOOL}/papers/names", "secretary", "Акимовой Ларисе Геннадьевне"),
    Shown("templates", f"{SCHOOL}/papers/templates/", "deputy", "Печатается по нашему"),
    Shown("template", f"{SCHOOL}/papers/templates/minutes", "deputy", "без макросов"),
    Shown(
        "template-none",
        f"{SCHOOL}/papers/templates/minutes",
        "deputy",
        "Выберите файл",
        422,
        typed={},
    ),
    Shown("fields", f"{SCHOOL}/papers/templates/minutes/fields", "deputy", "protocol.chair.dative"),
    Shown("code", f"{SCHOOL}/papers/code", "school-head", "Код с бумаги"),
    Shown("code-unknown", f"{SCHOOL}/papers/code?code=abcd2345", "member", "ABCD2345"),
)
EVIDENCE = (
    Shown("activities", f"{SCHOOL}/activities", "school-head", "Новое мероприятие"),
    Shown("activities-none", f"{SCHOOL}/activities?kind=internship", "member", "Ничего не подошло"),
    Shown("activity-new", f"{SCHOOL}/activities/new?kind=seminar&clauses=sch.2.2.b1",
          "school-head", "Кто участвовал"),
    Shown("activity-new-empty", f"{SCHOOL}/activities/new", "member", "Введите название", 422,
          typed={}),
    Shown("activity", f"{SCHOOL}/activities?kind=consultation", "school-head", "Кто участвовал",
          opens=(FIRST,), endpoint="records.activity_show"),
    Shown("activity-history", f"{SCHOOL}/activities?kind=consultation", "school-head",
          "Кто что менял", opens=(FIRST, "Кто что менял"),
          endpoint="records.activity_history"),
    Shown("bank", f"{SCHOOL}/bank", "school-head", "Взять за образец"),
    Shown("bank-of-district", f"{DISTRICT}/bank?year=2026", "office", "Банк мероприятий"),
    Shown("bank-nothing", f"{SCHOOL}/bank?q=нетакого", "member", "Ничего не подошло"),
    Shown("materials", f"{SCHOOL}/materials", "school-head", "Новый материал"),
    Shown("material-new", f"{SCHOOL}/materials/new", "school-head", "Вид материала"),
    Shown("material", f"{SCHOOL}/materials?of=general", "school-head", "Вид материала",
          opens=(FIRST,), endpoint="records.material_show"),
    Shown("material-history", f"{SCHOOL}/materials", "school-head", "Кто что менял",
          opens=(FIRST, "Кто что менял"), endpoint="records.material_history"),
    Shown("groups", f"{SCHOOL}/groups", "school-head", "Творческие группы"),
    Shown("group-new", f"{SCHOOL}/groups/new", "school-head", "Тема утверждена"),
    Shown("group", f"{SCHOOL}/groups", "school-head", "Тема утверждена", opens=(FIRST,),
          endpoint="records.creative_group_show"),
    Shown("group-history", f"{SCHOOL}/groups", "school-head", "Кто что менял",
          opens=(FIRST, "Кто что менял"), endpoint="records.creative_group_history"),
    Shown("submissions", f"{SCHOOL}/submissions", "school-head", "Документы к сдаче"),
    Shown("submission-new", f"{SCHOOL}/submissions/new", "school-head", "Что запрошено"),
    Shown("submission", f"{SCHOOL}/submissions", "school-head", "Что запрошено",
          opens=(FIRST,), endpoint="records.submission_show"),
    Shown("submission-history", f"{SCHOOL}/submissions", "school-head", "Кто что менял",
          opens=(FIRST, "Кто что менял"), endpoint="records.submission_history"),
)  # fmt: skip
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
REPORTS = (
    Shown("analysis", f"{SCHOOL}/analysis", "school-head", "черновик"),
    Shown("analysis-step", f"{SCHOOL}/analysis?step=complete", "school-head", "Дата завершения"),
    Shown("analysis-for-secretary", f"{SCHOOL}/analysis", "secretary", "черновик"),
    Shown("analysis-accepted", f"{LAST}/analysis", "deputy", "Что изменилось с прошлой сдачи"),
    Shown("analysis-of-district", f"{DISTRICT}/analysis", "office", "Пока ничего не сохранено"),
    Shown("report", f"{SCHOOL}/report", "school-head", "Составить по записям"),
    Shown("report-accepted", f"{LAST}/report", "director", "Потребности"),
    Shown("section", f"{SCHOOL}/analysis/sections/plan", "school-head", "Пунктов плана"),
    Shown(
        "section-wrong", f"{SCHOOL}/analysis/sections/plan", "school-head", "Число от 0", 422,
        typed={"text": "Мой", "figure_plan_items": "-1"},
    ),
    Shown("figure", f"{SCHOOL}/figures/members", "school-head", "Акимова Л. Г."),
    Shown("figure-part", f"{SCHOOL}/figures/members_by_category?value=высшая", "deputy", "высшая"),
    Shown("figure-nothing", f"{OTHER}/figures/training", "school-head", "Такой страницы нет", 404),
    Shown("share", f"{SCHOOL}/share", "deputy", "Ничего не передано"),
    Shown("share-all", f"{SCHOOL}/share?with_text=1&with_records=1", "deputy", "Названия записей"),
    Shown("share-sent", f"{LAST}/share", "deputy", "Отозвать"),
    Shown("shared", f"{LAST}/shared", "office", "Передано школой"),
    Shown("shared-nothing", f"{OTHER}/shared", "office", "школа пока ничего не передала"),
    Shown("school-report", "/school/report", "deputy", "Годовой отчёт школы"),
    Shown("school-report-of-no-year", "/school/report?year=1999", "director", "этого года здесь"),
    Shown("district-report", "/district/report", "office", "Годовой отчёт по району"),
    Shown("district-report-last", "/district/report?year=2025", "office", "передано"),
)  # fmt: skip
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
    Shown("accounts-table", "/accounts/table", "deputy", "Наша пустая таблица"),
    Shown("accounts-table-empty", "/accounts/table", "admin", "Выберите файл", 422, typed={}),
    Shown("accounts-table-other", "/accounts/table", "admin", "В таблице нет столбца",
          chosen=SHEET),
    Shown("accounts-table-wrong", "/accounts/table", "admin", "Исправьте эти ячейки",
          chosen=WRONG_ACCOUNTS),
    Shown("accounts-table-preview", "/accounts/table", "admin", "Создать 2 учётные записи",
          chosen=ACCOUNTS, endpoint="accounts.table_preview"),
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
SHEETS = (
    Shown("table-in", f"{SCHOOL}/tables/member", "school-head", "Наша пустая таблица"),
    Shown("table-in-empty", f"{SCHOOL}/tables/activity", "school-head", "Выберите файл", 422,
          typed={}),
    Shown("table-in-wrong", f"{SCHOOL}/tables/plan_item", "school-head", "Это не таблица", 422,
          chosen=WORDING),
    Shown("table-in-columns", f"{SCHOOL}/tables/plan_item", "school-head", "Ещё не указан",
          chosen=SHEET),
    Shown("table-in-preview", f"{SCHOOL}/tables/member", "school-head", "Исправьте эти ячейки",
          chosen=SHEET),
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
    *MEETINGS,
    *GROWTH,
    *PLANS,
    *EVIDENCE,
    *PAPERS,
    *DATES,
    *DISTRICT_MAP,
    *REPORTS,
    *FILES,
    *SEARCH,
    *EXCHANGE,
    *SHEETS,
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
    (f"{SCHOOL}/papers/?of=year", "school-head", 200),
    (f"{SCHOOL}/papers/folder", "school-head", 200),
    (f"{SCHOOL}/why/no-such-rule", "school-head", 404),
    (f"{SCHOOL}/calendar?month=2026-12", "school-head", 200),
    ("/calendar?view=list", "member", 200),
    (f"{OTHER}/", "member", 404),
    (f"{SCHOOL}/files?q=нетакого", "school-head", 200),
    ("/search?q=план", "deputy", 200),
    ("/search?q=нетакогослова", "deputy", 200),
    ("/accounts?state=active", "admin", 200),
    (f"{SCHOOL}/about/theme", "school-head", 200),
    ("/district?status=gap", "office", 200),
    ("/school?obligation=should", "deputy", 200),
)
"""What htmx asks for: the address, who asks, and the answer's code."""
