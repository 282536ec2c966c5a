"""The way of an analysis: drafted, completed, handed in, returned, answered, accepted."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from mmo.analyses.models import Analysis
from mmo.audit.models import AuditLine
from mmo.database import uuid7
from mmo.extensions import db
from mmo.members.models import Member
from mmo.reports import editing
from mmo.reports.models import ReportRemark, ReportSubmission
from tests.analyses.conftest import PATH, School


def analysis() -> Analysis | None:
    db.session.rollback()
    return db.session.scalar(select(Analysis))


def status(school: School, clause: str) -> str:
    state = school.head.get(f"{PATH}/compliance.json?as_of=2026-03-01").get_json()
    return str(next(each["status"] for each in state["clauses"] if each["id"] == clause))


def test_nothing_is_kept_before_the_head_drafts_it(school: School) -> None:
    assert "Пока ничего не сохранено" in school.page(school.head)
    assert "Составить по записям" not in school.page(school.deputy)
    page = school.press(school.head, "/analysis/draft")
    assert "Обновить цифры" in page
    assert "Не выполнен пункт" in page  # difficulties are drafted from the gaps


def test_completing_closes_its_clause_and_names_the_author(school: School) -> None:
    member = db.session.scalar(select(Member.id).where(Member.ref == "m1"))
    assert status(school, "sch.6.b4") != "met"
    school.press(school.head, "/analysis/hand-in/complete", author=str(member),
                 completed_on="2026-02-20")  # fmt: skip
    row = analysis()
    assert row is not None
    assert (row.completed_on, row.author_id) == (date(2026, 2, 20), member)
    rules = school.head.get(f"{PATH}/compliance.json").get_json()["clauses"]
    (clause,) = [each for each in rules if each["id"] == "sch.6.b4"]
    assert next(r for r in clause["rules"] if r["id"] == "sch.6.b4#year")["status"] == "met"


def test_handing_in_closes_its_clause_and_locks_the_text(school: School) -> None:
    school.hand_in()
    assert status(school, "sch.5.5") == "met"
    assert school.head.get(f"{PATH}/analysis/sections/plan").status_code == 403
    assert school.head.post(f"{PATH}/analysis/draft").status_code == 403
    assert "Написать" not in school.page(school.head)


def test_it_is_not_returned_without_a_remark(school: School) -> None:
    school.hand_in()
    page = school.press(school.deputy, "/analysis/judge/return")
    assert "Сначала напишите хотя бы одно замечание" in page
    assert db.session.scalars(select(ReportSubmission)).one().returned_at is None


def test_returned_answered_handed_in_again_accepted(school: School) -> None:
    school.hand_in()
    school.press(school.deputy, "/analysis/sections/plan/remarks", text="Почему не сделано?")
    school.press(school.deputy, "/analysis/sections/clauses/remarks", text="Где цель?",
                 clause="sch.6.b3")  # fmt: skip
    assert "возвращён с замечаниями" in school.press(school.deputy, "/analysis/judge/return")

    page = school.page(school.head)
    assert "Почему не сделано?" in page
    assert 'href="#clause-sch.6.b3"' in page
    remarks = db.session.scalars(select(ReportRemark).order_by(ReportRemark.at)).all()
    for _twice in range(2):
        school.press(school.deputy, f"/analysis/remarks/{remarks[0].id}/resolve", settled="yes")
    db.session.expire_all()
    assert remarks[0].resolved_at is not None
    school.press(school.deputy, f"/analysis/remarks/{remarks[0].id}/resolve", settled="no")
    school.press(school.head, f"/analysis/remarks/{remarks[0].id}/answer", answer="Карантин")
    school.press(school.head, "/analysis/sections/plan", text="Помешал карантин.", version="1")
    school.press(school.head, "/analysis/hand-in/submit", submitted_to="Завучу",
                 submitted_on="2026-03-01")  # fmt: skip

    page = school.page(school.deputy)
    assert "Карантин" in page
    assert "Что изменилось с прошлой сдачи" in page
    assert "<ins>" in page
    school.press(school.deputy, "/analysis/judge/accept", accepted_on="2026-03-01")
    row = analysis()
    assert row is not None
    assert row.accepted_on == date(2026, 3, 1)
    assert row.submitted_on == date(2026, 2, 27), "the first handing in is what the term is about"
    assert (row.reviewed_on, row.reviewed_by) == (date(2026, 3, 1), "Deputy")
    assert all(remark.resolved_at for remark in db.session.scalars(select(ReportRemark)))
    assert status(school, "sch.4.2.b1") == "met"
    assert school.head.get(f"{PATH}/analysis/sections/plan").status_code == 403


def test_a_remark_sent_twice_is_one(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    school.hand_in()
    address, remark = "/analysis/sections/plan/remarks", {"text": "Почему?", "key": str(uuid7())}
    school.press(school.deputy, address, **remark)
    school.press(school.deputy, address, **remark)
    monkeypatch.setattr(editing, "find_remark", lambda *_of: None)  # both look before one is kept
    school.press(school.deputy, address, **remark)
    assert db.session.scalar(select(func.count()).select_from(ReportRemark)) == 1


def test_what_was_accepted_may_be_returned(school: School) -> None:
    school.hand_in()
    school.press(school.deputy, "/analysis/judge/accept", accepted_on="2026-03-01")
    school.press(school.deputy, "/analysis/sections/plan/remarks", text="Ещё раз")
    school.press(school.deputy, "/analysis/judge/return")
    row = analysis()
    assert row is not None
    assert row.accepted_on is None
    assert school.head.get(f"{PATH}/analysis/sections/plan").status_code == 200


def test_a_review_by_its_own_author_closes_nothing(school: School) -> None:
    member = db.session.scalar(select(Member).where(Member.ref == "m1"))
    assert member is not None
    own, name = str(member.id), member.full_name
    school.press(school.head, "/analysis/hand-in/complete", author=own, completed_on="2026-02-20")
    school.press(school.head, "/analysis/hand-in/review", reviewed_by=name,
                 reviewed_on="2026-02-21")  # fmt: skip
    assert status(school, "sch.4.2.b1") != "met"
    school.press(school.head, "/analysis/hand-in/review", reviewed_by="Тетерина О. В.",
                 reviewed_on="2026-02-21")  # fmt: skip
    assert status(school, "sch.4.2.b1") == "met"


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("complete", {"completed_on": "2026-03-02"}, "Этот день ещё впереди"),
        ("complete", {"completed_on": "вчера"}, "Дата завершения"),
        ("submit", {"submitted_on": "2026-03-01"}, "Укажите, кому сдаётся"),
        ("submit", {"submitted_to": "Завучу", "submitted_on": ""}, "Введите день"),
    ],
)
def test_a_wrong_day_or_an_empty_field_is_told_and_keeps_nothing(
    school: School, step: str, data: dict[str, str], sentence: str
) -> None:
    answer = school.head.post(f"{PATH}/analysis/hand-in/{step}", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert analysis() is None


def test_a_step_that_somebody_already_took_is_told(school: School) -> None:
    school.hand_in()
    page = school.press(school.head, "/analysis/hand-in/submit", submitted_to="Завучу",
                        submitted_on="2026-03-01")  # fmt: skip
    assert "документ уже в другом состоянии" in page
    assert len(db.session.scalars(select(ReportSubmission)).all()) == 1


def test_every_step_leaves_its_line_in_the_audit_log(school: School) -> None:
    school.hand_in()
    school.press(school.deputy, "/analysis/judge/accept", accepted_on="2026-03-01")
    actions = set(db.session.scalars(select(AuditLine.action)))
    assert {"draft", "submit", "accept"} <= actions


def test_who_reads_only_finds_no_form(school: School) -> None:
    school.hand_in()
    for who in ("secretary", "member", "director"):
        page = school.page(school.sign_in(who))
        assert "Анализ за год" in page
        assert 'method="post"' not in page.partition("<main")[2].partition("</main")[0]
    assert school.sign_in("office").get(f"{PATH}/analysis").status_code == 404


def test_what_closes_the_gap_leads_to_the_step(school: School) -> None:
    page = school.page(school.head, "/?as_of=2026-06-20")
    assert re.search(r'/analysis\?step=complete(&amp;next=[^"#]+)?#complete"', page)
    opened = school.page(school.head, "/analysis?step=submit&submitted_to=Директору")
    assert 'value="Директору"' in opened
