"""A year that has a record of every type and a value in every field, and ways to look at it."""

import json
from copy import deepcopy
from typing import Any

from flask import Flask
from sqlalchemy import select

from mmo.associations.models import Association, AssociationYear
from mmo.database import Base
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.validating import Refused, read_bundle
from mmo.extensions import db
from mmo.validation import Fault
from tests.factories import TRIMESTERS, clause_ids

Json = dict[str, Any]

ORGANISATION: Json = {
    "code": "s5", "name": "Школа № 5", "kind": "general", "in_municipality": True
}  # fmt: skip
MEMBER: Json = {
    "id": "m1", "full_name": "Орлова Нина Павловна", "organisation": "s5", "pedagogical": True,
    "position": "учитель", "homeroom_class": "7А", "education": "высшее", "experience_years": 12,
    "category": "первая", "category_assigned_on": "2023-03-01",
    "category_valid_until": "2028-03-01",
    "self_education": {"topic": "Класс", "since": 2024, "output": "доклад"},
    "joined_on": "2020-09-01", "left_on": "2026-06-30",
}  # fmt: skip
APPOINTMENT: Json = {
    "id": "h1", "member": "m1", "post": "organizer", "issuer": "education_department",
    "order_number": "142-о", "order_date": "2025-08-29", "from": "2025-09-01", "to": "2026-08-31",
}  # fmt: skip
PLAN_ITEM: Json = {
    "id": "p1", "section": "Работа", "title": "Семинар", "due": "2025-11-01", "responsible": "m1",
    "priority": True, "done_on": "2025-11-02", "result": "проведён", "reason": "перенос",
    "clauses": ["sch.2.2.b3", "mun.3.3"],
}  # fmt: skip
PLAN: Json = {
    "created_on": "2025-09-01", "agreed_on": "2025-09-05", "agreed_by": "директор",
    "approved_at_meeting": "z1", "in_school_plan_on": "2025-09-10", "revised_on": "2026-01-12",
    "items": [PLAN_ITEM],
}  # fmt: skip
DECISION: Json = {
    "id": "d1", "text": "Провести", "responsible": "m1", "due": "2025-10-20",
    "done_on": "2025-10-19",
}  # fmt: skip
AGENDA_ITEM: Json = {
    "id": "q1", "question": "План", "speaker": "m1", "heard": "доклад", "spoke": ["Иванова: за"],
    "votes": {"for": 11, "against": 0, "abstained": 1}, "decisions": [DECISION],
    "clauses": ["sch.5.4"],
}  # fmt: skip
PROTOCOL: Json = {
    "number": "1", "drafted_on": "2025-09-02", "signed_on": "2025-09-03", "chair": "m1",
    "secretary": "m2",
}  # fmt: skip
MEETING: Json = {
    "id": "z1", "number": 1, "date": "2025-09-02", "status": "held", "cancelled_on": "2025-09-01",
    "form": "круглый стол", "theme": "Начало года", "place": "каб. 12",
    "attendance": [{"member": "m1", "state": "present", "reason": "—"},
                   {"member": "m2", "state": "excused", "reason": "болезнь"}],
    "invited": ["Психолог"], "agenda": [AGENDA_ITEM], "protocol": PROTOCOL,
    "materials": [{"id": "f1", "title": "Доклад", "kind": "methodical", "added_on": "2025-09-03",
                   "clauses": ["sch.2.2.b3"]}],
}  # fmt: skip
ACTIVITY: Json = {
    "id": "a1", "kind": "consultation", "date": "2025-10-14", "status": "done",
    "cancelled_on": "2025-10-13", "title": "Беседа", "participants": ["m2", "m1"],
    "clauses": ["sch.5.4"],
}  # fmt: skip
MATERIAL: Json = {
    "id": "x1", "title": "Памятка", "kind": "guideline", "added_on": "2025-10-14",
    "clauses": ["mun.5.4"],
}  # fmt: skip
GROUP: Json = {
    "id": "g1", "topic": "Чтение", "curator": "m1", "formed_on": "2025-10-01",
    "closed_on": "2026-05-01", "approved_at_meeting": "z1",
}  # fmt: skip
SUBMISSION: Json = {
    "id": "s1", "what": "Отчёт", "to": "Управление", "opened_on": "2025-10-01",
    "due": "2025-10-20", "submitted_on": "2025-10-19",
}  # fmt: skip
ANALYSIS: Json = {
    "author": "m1", "completed_on": "2026-05-20", "submitted_on": "2026-05-25",
    "submitted_to": "директор", "accepted_on": "2026-05-28", "reviewed_on": "2026-06-01",
    "reviewed_by": "Петрова А. А.",
}  # fmt: skip
BUNDLE: Json = {
    "format": "mmo-bundle/1",
    "association": {"code": "school-5", "name": "МО № 5", "level": "school", "organisation": "s5"},
    "organisations": [ORGANISATION],
    "year": {"start": "2025-09-01", "end": "2026-05-31", "trimesters": TRIMESTERS},
    "theme": {"text": "Тема года", "date": "2025-09-01"},
    "goal": {"text": "Цель года", "date": "2025-09-02"},
    "regulation": {"title": "Положение", "approved_on": "2024-01-10", "valid_from": "2024-02-01",
                   "valid_to": "2027-02-01"},
    "head_appointments": [APPOINTMENT],
    "members": [MEMBER, MEMBER | {"id": "m2", "full_name": "Белова Ёлка", "self_education": None}],
    "plan": PLAN,
    "meetings": [MEETING],
    "activities": [ACTIVITY],
    "materials": [MATERIAL],
    "creative_groups": [GROUP],
    "submissions": [SUBMISSION],
    "analysis": ANALYSIS,
}  # fmt: skip


def whole_year(code: str = "school-5") -> Json:
    """A fresh copy of the year, of an association of this code."""
    made = deepcopy(BUNDLE)
    made["association"]["code"] = code
    return made


def refused(data: bytes | Json) -> list[Fault]:
    """What is told of a file that must be refused."""
    try:
        read_bundle(data if isinstance(data, bytes) else encode(data), clause_ids())
    except Refused as error:
        return error.faults
    raise AssertionError("the file was taken")


def encode(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def exported(code: str = "school-5", year: int = 2025) -> Json:
    """The year as it is written to a file."""
    chosen = select(AssociationYear).join(Association)
    chosen = chosen.where(Association.code == code, AssociationYear.year == year)
    db.session.expire_all()
    written: Json = json.loads(to_json(export_bundle(db.session.scalars(chosen).one())))
    return written


def comes_out(bring: Any, given: Json, expected: Json | None = None) -> None:
    """Bring a year in; it comes out as it came in, unless something else is expected."""
    year = bring(given)
    assert exported(given["association"]["code"], year.year) == (expected or given)


def everything() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def stored(model: Any) -> dict[str, Any]:
    """The rows of a table by their id in the file."""
    with db.engine.connect() as connection:
        return {row.ref: row for row in connection.execute(select(model.__table__))}


def import_file(app: Flask, *files: object) -> tuple[int, list[str]]:
    """What ``import-bundle`` says: its exit status, and the lines on standard error."""
    result = app.test_cli_runner().invoke(args=["import-bundle", *map(str, files)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    return result.exit_code, result.stderr.splitlines()
