"""The pages of papers: codes, names typed by hand, settings, file names, queries, the log."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from mmo.accounts.models import Account, Role
from mmo.accounts.scope import find_year
from mmo.audit.models import AuditLine
from mmo.documents.declension import name_in, phrase_in
from mmo.documents.making import code_of, make, shown_code
from mmo.documents.models import PaperStyle, PrintedPaper
from mmo.documents.registry import PAPERS, Format
from mmo.documents.wording import counted, quoted
from mmo.documents.writing import ours
from mmo.extensions import db
from tests.administration.test_set_up import filled
from tests.documents.reading import docx_text, every, pdf_reader, records_of
from tests.documents.years import full, huge

PAPERS_OF = "/associations/school-5/2025/papers"


@pytest.fixture
def year(bring: Callable[..., Any]) -> Any:
    return bring(full("school"))


@pytest.fixture
def client(
    year: Any, make_account: Callable[..., Account], sign_in: Callable[[str], FlaskClient]
) -> FlaskClient:
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("member", Role.MEMBER, association=year.association_id)
    return sign_in("head")


def address(kind: str, record: object, form: str = "") -> str:
    return f"{PAPERS_OF}/{kind}/{record}" + (f"/{form}" if form else "")


def minutes(year: Any) -> Any:
    return next(every(PAPERS["minutes"], records_of(find_year("school-5", 2025))))


def test_a_file_has_a_russian_name_and_its_print_is_logged(client: FlaskClient, year: Any) -> None:
    made = minutes(year)
    answer = client.get(address("minutes", made.record_id, "docx"))
    name = quote("Протокол № 1 от 2025-09-02.docx", safe="")
    assert f"filename*=UTF-8''{name}" in answer.headers["Content-Disposition"]
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "print")).one()
    assert line.record_id == made.record_id
    assert line.changes == {"code": [None, made.code], "format": [None, "docx"]}


def test_the_same_content_has_the_same_code_and_a_change_another(
    client: FlaskClient, year: Any, bring: Callable[..., Any]
) -> None:
    made = minutes(year)
    for form in ("docx", "pdf", "docx"):
        assert client.get(address("minutes", made.record_id, form)).status_code == 200
    assert db.session.query(PrintedPaper).count() == 1
    page = client.get(f"{PAPERS_OF}/code?code={shown_code(made.code).lower()}").text
    assert "не менялись" in page
    changed = full("school")
    changed["meetings"][0]["agenda"][0]["decisions"][0]["text"] = "Иначе"
    bring(changed)
    assert minutes(year).code != made.code
    assert "изменились" in client.get(f"{PAPERS_OF}/code?code={made.code}").text
    cyrillic = made.code.translate(str.maketrans("ABCEHKMPTYX", "АВСЕНКМРТУХ"))
    assert "изменились" in client.get(f"{PAPERS_OF}/code?code={cyrillic}").text


def test_printing_leaves_the_year_as_it_was(client: FlaskClient, year: Any) -> None:
    before = find_year("school-5", 2025)
    client.get(address("minutes", minutes(year).record_id, "pdf"))
    after = find_year("school-5", 2025)
    assert before is not None
    assert after is not None
    assert after.revision == before.revision


def test_a_member_gets_no_paper_with_cards(
    client: FlaskClient, year: Any, sign_in: Callable[[str], FlaskClient]
) -> None:
    member = sign_in("member")
    assert client.get(address("bank", year.id, "xlsx")).status_code == 200
    assert member.get(address("bank", year.id, "xlsx")).status_code == 404
    assert member.get(address("plan", year.id, "xlsx")).status_code == 200
    assert "Банк данных" not in member.get(f"{PAPERS_OF}/?of=year").text
    code = db.session.scalars(select(PrintedPaper.code).where(PrintedPaper.paper == "bank")).one()
    assert "нет бумаги с кодом" in member.get(f"{PAPERS_OF}/code?code={code}").text


def test_a_paper_of_another_record_or_form_is_not_there(client: FlaskClient, year: Any) -> None:
    for wrong in (
        address("minutes", year.id, "docx"),
        address("plan", minutes(year).record_id, "docx"),
        address("minutes", minutes(year).record_id, "xlsx"),
        address("nonsense", year.id),
    ):
        assert client.get(wrong).status_code == 404


def test_a_typed_case_always_holds(client: FlaskClient, year: Any) -> None:
    made = minutes(year)
    members = made.records.members.items()
    (orlova,) = [own for own, row in members if row.full_name.startswith("Орлова")]
    page = f"{PAPERS_OF}/names/{orlova}"
    assert "Орловой Нины Павловны" in client.get(page).text
    answer = client.post(page, data={"accusative": "Орлову-Чесменскую  Нину Павловну"})
    assert answer.status_code == 302
    late = client.post(page, data={"accusative": "Орлову Нину"})  # from a page of before
    assert late.status_code == 409
    assert "Орлову-Чесменскую Нину Павловну" in late.text
    assert 'value="Орлову Нину"' in late.text
    text = docx_text(client.get(address("minutes", made.record_id, "docx")).data)
    assert "Орлову-Чесменскую" in text
    assert "вписано от руки" in client.get(f"{PAPERS_OF}/names").text


def test_settings_that_two_people_change_are_never_saved_over_one_another(
    client: FlaskClient, year: Any
) -> None:
    page = f"{PAPERS_OF}/settings"
    data = filled(client, page) | {"place": "с. Заречное"}
    assert client.post(page, data=data).status_code == 302
    for _time in range(2):  # of a page that was opened before the first saving, and before the last
        told = client.post(page, data=data | {"place": "г. Заречный", "font": "Arial"})
        assert told.status_code == 409
        assert "с. Заречное" in told.text
        assert 'value="г. Заречный"' in told.text
        data = filled(client, page)
        assert client.post(page, data=data | {"size": "13"}).status_code == 302
    assert db.session.scalars(select(PaperStyle.place)).one() == "с. Заречное"


def test_settings_change_margins_fonts_letterhead_and_the_kind_of_pdf(
    client: FlaskClient, year: Any
) -> None:
    data = {
        "letterhead": "Первая строка\nВторая", "place": "с. Заречное", "signer_post": "директор",
        "signer_name": "Мещеряков Андрей Николаевич", "font": "Arial", "size": "13",
        "table_size": "11", "margin_left": "30", "margin_right": "10", "margin_top": "20",
        "margin_bottom": "20", "standard": "a-2a+ua-1",
    }  # fmt: skip
    assert client.post(f"{PAPERS_OF}/settings", data=data).status_code == 302
    made = minutes(year)
    assert made.fields["letterhead"] == ["Первая строка", "Вторая"]
    assert made.fields["signer"]["post_dative"] == "директору"
    pdf = pdf_reader(ours(made, Format.PDF))
    root: Any = pdf.trailer["/Root"]
    said = root["/Metadata"].get_data()
    assert b"pdfuaid" in said
    assert b"pdfaid" in said
    fonts = {
        font.get_object()["/BaseFont"] for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }  # fmt: skip
    assert all("Arimo" in font for font in fonts)
    petition = next(every(PAPERS["proposal"], made.records))
    assert "Директору" in docx_text(ours(petition, Format.DOCX))


def test_a_list_and_a_paper_take_a_fixed_number_of_queries(
    app: Flask, bring: Callable[..., Any]
) -> None:
    counts = []
    for made in (full("school"), huge("school")):
        year = bring(made)
        row = find_year(year.association.code, 2025)
        seen: list[str] = []
        event.listen(
            db.engine, "before_cursor_execute", lambda *said, seen=seen: seen.append(said[2])
        )
        records = records_of(row)
        for paper in PAPERS.values():
            if paper.name not in ("year_report", "inventory", "regulation"):
                for _made in every(paper, records):
                    pass
        counts.append(len(seen))
        db.session.rollback()
    assert abs(counts[1] - counts[0]) <= 2
    assert counts[0] <= 30


def test_names_posts_and_numbers_are_declined() -> None:
    assert name_in("dative", "Черных Ольга Ивановна") == "Черных Ольге Ивановне"
    assert name_in("genitive", "Иванова Анна") == "Ивановой Анны"
    assert name_in("genitive", "Совсем не имя человека") == "Совсем не имя человека"
    assert phrase_in("dative", "Заместитель директора по ВР") == "Заместителю директора по ВР"
    assert phrase_in("dative", "заведующий методическим кабинетом") == (
        "заведующему методическим кабинетом"
    )
    assert phrase_in("genitive", "МО классных руководителей") == "МО классных руководителей"
    assert phrase_in("genitive", "Методическое объединение классных руководителей") == (
        "Методического объединения классных руководителей"
    )
    words = ("человек", "человека", "человек")
    assert [counted(n, *words) for n in (1, 2, 5, 11, 21)] == [
        "1 человек", "2 человека", "5 человек", "11 человек", "21 человек"
    ]  # fmt: skip
    assert quoted("Час «Музей»") == "«Час „Музей“»"


def test_codes_have_eight_signs_that_nobody_confuses() -> None:
    codes = {code_of(sha256(str(number).encode()).hexdigest()) for number in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 8 and not set(code) & set("01IO") for code in codes)


def test_make_is_asked_in_russian_whatever_the_screens_speak(year: Any, app: Flask) -> None:
    from flask_babel import force_locale

    made = minutes(year)
    with force_locale("en"):
        assert make(made.paper, made.records, made.record_id).code == made.code
