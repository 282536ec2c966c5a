"""What the page of results finds, shows, and never shows."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event, select, text

from mmo import journal
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.files.models import StoredFile
from mmo.materials.models import Material
from mmo.meetings.models import Meeting
from mmo.search.models import SearchEntry
from tests.pages.html import faults
from tests.search.conftest import CANARY, YEAR, Schools, upload

SignIn = Callable[[str], FlaskClient]


def titles(client: FlaskClient, asked: str, **more: str) -> list[str]:
    """The titles of what is found, without marks."""
    answer = client.get("/search", query_string={"q": asked, **more})
    assert answer.status_code == 200
    found = re.findall(r'<p class="found-title">.*?<a href="[^"]*">(.*?)</a>', answer.text)
    return [re.sub("<[^>]+>", "", title).strip() for title in found]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("дети", "Памятка для ребёнка"),
        ("РЕБЕНОК", "Памятка для ребёнка"),
        ("ребёнок", "О безопасности детей"),
        ("мини-группа", "О безопасности детей"),
        ("о'коннор", "О безопасности детей"),
        ("О'КОННОР за", "О безопасности детей"),
        ("«безопасности детей»", "О безопасности детей"),
        ("беседа родителям", "Провести беседы с родителями"),
        ("протокола", "№ 77"),
        ("77", "№ 77"),
        ("движение", "Дело о дорожном движении"),
        ("семинары", "Дело о дорожном движении"),
        ("windows", "Windows в классе"),
        ("ёлкиной", "Ёлкина Анна Петровна"),
        ("елкина анна", "Ёлкина Анна Петровна"),
        ("итогов четвертей", "Итоги четверти"),
        ("сообщества", "Класс как сообщество"),
        ("работы", "Дело p1"),
    ],
)
def test_a_record_is_found_by_any_form_of_its_words(
    head: FlaskClient, asked: str, title: str
) -> None:
    assert title in titles(head, asked)


@pytest.mark.parametrize("asked", ["«детей безопасности»", "дети windows", "протокол 78", "деть"])
def test_what_is_not_there_is_not_found(head: FlaskClient, asked: str) -> None:
    assert titles(head, asked) == []


@pytest.mark.parametrize(
    "asked",
    ['"', "'", "a' OR 1=1", "дети OR windows", "NEAR(дети)", "lemmas:дети", "*", "дет*", "%", "\\",
     "(((", "дети AND", "-дети", "{x}", "я" * 5000, "а б " * 300, "🙂", "<b>"],
)  # fmt: skip
def test_whatever_is_typed_is_answered_with_a_valid_page(head: FlaskClient, asked: str) -> None:
    answer = head.get("/search", query_string={"q": asked})
    assert answer.status_code == 200
    assert faults(answer.text) == []


def test_a_file_is_found_by_its_text_and_shows_the_place(head: FlaskClient) -> None:
    upload(head, "Отчёт.docx", "Вступление.", "На экскурсию поехали семиклассники.")
    answer = head.get("/search?q=экскурсии")
    assert "<mark>экскурсию</mark> поехали" in answer.text
    assert "Отчёт.docx" in answer.text
    assert faults(answer.text) == []
    assert titles(head, "отчёта") == ["Отчёт.docx"]


def test_a_new_version_a_deletion_and_its_undoing_are_followed(head: FlaskClient) -> None:
    from tests.files.conftest import send
    from tests.files.papers import docx

    upload(head, "a.docx", "Экскурсия")
    file = db.session.scalars(select(StoredFile.id)).one()
    send(head, f"{YEAR}/files/{file}/versions", "a.docx", docx("Олимпиада"))
    assert (titles(head, "экскурсия"), titles(head, "олимпиады")) == ([], ["a.docx"])
    head.post(f"{YEAR}/files/{file}/delete")
    assert titles(head, "олимпиады") == []
    head.post(f"{YEAR}/files/{file}/restore")
    assert titles(head, "олимпиады") == ["a.docx"]


def test_a_change_and_a_deletion_of_a_record_are_followed(head: FlaskClient) -> None:
    upload(head, "a.docx", "Экскурсия")
    material = db.session.scalars(select(Material).order_by(Material.id)).first()
    assert material is not None
    material.title = "Список литературы"
    journal.save(material)
    assert titles(head, "памятки") == []
    assert titles(head, "литература") == ["Список литературы"]
    kept = {each.key: getattr(material, each.key) for each in material.__mapper__.column_attrs}
    journal.remove(material)
    assert (titles(head, "литература"), titles(head, "экскурсия")) == ([], [])
    journal.save(Material(**kept), action="restore")
    assert titles(head, "литература") == ["Список литературы"]
    assert titles(head, "экскурсия") == ["a.docx"]


def test_a_change_that_is_taken_back_leaves_the_entries_as_they_were(head: FlaskClient) -> None:
    meeting = db.session.scalars(select(Meeting).order_by(Meeting.id)).first()
    assert meeting is not None

    def fail() -> None:
        with journal.change("change"):
            meeting.theme = "Другая тема"
            db.session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert titles(head, "другая") == []
    assert "Итоги четверти" in titles(head, "итоги")


def test_a_year_that_goes_takes_its_entries_with_it(schools: Schools) -> None:
    own, foreign = schools
    with journal.change("test"):
        db.session.execute(delete(AssociationYear).where(AssociationYear.id == foreign.id))
    left = set(db.session.scalars(select(SearchEntry.association_id)))
    assert left == {own.association_id}
    count = text("SELECT count(*) FROM search_words WHERE search_words MATCH 'канарейка'")
    assert db.session.scalar(count) == 0


def test_rebuild_makes_the_same_entries(app: Flask, head: FlaskClient) -> None:
    upload(head, "a.docx", "Экскурсия")
    columns = [column for column in SearchEntry.__table__.c if column.name != "place"]
    query = select(*columns).order_by(SearchEntry.record_kind, SearchEntry.record_id)
    before = db.session.execute(query).all()
    with journal.change("test"):
        db.session.execute(delete(SearchEntry))
    assert titles(head, "дети") == []
    said = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert said.exit_code == 0, said.output
    assert db.session.execute(query).all() == before
    assert titles(head, "экскурсии") == ["a.docx"]


def test_nothing_of_a_foreign_school_is_in_any_byte(head: FlaskClient, sign_in: SignIn) -> None:
    for client in (head, sign_in("member"), sign_in("office"), sign_in("admin")):
        for asked in (CANARY, "дети", "протокол", "Ёлкина", "магистратура"):
            for more in ("", "&association=school-7", "&year=2025", "&kind=card"):
                answer = client.get(f"/search?q={asked}{more}")
                shown = answer.text.replace(f'value="{CANARY}"', "").replace(f"«{CANARY}»", "")
                shown = shown.replace(f"<title>{CANARY}", "").replace(f"={CANARY}", "")
                shown = re.sub('name="next" value="[^"]*"', "", shown)
                assert CANARY not in shown, asked
                assert "school-7" not in re.sub('name="next" value="[^"]*"', "", answer.text)


def test_cards_are_found_by_those_who_read_cards(head: FlaskClient, sign_in: SignIn) -> None:
    member = sign_in("member")
    assert titles(head, "магистратура") == ["Ёлкина Анна Петровна"]
    assert titles(member, "магистратура") == []
    assert titles(member, "магистратура", kind="card") == []
    assert titles(member, "ёлкина") == ["Ёлкина Анна Петровна"]


def test_an_administrator_and_the_office_see_no_records_of_a_school(
    schools: Schools, sign_in: SignIn
) -> None:
    for who in ("admin", "office"):
        answer = sign_in(who).get("/search?q=дети")
        assert "искать не в чем" in answer.text
        assert faults(answer.text) == []


def test_results_are_grouped_narrowed_and_paged(head: FlaskClient) -> None:
    whole = head.get("/search?q=дело").text
    assert whole.index("Пункты плана") < whole.index("Мероприятия") or "Мероприятия" in whole
    assert titles(head, "дело", kind="plan_item") == ["Дело p1"]
    assert titles(head, "дело", year="2024") == []
    assert titles(head, "дело", association="school-7") == []
    assert titles(head, "дело", page="99999999999") == titles(head, "дело")
    for kind in ("", "nosuch", "activity"):
        assert head.get(f"/search?q=дело&kind={kind}&page=0").status_code == 200


def test_a_page_asks_a_fixed_number_of_queries(head: FlaskClient) -> None:
    def queries(asked: str) -> int:
        count = 0

        def note(*_arguments: object) -> None:
            nonlocal count
            count += 1

        event.listen(db.engine, "before_cursor_execute", note)
        assert titles(head, asked)
        event.remove(db.engine, "before_cursor_execute", note)
        return count

    few = queries("windows")
    for number in range(30):
        upload(head, f"{number}.docx", "Дети и протокол")
    assert len(titles(head, "дети")) == 25
    assert queries("дети") == few


def test_htmx_is_answered_with_a_valid_fragment(head: FlaskClient) -> None:
    for asked in ("дети", "нетакого", ""):
        answer = head.get(f"/search?q={asked}", headers={"HX-Request": "true"})
        assert "<html" not in answer.text
        assert faults(answer.text, whole=False) == []


def test_the_field_stands_on_every_page(head: FlaskClient) -> None:
    page = head.get(f"{YEAR}/").text
    assert 'action="/search"' in page
