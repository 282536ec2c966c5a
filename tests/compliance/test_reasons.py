"""Every reason why something did not count: an example of each, and its sentence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from mmo.associations.models import AssociationYear
from mmo.compliance import sentences
from mmo.compliance.explaining import Outcome, explain
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from tests.factories import (
    activity,
    bundle,
    full_member,
    material,
    meeting,
    member,
    plan,
    plan_item,
    protocol,
)

DAY = date(2026, 3, 1)
HEAD = {"id": "h1", "member": "m1", "post": "organizer", "issuer": "education_department",
        "order_number": "1", "order_date": "2025-08-28", "from": "2025-09-01"}  # fmt: skip
PAPER = {"id": "s1", "what": "Отчёт", "to": "Отдел", "opened_on": "2025-10-01",
         "due": "2025-11-01"}  # fmt: skip
GROUP = {"id": "g1", "topic": "Тема", "curator": "m1", "formed_on": "2025-10-01"}
M = [full_member()]

Case = tuple[str, str, str, dict[str, Any], str, str]
CASES: list[Case] = [
    # reason, level, rule, what the year has, the record, a piece of the sentence
    ("cancelled", "school", "sch.5.4#t1",
     {"meetings": [meeting(status="cancelled", cancelled_on="2025-09-20")]},
     "meeting:z1", "отменено 20 сентября 2025"),
    ("cancelled", "school", "sch.5.4#t1",
     {"meetings": [meeting(status="cancelled")]}, "meeting:z1", "отменено"),
    ("outside_window", "school", "sch.5.4#t2", {"meetings": [meeting()]},
     "meeting:z1", "24 ноября 2025 — 23 февраля 2026"),
    ("after_due", "school", "sch.1.4",
     {"activities": [activity(kind="council_report", status="planned", date="2026-06-10")]},
     "activity:a1", "после срока, 31 мая 2026"),
    ("never_marked", "school", "sch.5.4#t1", {"meetings": [meeting(status="planned")]},
     "meeting:z1", "день 1 октября 2025 прошёл"),
    ("never_marked", "school", "sch.6.b6", {"meetings": [meeting(status="planned")]},
     "meeting:z1", "день 1 октября 2025 прошёл"),
    ("done_later", "school", "sch.2.2.b3",
     {"plan": plan(0, items=[plan_item(due="2026-02-01", done_on="2026-04-01",
                                       clauses=["sch.2.2.b3"])])},
     "plan_item:p1", "выполнено только 1 апреля 2026"),
    ("dated_later", "school", "sch.6.b4#events",
     {"materials": [material(kind="analysis", added_on="2026-04-01")]},
     "material:x1", "датировано позже, 1 апреля 2026"),
    ("no_term", "school", "sch.2.2.b3",
     {"plan": plan(0, items=[plan_item(clauses=["sch.2.2.b3"])])},
     "plan_item:p1", "не имеет срока"),
    ("later", "school", "sch.6.b6",
     {"meetings": [meeting(protocol=protocol(signed_on="2026-04-02"))]},
     "meeting:z1", "только с 2 апреля 2026"),
    ("not_yet", "school", "sch.6.b6", {"meetings": [meeting(date="2026-04-02")]},
     "meeting:z1", "день 2 апреля 2026 ещё впереди"),
    ("left", "school", "sch.6.b8",
     {"members": [member(left_on="2026-01-12"), full_member("m2")]},
     "member:m1", "выбыл(а) 12 января 2026"),
    ("closed_before_year", "school", "sch.5.2.o9",
     {"members": M, "creative_groups": [GROUP | {"closed_on": "2025-08-30"}]},
     "creative_group:g1", "закрыта 30 августа 2025"),
    ("not_there", "school", "sch.6.b3", {}, "goal", "не внесено"),
    ("dated_later", "school", "sch.6.b3", {"goal": {"text": "Цель", "date": "2026-05-01"}},
     "goal", "датировано позже"),
    ("approved_later", "school", "sch.6.b1",
     {"regulation": {"title": "П", "approved_on": "2026-04-15"}},
     "regulation", "утверждено позже, 15 апреля 2026"),
    ("valid_later", "school", "sch.6.b1",
     {"regulation": {"title": "П", "approved_on": "2025-08-15", "valid_from": "2026-09-01"}},
     "regulation", "действует только с 1 сентября 2026"),
    ("ran_out", "school", "sch.6.b1",
     {"regulation": {"title": "П", "approved_on": "2020-08-15", "valid_to": "2026-01-31"}},
     "regulation", "истекло 31 января 2026"),
    ("wrong_organisation", "municipal", "mun.3.1",
     {"members": [member(organisation="garden")], "organisations": "garden"},
     "member:m1", "не в общеобразовательной"),
    ("outside_municipality", "municipal", "mun.3.1",
     {"members": [member(organisation="far")], "organisations": "far"},
     "member:m1", "за пределами округа"),
    ("not_pedagogical", "municipal", "mun.3.1", {"members": [member(pedagogical=False)]},
     "member:m1", "не педагогический"),
    ("empty_fields", "school", "sch.6.b8", {"members": [member(position="учитель", category=" ")]},
     "member:m1", "не заполнено: образование, стаж, категория"),
    ("no_topic", "school", "sch.6.b9#topics", {"members": [member()]},
     "member:m1", "нет темы самообразования"),
    ("begins_later", "school", "sch.5.1",
     {"members": M, "head_appointments": [HEAD | {"from": "2026-04-01"}]},
     "head_appointment:h1", "начнётся 1 апреля 2026"),
    ("ended", "school", "sch.5.1",
     {"members": M, "head_appointments": [HEAD | {"to": "2026-01-31"}]},
     "head_appointment:h1", "закончилось 31 января 2026"),
    ("wrong_issuer", "municipal", "mun.4.1",
     {"members": M, "head_appointments": [HEAD | {"issuer": "school"}]},
     "head_appointment:h1", "назначил: школа"),
    ("wrong_post", "school", "sch.5.1",
     {"members": M, "head_appointments": [HEAD | {"post": "methodist"}]},
     "head_appointment:h1", "должность: методист"),
    ("no_order_number", "municipal", "mun.4.1",
     {"members": M, "head_appointments": [HEAD | {"order_number": None}]},
     "head_appointment:h1", "нет номера"),
    ("no_order_date", "municipal", "mun.4.1",
     {"members": M, "head_appointments": [HEAD | {"order_date": None}]},
     "head_appointment:h1", "нет даты"),
    ("order_later", "municipal", "mun.4.1",
     {"members": M, "head_appointments": [HEAD | {"order_date": "2026-04-01"}]},
     "head_appointment:h1", "датирован позже, 1 апреля 2026"),
    ("not_settled", "school", "sch.4.2.b2",
     {"plan": plan(0, items=[plan_item(due="2025-10-01")])},
     "plan_item:p1", "не отмечено выполненным"),
    ("no_result", "school", "sch.4.2.b3",
     {"plan": plan(0, items=[plan_item(done_on="2025-10-01")])},
     "plan_item:p1", "результат не записан"),
    ("no_items", "school", "sch.6.b5", {"plan": plan(0)}, "plan", "нет пунктов"),
    ("not_there", "school", "sch.6.b5", {}, "plan", "не внесено"),
    ("created_later", "school", "sch.6.b5", {"plan": plan(created_on="2026-04-01")},
     "plan", "составлен позже, 1 апреля 2026"),
    ("not_agreed", "municipal", "mun.3.2", {"plan": plan()}, "plan", "не согласован"),
    ("agreed_later", "municipal", "mun.3.2", {"plan": plan(agreed_on="2026-04-01")},
     "plan", "согласован позже, 1 апреля 2026"),
    ("revised_since", "municipal", "mun.3.2",
     {"plan": plan(agreed_on="2025-09-20", revised_on="2026-01-12")},
     "plan", "изменён 12 января 2026, после согласования 20 сентября 2025"),
    ("not_in_school_plan", "school", "sch.5.3#school_plan", {"plan": plan()},
     "plan", "не отмечен частью плана школы"),
    ("in_school_plan_later", "school", "sch.5.3#school_plan",
     {"plan": plan(in_school_plan_on="2026-04-01")}, "plan", "в плане школы только с 1 апреля"),
    ("approval_names_no_meeting", "school", "sch.5.3#approval", {"plan": plan()},
     "plan", "не названо заседание"),
    ("approval_meeting_not_held", "school", "sch.5.3#approval",
     {"plan": plan(approved_at_meeting="z1"), "meetings": [meeting(status="planned")]},
     "plan", "1 октября 2025 не отмечено проведённым"),
    ("approval_meeting_outside", "school", "sch.5.3#approval",
     {"plan": plan(approved_at_meeting="z1"), "meetings": [meeting(date="2025-05-20")]},
     "plan", "20 мая 2025 не относится к этому году"),
    ("approval_meeting_later", "school", "sch.5.3#approval",
     {"plan": plan(approved_at_meeting="z1"), "meetings": [meeting(date="2026-04-20")]},
     "plan", "утверждено позже, 20 апреля 2026"),
    ("no_form", "municipal", "mun.3.4", {"meetings": [meeting(form="  ")]},
     "meeting:z1", "форма не указана"),
    ("no_protocol", "school", "sch.6.b6", {"meetings": [meeting()]},
     "meeting:z1", "протокола нет"),
    ("not_signed", "school", "sch.6.b6",
     {"members": M, "meetings": [meeting(protocol=protocol())]},
     "meeting:z1", "составлен 2 октября 2025, не подписан"),
    ("no_meeting_material", "school", "sch.6.b7", {"meetings": [meeting()]},
     "meeting:z1", "материал не приложен"),
    ("not_submitted", "school", "sch.5.2.r3", {"submissions": [PAPER]},
     "submission:s1", "не сдано"),
    ("outside_window", "school", "sch.5.2.r3", {"submissions": [PAPER | {"due": "2026-09-10"}]},
     "submission:s1", "вне засчитываемого срока"),
    ("not_completed", "school", "sch.6.b4#year", {}, "analysis", "не завершён"),
    ("not_completed_yet", "school", "sch.6.b4#year", {"analysis": {"completed_on": "2026-06-01"}},
     "analysis", "завершён только 1 июня 2026"),
    ("not_handed_in", "school", "sch.5.5", {}, "analysis", "не сдано"),
    ("not_handed_in_yet", "school", "sch.5.5", {"analysis": {"submitted_on": "2026-06-01"}},
     "analysis", "сдан только 1 июня 2026"),
    ("not_reviewed", "school", "sch.4.2.b1", {}, "analysis", "не проверен"),
    ("not_reviewed_yet", "school", "sch.4.2.b1", {"analysis": {"reviewed_on": "2026-06-01"}},
     "analysis", "проверен только 1 июня 2026"),
    ("reviewer_not_named", "school", "sch.4.2.b1", {"analysis": {"reviewed_on": "2026-02-01"}},
     "analysis", "не указано, кто проверил"),
    ("reviewed_by_author", "school", "sch.4.2.b1",
     {"members": M, "analysis": {"author": "m1", "reviewed_on": "2026-02-01",
                                 "reviewed_by": "Иванова Анна m1"}},
     "analysis", "проверил сам автор"),
]  # fmt: skip
NEVER_SEEN = {"fine", "not_held"}
"""Codes that stand for a reason only inside the program: a fine item has no sentence to tell, and
`not_held` becomes `never_marked` or `not_yet` when the day is known."""
MORE = {
    "garden": {"code": "garden", "name": "Сад", "kind": "preschool", "in_municipality": True},
    "far": {"code": "far", "name": "Далёкая", "kind": "general", "in_municipality": False},
}


@pytest.mark.parametrize(
    ("code", "level", "rule", "parts", "ref", "piece"), CASES, ids=[f"{c[0]}-{c[2]}" for c in CASES]
)
def test_a_reason_has_its_code_and_its_sentence(
    app: Flask,
    bring: Callable[..., AssociationYear],
    code: str, level: str, rule: str, parts: dict[str, Any], ref: str, piece: str,
) -> None:  # fmt: skip
    more = MORE.get(str(parts.get("organisations")))
    made = bundle(level=level, **{k: v for k, v in parts.items() if k != "organisations"})
    if more:
        made["organisations"].append(more)
    if not made.get("members") and "protocol" in str(parts):
        made["members"] = M
    year = bring(made)
    the_judge: Judge = app.extensions["judge"]
    (judged,) = the_judge.judge(db.session(), AssociationYear.id == year.id, DAY)
    explanation = explain(the_engine(), judged.gauges, judged.findings, [rule])[rule]
    (looked,) = [each for each in explanation.looked if each.ref == ref]
    assert looked.reason is not None
    assert looked.reason.code == code
    assert piece in sentences.reason(looked.reason)
    assert piece in sentences.looked(looked, "запись")


def test_every_reason_has_an_example() -> None:
    assert {case[0] for case in CASES} | NEVER_SEEN == set(sentences.REASONS) | {"not_held"}


def test_how_late_a_late_paper_was_is_told(
    app: Flask, bring: Callable[..., AssociationYear]
) -> None:
    year = bring(bundle(submissions=[PAPER | {"submitted_on": "2025-11-04"}]))
    the_judge: Judge = app.extensions["judge"]
    (judged,) = the_judge.judge(db.session(), AssociationYear.id == year.id, DAY)
    explanation = explain(the_engine(), judged.gauges, judged.findings, ["sch.5.2.r3"])[
        "sch.5.2.r3"
    ]
    (looked,) = explanation.looked
    assert (looked.outcome, looked.late) == (Outcome.FINE, 3)
    assert "опоздание 3 дня" in sentences.looked(looked, "документ")
