"""Members, plan items and activities from a table: preview, errors by cell, whole or nothing."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo import journal
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.clock import now
from mmo.extensions import db
from tests.exchange.whole_year import exported
from tests.sheets.tables import YEAR, counts, faults, keep, rows_of, send, xlsx

MEMBERS = ("ФИО", "Организация", "Должность", "Класс", "Стаж, лет", "Принят в МО",
           "Тема самообразования")  # fmt: skip
ORLOVA = ("Орлова Нина Павловна", "Школа № 5", "учитель", "7А", 12, date(2020, 9, 1), "Класс")


def test_new_changed_and_same_rows_are_told_apart(head: FlaskClient) -> None:
    before = exported()
    page = send(head, "member", xlsx(
        MEMBERS,
        (*ORLOVA[:2], "завуч", *ORLOVA[3:]),
        ("белова елка", "s5", None, None, None, None, None),
        ("Новая Вера Ильинична", None, "учитель", "5Б", "12.0", "01.09.2021 г.", "Дружба"),
    ))  # fmt: skip
    assert counts(page) == {"new": 1, "changed": 2, "same": 0, "wrong": 0}
    assert "<del>учитель</del> → <ins>завуч</ins>" in page.text
    assert "<ins>белова елка</ins>" in page.text, "written in lower case"
    assert "КАНАРЕЙКА" not in page.text
    assert exported() == before, "nothing is kept before it is confirmed"
    assert "Сохранено 3 строки" in keep(head, page).text
    members = {each["full_name"]: each for each in exported()["members"]}
    assert members["Орлова Нина Павловна"]["position"] == "завуч"
    new = members["Новая Вера Ильинична"]
    assert (new["joined_on"], new["experience_years"], new["organisation"], new["pedagogical"]) == (
        "2021-09-01", 12, "s5", True)  # fmt: skip
    assert new["self_education"]["topic"] == "Дружба"
    assert [each["id"] for each in exported()["members"]][:2] == ["m1", "m2"], "new ones come last"


def test_the_table_taken_out_changes_nothing_when_it_comes_back(head: FlaskClient) -> None:
    before = exported()
    for kind, number in (("member", 2), ("plan_item", 1), ("activity", 1)):
        data = head.get(f"{YEAR}/tables/{kind}/records.xlsx").data
        page = send(head, kind, data)
        assert counts(page) == {"new": 0, "changed": 0, "same": number, "wrong": 0}, page.text
    assert exported() == before


def test_a_record_is_found_by_its_number_when_its_name_changes(head: FlaskClient) -> None:
    data = rows_of(head.get(f"{YEAR}/tables/member/records.xlsx").data)
    data[1][0] = "Соколова Нина Павловна"
    keep(head, send(head, "member", xlsx(*data)))
    assert [m["full_name"] for m in exported()["members"]] == [
        "Соколова Нина Павловна", "Белова Ёлка"]  # fmt: skip


WRONG: list[tuple[str, Any, str]] = [
    ("Принят в МО", "вчера", "20.02.2026"),
    ("Принят в МО", "31.02.2026", "20.02.2026"),
    ("Принят в МО", "01.09.0001", "1900"),
    ("Стаж, лет", "много", "целое число"),
    ("Стаж, лет", -3, "целое число"),
    ("Стаж, лет", 1.5, "целое число"),
    ("Организация", "Школа на Луне", "Школа № 5"),
    ("Организация", "КАНАРЕЙКА школа", "Школа № 5"),
    ("Педагогический работник", "наверное", "да, нет"),
    ("ФИО", "-", "заполнен"),
]


@pytest.mark.parametrize(("heading", "cell", "allowed"), WRONG)
def test_a_wrong_cell_is_named_with_what_is_allowed(
    head: FlaskClient, heading: str, cell: Any, allowed: str
) -> None:
    before = exported()
    headings = [*MEMBERS, "Педагогический работник"]
    row = [*ORLOVA, "да"]
    row[headings.index(heading)] = cell
    page = send(head, "member", xlsx(headings, row, ("Новая Вера Ильинична", *[None] * 7)))
    told = faults(page)
    place = f"{'ABCDEFGH'[headings.index(heading)]}2"
    assert allowed in told[place]
    assert "F3" in told, "a new record needs its day of joining"
    assert "Сохранить эти строки" not in page.text
    assert keep(head, page).status_code == 422
    assert exported() == before


def test_activities_come_in_with_words_people_and_clauses(head: FlaskClient) -> None:
    page = send(head, "activity", xlsx(
        ("Вид", "Название", "Дата", "Состояние", "Участники", "Пункты положения"),
        ("консультация", "Беседа", datetime(2025, 10, 14), "проведено", "Белова Ёлка", "5.4"),
        ("Мастер-класс", "Новое", "2025-12-01", "запланировано", "Орлова Н.П.; Белова Ёлка",
         "sch.5.4; 2.2"),
    ))  # fmt: skip
    assert counts(page) == {"new": 1, "changed": 1, "same": 0, "wrong": 0}, faults(page)
    keep(head, page)
    first, second = exported()["activities"]
    assert first["participants"] == ["m2"]
    assert (second["kind"], second["status"], second["participants"]) == (
        "workshop", "planned", ["m1", "m2"])  # fmt: skip
    assert second["clauses"] == ["sch.5.4", "sch.2.2"]


def test_plan_items_come_in_and_are_found_again(head: FlaskClient) -> None:
    table = xlsx(
        ("Раздел", "Название", "Срок", "Ответственный", "Приоритетный", "Выполнено"),
        ("Работа", "семинар", None, None, None, "-"),
        ("Новое", "Пункт", "20.05.2026", "Орлова Нина Павловна", "да", None),
    )
    page = send(head, "plan_item", table)
    assert counts(page) == {"new": 1, "changed": 1, "same": 0, "wrong": 0}, faults(page)
    keep(head, page)
    first, second = exported()["plan"]["items"]
    assert first["done_on"] is None, "a lone dash clears"
    assert first["due"] == "2025-11-01", "an empty cell changes nothing"
    assert (second["due"], second["responsible"], second["priority"]) == ("2026-05-20", "m1", True)
    assert counts(send(head, "plan_item", table))["same"] == 2


@pytest.mark.parametrize(
    ("kind", "headings", "row", "place", "told"),
    [("plan_item", ("Раздел", "Название", "Выполнено"), ("Работа", "Дело", "01.04.2026"),
      "C2", "ещё впереди"),
     ("plan_item", ("Раздел", "Название"), ("Р" * 201, "Дело"), "A2", "200"),
     ("activity", ("Вид", "Название", "Дата", "Состояние"),
      ("семинар", "Семинар", "01.04.2026", "проведено"), "C2", "ещё впереди"),
     ("activity", ("Вид", "Название", "Дата", "День отмены"),
      ("семинар", "Семинар", "01.02.2026", "01.02.2026"), "D2", "отмен"),
     ("member", (*MEMBERS, "Выбыл(а)"), (*ORLOVA, "01.01.2019"), "H2", "раньше"),
     ("member", MEMBERS, (*ORLOVA[:4], 99, *ORLOVA[5:]), "E2", "80")],
)  # fmt: skip
def test_a_table_refuses_what_the_form_refuses(
    head: FlaskClient, kind: str, headings: tuple[str, ...], row: tuple[Any, ...], place: str,
    told: str,
) -> None:  # fmt: skip
    found = faults(send(head, kind, xlsx(headings, row)))
    assert list(found) == [place]
    assert told in found[place]


def test_plan_items_need_a_plan(head: FlaskClient, bring: Callable[..., Any]) -> None:
    from tests.exchange.whole_year import whole_year

    bring(whole_year() | {"plan": None})
    page = send(head, "plan_item", xlsx(("Раздел", "Название"), ("Работа", "Дело")))
    assert "Сначала составьте план" in page.text
    assert keep(head, page).status_code == 422


def test_one_record_twice_in_a_table_is_wrong(head: FlaskClient) -> None:
    page = send(head, "member", xlsx(MEMBERS, ORLOVA, ORLOVA))
    assert "уже стоит в строке 2" in faults(page)["3"]


def test_a_table_with_other_headings_is_mapped_once(head: FlaskClient) -> None:
    table = xlsx(
        ("Список учителей", None, None, None),
        ("№", "Учитель", "Когда пришёл", "Прочее"),
        (1, "Новая Вера Ильинична", date(2021, 9, 1), "=1+1"),
    )
    page = send(head, "member", table)
    assert "Какой столбец — что" in page.text
    assert "Ещё не указан" in page.text
    lacking = head.post(page.request.path, data={"columns": "1", "column-1": "full_name"})
    assert lacking.status_code == 422
    told = {"columns": "1", "column-1": "full_name", "column-2": "joined_on"}
    shown = head.post(page.request.path, data=told, follow_redirects=True)
    assert counts(shown)["new"] == 1
    keep(head, shown)
    again = send(head, "member", table)
    assert counts(again)["same"] == 1, "the columns are remembered"


def test_a_changed_year_is_shown_again(head: FlaskClient, bring: Callable[..., Any]) -> None:
    from tests.exchange.whole_year import whole_year

    page = send(head, "member", xlsx(MEMBERS, (*ORLOVA[:2], "завуч", *ORLOVA[3:])))
    other = whole_year()
    other["members"][0]["position"] = "воспитатель"
    bring(other)
    again = keep(head, page)
    assert again.status_code == 422
    assert "воспитатель" in again.text
    assert exported()["members"][0]["position"] == "воспитатель"


def test_a_closed_year_keeps_its_rows(head: FlaskClient, school: AssociationYear) -> None:
    page = send(head, "member", xlsx(MEMBERS, (*ORLOVA[:2], "завуч", *ORLOVA[3:])))
    year = db.session.get_one(AssociationYear, (school.association_id, school.id))
    year.closed_at = now()
    journal.save(year)
    assert keep(head, page).status_code == 403
    assert exported()["members"][0]["position"] == "учитель"


def test_a_table_is_one_change_of_the_log(head: FlaskClient) -> None:
    keep(head, send(head, "member", xlsx(MEMBERS, (*ORLOVA[:2], "завуч", *ORLOVA[3:]))))
    lines = db.session.scalars(select(AuditLine).where(AuditLine.action == "table_import")).all()
    assert [(line.actor, line.record_kind) for line in lines] == [("head", "member")]
    assert lines[0].changes["position"] == ["учитель", "завуч"]


def test_who_may_not_edit_brings_nothing_in(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("secretary")
    for address in ("member", "member/template.xlsx", "member/records.xlsx"):
        assert client.get(f"{YEAR}/tables/{address}").status_code == 403


def test_a_file_waits_for_its_owner_year_and_kind(
    head: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    path = send(head, "member", xlsx(MEMBERS, ORLOVA)).request.path
    assert head.get(path).status_code == 200
    assert head.get(path.replace("/member/", "/activity/")).status_code == 404
    assert head.get(path.replace("school-5", "school-7")).status_code == 404


def test_the_empty_table_has_lists_an_example_and_explanations(head: FlaskClient) -> None:
    for kind in ("member", "plan_item", "activity"):
        data = head.get(f"{YEAR}/tables/{kind}/template.xlsx").data
        assert len(rows_of(data)) == 1
        assert len(rows_of(data, "Пример")) == 2
        assert rows_of(data, "Пояснения")[0][0] == "Столбец"
        assert "нет строки" in send(head, kind, data).text, "an empty table brings nothing"
    from io import BytesIO

    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.data_validations.dataValidation
    assert "КАНАРЕЙКА" not in str(rows_of(data, "Списки"))


def test_the_two_tables_of_a_kind_are_called_differently(head: FlaskClient) -> None:
    names = [
        unquote(head.get(f"{YEAR}/tables/member/{each}.xlsx").headers["Content-Disposition"])
        for each in ("template", "records")
    ]
    assert "пустая таблица.xlsx" in names[0]
    assert "с записями.xlsx" in names[1]
