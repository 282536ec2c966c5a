"""A member's card: who reads what, one's own self-education, growth, other years, the make-up."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db
from mmo.members.models import Course, Person, SelfEducation, SelfEducationStage
from tests.members.conftest import ANNA, OLGA, YEAR, one, stand_behind, whole_year
from tests.records.test_members import typed

SignIn = Callable[[str], FlaskClient]


def views() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(AuditLine.action == "view_card")) or 0


def test_a_member_reads_their_own_card_and_of_others_no_more_than_what_is_no_secret(
    year: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("member")
    others = client.get(f"{YEAR}/members/{one(ANNA).id}").text
    assert "7А" in others
    for word in ("Первая", "высшее", "Стаж"):
        assert word not in others
    assert "высшее" in client.get(f"{YEAR}/members/{one(OLGA).id}").text
    listed = client.get(f"{YEAR}/members").text
    assert "Первая" not in listed
    assert "Первая" not in client.get(f"{YEAR}/members?export=csv").text
    assert "Класс как сообщество" not in listed
    assert client.get(f"{YEAR}/members/{one(ANNA).id}/history").status_code == 404
    assert "1–3 из 3" in client.get(f"{YEAR}/members?card=no&sort=category").text


def test_a_view_of_a_card_by_others_is_noted_and_one_s_own_is_not(
    year: AssociationYear, sign_in: SignIn
) -> None:
    key = one(OLGA).id
    sign_in("member").get(f"{YEAR}/members/{key}")
    sign_in("other").get(f"{YEAR}/members/{key}")
    assert views() == 0
    sign_in("deputy").get(f"{YEAR}/members/{key}")
    assert views() == 1
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "view_card")).one()
    assert (line.actor, line.record_id, line.year_id) == ("deputy", key, year.id)


def test_a_member_enters_their_own_self_education_and_asks_for_a_correction(
    year: AssociationYear, sign_in: SignIn
) -> None:
    client, olga = sign_in("member"), one(OLGA)
    own = f"{YEAR}/members/{olga.id}/own"
    data = typed(client, own, topic="Медиация", outcome="Памятка",
                 proposal="У меня высшая категория")  # fmt: skip
    assert client.post(own, data=data).status_code == 303
    db.session.rollback()
    topic = db.session.get(SelfEducation, (olga.association_id, olga.id))
    assert topic is not None
    assert (topic.topic, topic.outcome) == ("Медиация", "Памятка")
    assert client.post(own, data=data | {"version": "1"}).status_code == 303
    page = sign_in("head").get(f"{YEAR}/members/{olga.id}").text
    assert "У меня высшая категория" in page
    assert client.get(f"{YEAR}/members/{one(ANNA).id}/own").status_code == 403
    assert sign_in("other").get(own).status_code == 403


def test_what_a_member_asked_for_is_put_right_once(year: AssociationYear, sign_in: SignIn) -> None:
    from mmo.members.models import CardProposal

    client, olga = sign_in("member"), one(OLGA)
    own = f"{YEAR}/members/{olga.id}/own"
    client.post(own, data=typed(client, own, proposal="Исправьте класс"))
    key = db.session.scalars(select(CardProposal.id)).one()
    head = sign_in("head")
    head.post(f"{YEAR}/members/{olga.id}/proposals/{key}")
    assert "Исправьте класс" not in head.get(f"{YEAR}/members/{olga.id}").text


def test_a_member_enters_stages_of_their_own_and_of_nobody_else(
    year: AssociationYear, sign_in: SignIn
) -> None:
    client, address = sign_in("member"), f"{YEAR}/self-education/new"
    data = typed(client, address, title="Изучить литературу", due="2026-04-01")
    assert data["member_id"] == str(one(OLGA).id)
    assert client.post(address, data=data).status_code == 303
    stranger = typed(client, address, title="Чужой этап") | {"member_id": str(one(ANNA).id)}
    assert client.post(address, data=stranger).status_code == 422
    head = sign_in("head")
    head.post(address, data=typed(head, address, title="Выступить", member_id=str(one(OLGA).id)))
    made = db.session.scalars(
        select(SelfEducationStage.id).where(SelfEducationStage.title == "Выступить")
    ).one()
    stage = f"{YEAR}/self-education/{made}"
    done = typed(client, stage, done_on="2026-02-20")
    assert client.post(stage, data=done).status_code == 303
    other = sign_in("other")
    assert other.post(stage, data=done).status_code == 404
    assert other.get(stage).status_code == other.get(f"{stage}/history").status_code == 404
    for page in (f"{YEAR}/self-education", f"{YEAR}/members/{one(OLGA).id}"):
        assert "Изучить литературу" not in other.get(page).text
        assert "Изучить литературу" in client.get(page).text
        assert "Изучить литературу" in head.get(page).text
    page = client.get(f"{YEAR}/members/{one(OLGA).id}").text
    assert "Изучить литературу" in page
    assert page.index("Выступить") > 0


def test_courses_stand_on_the_card_for_who_may_read_it(
    year: AssociationYear, sign_in: SignIn
) -> None:
    head, address = sign_in("head"), f"{YEAR}/courses/new"
    key = one(OLGA).id
    data = typed(head, f"{address}?member_id={key}", title="Медиация в школе", hours="72",
                 document="удостоверение № 125")  # fmt: skip
    assert data["member_id"] == str(key)
    assert head.post(address, data=data).status_code == 303
    assert "удостоверение № 125" in head.get(f"{YEAR}/members/{key}").text
    assert "72 часа" in sign_in("member").get(f"{YEAR}/members/{key}").text
    assert "72 часа" not in sign_in("other").get(f"{YEAR}/members/{key}").text
    assert sign_in("other").get(f"{YEAR}/courses").status_code == 404


def test_a_card_tells_of_work_and_attendance(year: AssociationYear, sign_in: SignIn) -> None:
    page = sign_in("head").get(f"{YEAR}/members/{one(ANNA).id}").text
    assert "Обобщение опыта" in page
    assert "Опыт Анны" in page
    assert "Явка: 1 из 1 заседания" in page


@pytest.mark.parametrize(("login", "seen"), [("both", True), ("head", False)])
def test_other_years_and_associations_stand_there_as_far_as_they_may_be_read(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account],
    year: AssociationYear, sign_in: SignIn, login: str, seen: bool,
) -> None:  # fmt: skip
    from mmo.accounts.models import Grant
    from tests.factories import bundle, full_member

    there = bring(bundle("mmo", "municipal", members=[
        full_member("x1", "mmo-org", full_name=OLGA + " вторая")]))  # fmt: skip
    second, olga = one(OLGA + " вторая"), one(OLGA)
    second = one(OLGA + " вторая")
    person = db.session.scalars(select(Person)).one()
    stand_behind(person, second)
    both = make_account("both", Role.HEAD, association=year.association_id)
    journal.save(Grant(account_id=both.id, role=Role.MEMBER, association_id=there.association_id))
    page = sign_in(login).get(f"{YEAR}/members/{olga.id}").text
    assert ("/associations/mmo/2025/members/" in page) is seen


def test_the_make_up_counts_who_belongs_on_the_day(year: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("head")
    page = client.get(f"{YEAR}/make-up").text
    assert "<dd>2</dd>" in page
    assert "5Б, 7А" in page
    assert "<dd>3</dd>" in client.get(f"{YEAR}/make-up?day=2025-12-01").text
    assert "1 октября 2026" in page
    assert ANNA not in sign_in("other").get(f"{YEAR}/make-up").text
    assert page.count("ервая</th>") == 1


def test_what_the_format_does_not_hold_survives_the_same_file_brought_in_again(
    bring: Callable[..., AssociationYear], year: AssociationYear, sign_in: SignIn
) -> None:
    head, key = sign_in("head"), one(OLGA).id
    card = f"{YEAR}/members/{key}"
    head.post(card, data=typed(head, card, outcome="Сборник"))
    for address, title in (("courses", "Курс"), ("self-education", "Этап")):
        form = f"{YEAR}/{address}/new"
        head.post(form, data=typed(head, form, title=title, member_id=str(key)))
    bring(whole_year())
    db.session.rollback()
    topic = db.session.get(SelfEducation, (year.association_id, key))
    assert topic is not None
    assert topic.outcome == "Сборник"
    assert db.session.scalars(select(Course.title)).all() == ["Курс"]
    assert db.session.scalars(select(SelfEducationStage.title)).all() == ["Этап"]
    assert one(OLGA).person_id is not None


def test_a_pupil_s_name_is_warned_of_and_saved_all_the_same(
    year: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    address = f"{YEAR}/plan/new"
    data = typed(client, address, section="Работа", title="Беседа с учеником Иванов Петя, 7А")
    asked = client.post(address, data=data | {"_do": "check:title"}, headers={"HX-Request": "true"})
    assert "похоже на имя ученика" in asked.text
    saved = client.post(address, data=data, follow_redirects=True)
    assert "имена учеников здесь не пишут" in saved.text
    quiet = typed(client, address, section="Работа", title="Беседа в 7А")
    assert "имена учеников" not in client.post(address, data=quiet, follow_redirects=True).text
