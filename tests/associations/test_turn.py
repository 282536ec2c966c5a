"""A year ends and the next begins: what is carried over, who may do it, who may undo it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.compliance.models import YearState
from mmo.exchange.exporting import export_bundle, to_json
from mmo.extensions import db
from mmo.groups.models import CreativeGroup
from mmo.meetings.models import AgendaItem, Meeting
from mmo.members.models import HeadAppointment, Member, SelfEducation
from mmo.plans.models import PlanItem
from tests.factories import bundle, full_member, meeting, plan, plan_item

OLD, NEW = "/associations/school-5/2025", "/associations/school-5/2026"


def ending(code: str = "school-5", level: str = "school", **parts: Any) -> dict[str, Any]:
    """A year with something of everything that the next one may take over."""
    organisation = f"{code}-org"
    decisions = [{"id": "d1", "text": "Обновить папку", "responsible": "m2", "due": "2026-05-01"},
                 {"id": "d2", "text": "Готово", "done_on": "2026-02-01"}]  # fmt: skip
    agenda = [{"id": "q1", "question": "О разном", "decisions": decisions}]
    head = {"post": "homeroom_teacher", "issuer": "school", "from": "2024-09-01", "id": "h1",
            "member": "m1", "order_number": "12"}  # fmt: skip
    return bundle(
        code, level,
        members=[full_member("m1", organisation, full_name="Арбузова Анна Павловна"),
                 full_member("m2", organisation, full_name="Белова Вера Ильинична"),
                 full_member("m3", organisation, full_name="Ушла Раиса Петровна",
                             left_on="2026-01-15")],
        head_appointments=[head],
        meetings=[meeting(agenda=agenda)],
        plan=plan(0, items=[plan_item("p1", due="2025-10-01", done_on="2025-10-01",
                                      result="Проведено", responsible="m2")]),
        creative_groups=[{"id": "g1", "topic": "Классный час", "curator": "m2",
                          "formed_on": "2025-11-01"}],
        regulation={"title": "Положение", "approved_on": "2020-01-01"},
        **parts,
    )  # fmt: skip


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    made = bring(ending())
    make_account("head", Role.HEAD, association=made.association_id)
    make_account("secretary", Role.SECRETARY, association=made.association_id)
    make_account("deputy", Role.DEPUTY, organisation=made.association.organisation_id)
    make_account("admin", Role.ADMIN)
    return made


def ids(model: Any) -> list[str]:
    db.session.rollback()
    return [str(key) for key in db.session.scalars(select(model.id))]


def everything(**more: Any) -> dict[str, Any]:
    """The form with every box ticked, as it opens, and what else is chosen."""
    return {
        "do": "both", "sure": "1", "members": ids(Member), "heads": ids(HeadAppointment),
        "groups": ids(CreativeGroup), "decisions": ["*"], "all": ["decisions"],
        "meeting": "2026-08-28", **more,
    }  # fmt: skip


def of(number: int, model: Any) -> list[Any]:
    """The records of the year that begins in `number`."""
    db.session.rollback()
    chosen = select(model).join(AssociationYear, AssociationYear.id == model.year_id)
    return list(db.session.scalars(chosen.where(AssociationYear.year == number)))


def test_the_page_says_what_is_open_and_offers_what_goes_on(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    page = sign_in("head").get(f"{OLD}/turn").text
    for words in ("1 проведённое заседание без протокола", "1 решение не выполнено",
                  "анализ за год не сдан", "Арбузова Анна Павловна", "Классный час",
                  "Обновить папку", "приказ № 12"):  # fmt: skip
        assert words in page
    assert "Ушла Раиса" not in page
    assert "Готово" not in page


def test_one_page_closes_a_year_and_opens_the_next(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    answer = client.post(f"{OLD}/turn", data=everything(topics="1", plan="1"))
    assert answer.location == f"{NEW}/about", answer.text
    old, new = db.session.scalars(select(AssociationYear).order_by(AssociationYear.year))
    assert old.closed_at is not None
    assert new.closed_at is None
    assert (new.start, new.regulation_title, new.theme) == (date(2026, 9, 1), "Положение", None)

    before = {member.ref: member for member in of(2025, Member)}
    members = {member.ref: member for member in of(2026, Member)}
    assert set(members) == {"m1", "m2"}
    for ref, member in members.items():
        assert member.id != before[ref].id
        assert member.person_id == before[ref].person_id is not None
    assert of(2026, HeadAppointment)[0].member_id == members["m1"].id
    assert of(2026, CreativeGroup)[0].curator_id == members["m2"].id
    assert {topic.member_id for topic in of(2026, SelfEducation)} == {
        member.id for member in members.values()
    }
    (item,) = of(2026, PlanItem)
    assert (item.due, item.done_on, item.result) == (None, None, None)
    assert item.responsible_id == members["m2"].id
    (question,) = of(2026, AgendaItem)
    assert "Обновить папку" in question.question
    assert of(2026, Meeting)[0].date == date(2026, 8, 28)
    assert db.session.get(YearState, (new.association_id, new.id)) is not None
    assert client.get(f"{NEW}/members").status_code == 200


def test_what_was_carried_over_leaves_as_a_valid_bundle(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient],
    bring: Callable[..., AssociationYear],
) -> None:  # fmt: skip
    sign_in("head").post(f"{OLD}/turn", data=everything(topics="1", plan="1"))
    db.session.rollback()
    new = db.session.scalars(select(AssociationYear).where(AssociationYear.year == 2026)).one()
    bring(json.loads(to_json(export_bundle(new))))


def test_a_closed_year_is_read_only_and_says_so(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    client.post(f"{OLD}/turn", data={"do": "close", "sure": "1"})
    for page in ("/", "/members", "/about", "/calendar", "/turn"):
        assert "Учебный год закрыт" in client.get(f"{OLD}{page}").text
    member = ids(Member)[0]
    assert client.get(f"{OLD}/members/{member}").status_code == 200
    for address in ("/members/new", f"/members/{member}", "/about/theme", "/dates", "/heads/new"):
        assert client.post(f"{OLD}{address}", data={"full_name": "Х"}).status_code == 403, address
    assert db.session.scalar(select(func.count()).select_from(AssociationYear)) == 1


def test_a_year_is_not_closed_without_the_tick(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    answer = sign_in("head").post(f"{OLD}/turn", data={"do": "both"})
    assert answer.status_code == 422
    db.session.rollback()
    assert db.session.scalars(select(AssociationYear.closed_at)).all() == [None]


def test_it_is_reopened_from_above_with_a_reason_that_is_kept(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    head, deputy = sign_in("head"), sign_in("deputy")
    head.post(f"{OLD}/turn", data={"do": "close", "sure": "1"})
    assert head.post(f"{OLD}/reopen", data={"reason": "Ошибка"}).status_code == 403
    deputy.post(f"{OLD}/reopen", data={"reason": " "})
    db.session.rollback()
    assert db.session.scalars(select(AssociationYear.closed_at)).one() is not None
    deputy.post(f"{OLD}/reopen", data={"reason": "Не внесён протокол"})
    db.session.rollback()
    assert db.session.scalars(select(AssociationYear.closed_at)).one() is None
    lines = db.session.scalars(select(AuditLine).where(AuditLine.action == "reopen_year"))
    assert [line.changes["reason"][1] for line in lines if "reason" in line.changes] == [
        "Не внесён протокол"
    ]


def test_sent_twice_it_opens_one_year(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("deputy")
    for _ in range(2):
        assert client.post(f"{OLD}/turn", data=everything()).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(AssociationYear.year)).all() == [2025, 2026]
    assert len(of(2026, Member)) == 2


def test_an_administrator_sees_numbers_and_carries_all(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    assert "Арбузова" not in client.get(f"{OLD}/turn").text
    client.post(f"{OLD}/turn", data={"do": "open", "all": ["members", "heads"]})
    assert {member.ref for member in of(2026, Member)} == {"m1", "m2"}
    assert of(2026, CreativeGroup) == []


def test_a_year_of_400_members_is_offered_in_a_fixed_number_of_queries(
    bring: Callable[..., AssociationYear], year: AssociationYear,
    sign_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    client = sign_in("admin")

    def queries(address: str) -> int:
        seen: list[str] = []

        def note(*arguments: Any) -> None:
            seen.append(arguments[2])

        event.listen(db.engine, "before_cursor_execute", note)
        client.get(address)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    few = queries(f"{OLD}/turn")
    large = ending("school-9")
    large["members"] += [full_member(f"n{n}", "school-9-org") for n in range(400)]
    bring(large)
    assert queries("/associations/school-9/2025/turn") == few
