"""Sharing upward: shown before it is sent, aggregated, nothing more, taken back at once."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.reports.models import Share, ShareRemark
from tests.district.looking import of_class, page
from tests.factories import activity, bundle, full_member, meeting

PATH = "/associations/school-5/2025"
NAME, TITLE, TEXT = "Канарейкина", "Тайный семинар", "Текст анализа с фамилией"


@pytest.fixture
def deputy(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    person = full_member(full_name=f"{NAME} Анна Павловна")
    year = bring(bundle(members=[person], meetings=[meeting()], activities=[activity(title=TITLE)]))
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    make_account("director", Role.DIRECTOR, organisation=year.association.organisation_id)
    make_account("office", Role.OFFICE)
    head = sign_in("head")
    head.post(f"{PATH}/analysis/sections/plan", data={"text": TEXT, "version": "0"})
    return sign_in("deputy")


@pytest.fixture
def office(deputy: FlaskClient, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("office")


def inside(source: str) -> str:
    """What the office reads, as it stands on a page."""
    (shared,) = of_class(page(source), "shared")
    return " ".join(html.tostring(shared, encoding="unicode", with_tail=False).split())


def send(who: FlaskClient, **choice: str) -> str:
    shown = who.get(f"{PATH}/share", query_string=choice).text
    digest = re.search(r'name="digest" value="(\w+)"', shown)
    assert digest
    data = {"digest": digest[1], **choice}
    return who.post(f"{PATH}/share", data=data, follow_redirects=True).text


def test_before_anything_is_sent_the_office_reads_nothing(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    assert "школа пока ничего не передала" in office.get(f"{PATH}/shared").text
    assert f'href="{PATH}/shared"' in office.get(f"{PATH}/").text
    assert f'href="{PATH}/shared"' not in deputy.get(f"{PATH}/").text
    assert office.get(f"{PATH}/analysis").status_code == 404


def test_by_default_counts_go_and_no_name_title_or_text(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    assert "методический кабинет это видит" in send(deputy)
    shown = office.get(f"{PATH}/shared").text
    assert "Заседаний проведено" in shown
    for word in (NAME, TITLE, TEXT):
        assert word not in shown
        assert word not in office.get("/district/report").text


def test_what_is_chosen_goes_and_people_never_do(deputy: FlaskClient, office: FlaskClient) -> None:
    send(deputy, with_text="1", with_records="1")
    shown = office.get(f"{PATH}/shared").text
    assert TITLE in shown
    assert TEXT in shown
    assert NAME not in shown


def test_the_preview_is_to_the_letter_what_the_office_reads(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    for choice in ({}, {"with_text": "1"}, {"with_records": "1", "with_text": "1"}):
        shown = deputy.get(f"{PATH}/share", query_string=choice).text
        send(deputy, **choice)
        assert inside(shown) == inside(office.get(f"{PATH}/shared").text)


def test_what_changed_since_it_was_shown_is_shown_again(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    shown = deputy.post(f"{PATH}/share", data={"digest": "of another day"}).text
    assert "Записи изменились" in shown
    assert db.session.scalars(select(Share)).all() == []


def test_later_records_do_not_go_by_themselves(
    deputy: FlaskClient, office: FlaskClient, bring: Callable[..., AssociationYear]
) -> None:
    send(deputy, with_records="1")
    bring(bundle(activities=[activity(title="Поздний семинар")]))
    assert "Поздний семинар" not in office.get(f"{PATH}/shared").text


def test_what_is_taken_back_is_gone_from_the_database_too(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    send(deputy, with_text="1", with_records="1")
    deputy.post(f"{PATH}/share/withdraw")
    assert "школа пока ничего не передала" in office.get(f"{PATH}/shared").text
    assert "не передан" in office.get("/district/report").text
    db.session.rollback()
    (share,) = db.session.scalars(select(Share))
    assert share.content == {}
    assert share.withdrawn_by == "Deputy"


def test_sending_again_replaces_what_was_sent(deputy: FlaskClient, office: FlaskClient) -> None:
    send(deputy, with_text="1")
    send(deputy)
    assert TEXT not in office.get(f"{PATH}/shared").text
    db.session.rollback()
    assert [bool(share.content) for share in db.session.scalars(
        select(Share).order_by(Share.sent_at, Share.id))] == [False, True]  # fmt: skip


def test_a_municipal_association_is_not_shared(
    deputy: FlaskClient, office: FlaskClient, bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account], sign_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    year = bring(bundle("mmo", "municipal"))
    make_account("mmo-head", Role.HEAD, association=year.association_id)
    assert sign_in("mmo-head").get("/associations/mmo/2025/share").status_code == 404
    assert office.get("/associations/mmo/2025/analysis").status_code == 200


def review(office: FlaskClient, step: str) -> str:
    """The office returns or accepts what it reads."""
    shown = office.get(f"{PATH}/shared").text
    found = re.search(r'name="share" value="([\w-]+)"', shown)
    data = {"share": found[1] if found else ""}
    return office.post(f"{PATH}/shared/judge/{step}", data=data, follow_redirects=True).text


def test_the_office_returns_with_a_remark_the_school_answers_and_the_office_accepts(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    send(deputy)
    assert "хотя бы одно замечание" in review(office, "return")
    remark = {"clause": "sch.5.1", "text": "Где протокол?"}
    assert "Где протокол?" in office.post(
        f"{PATH}/shared/remarks", data=remark, follow_redirects=True
    ).text  # fmt: skip
    assert "Возвращено школе" in review(office, "return")
    assert "Кабинет вернул переданное" in deputy.get("/").text
    shown = deputy.get(f"{PATH}/share").text
    (own,) = re.findall(r'action="([^"]+/answer)"', shown)
    assert "п. 5.1" in " ".join(shown.split())
    deputy.post(own, data={"answer": "Подписан вчера."})
    send(deputy)
    assert "Кабинет вернул переданное" not in deputy.get("/").text
    again = office.get(f"{PATH}/shared").text
    assert "Подписан вчера." in again
    assert "Ждёт методического кабинета" in again
    assert "Принято" in review(office, "accept")
    assert "Принято" in deputy.get(f"{PATH}/share").text
    assert "принято кабинетом" in office.get("/district/report").text
    db.session.rollback()
    (kept,) = db.session.scalars(select(ShareRemark))
    assert (kept.clause, kept.resolved_by) == ("sch.5.1", "Office")


def test_what_the_school_sent_anew_is_not_judged_unread(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    send(deputy)
    first = db.session.scalars(select(Share.id)).one()
    send(deputy)
    told = office.post(
        f"{PATH}/shared/judge/accept", data={"share": str(first)}, follow_redirects=True
    ).text
    assert "передала сведения заново" in told
    db.session.rollback()
    assert not any(share.accepted_at for share in db.session.scalars(select(Share)))


def test_a_school_judges_nothing_and_nothing_is_judged_that_is_not_sent(
    deputy: FlaskClient, office: FlaskClient
) -> None:
    assert office.post(f"{PATH}/shared/remarks", data={"text": "Где?"}).status_code == 404
    send(deputy)
    for step in ("remarks", "judge/accept", "judge/return"):
        assert deputy.post(f"{PATH}/shared/{step}").status_code == 403
    told = office.post(f"{PATH}/shared/remarks", data={"text": " "}, follow_redirects=True)
    assert "Напишите, что исправить" in told.text
