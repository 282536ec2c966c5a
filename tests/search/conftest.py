"""Two schools with records and files, and people of the first one."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.materials.models import Material
from tests.factories import activity, bundle, full_member, material, meeting, plan, protocol
from tests.files.papers import docx

CANARY = "КАНАРЕЙКА"
YEAR = "/associations/school-5/2025"
Schools = tuple[AssociationYear, AssociationYear]


def whole_school(code: str, name: str, mark: str = "") -> dict[str, Any]:
    """A year with a record of every kind; `mark` stands in all of its texts."""
    agenda = [
        {
            "id": "q1",
            "question": f"О безопасности детей {mark}",
            "heard": f"О мини-группах {mark}",
            "spoke": [f"О'Коннор: за {mark}"],
            "decisions": [{"id": "d1", "text": f"Провести беседы с родителями {mark}"}],
        }
    ]
    return bundle(
        code,
        members=[
            full_member(
                organisation=f"{code}-org",
                full_name=f"Ёлкина Анна {mark or 'Петровна'}",
                education=f"магистратура {mark}",
            )
        ],
        meetings=[
            meeting(theme=f"Итоги четверти {mark}", number=3, agenda=agenda,
                    protocol=protocol(number="77")),
        ],
        plan=plan(1),
        activities=[
            activity(title=f"Дело о дорожном движении {mark}"),
            activity("a2", title=f"Windows в классе {mark}", kind="contest"),
        ],
        materials=[material(title=f"Памятка для ребёнка {mark}")],
        theme={"text": f"Класс как сообщество {mark}", "date": "2025-09-10"},
    )  # fmt: skip


@pytest.fixture
def schools(bring: Callable[..., AssociationYear], make_account: Callable[..., Account]) -> Schools:
    own = bring(whole_school("school-5", "Своё"))
    foreign = bring(whole_school("school-7", CANARY, CANARY))
    for role in (Role.HEAD, Role.MEMBER, Role.SECRETARY):
        make_account(role.value, role, association=own.association_id)
    make_account("admin", Role.ADMIN)
    make_account("office", Role.OFFICE)
    return own, foreign


@pytest.fixture
def head(schools: object, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("head")


def upload(client: FlaskClient, name: str, *paragraphs: str) -> None:
    """Add a Word file to the school's only material."""
    found = db.session.scalars(select(Material.id).order_by(Material.id)).first()
    data = {"file": (io.BytesIO(docx(*paragraphs)), name)}
    answer = client.post(f"{YEAR}/files/material/{found}", data=data)
    assert answer.status_code == 302, answer.text
