"""A file that comes with a new record: kept with it in one step, or neither is."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.activities.models import Activity
from mmo.extensions import db
from mmo.materials.models import Material
from mmo.meetings.models import Meeting
from tests.files.conftest import HTMX, YEAR, id_of, on_disk, rows, versions
from tests.files.papers import docx
from tests.records.test_members import typed

FORMS = {
    "materials": (Material, "material", {"title": "Доклад О'Нил", "kind": "methodical"}),
    "activities": (Activity, "activity", {"title": "Опыт О'Нил", "kind": "consultation"}),
}
SENT = "multipart/form-data"


def sent(client: FlaskClient, plural: str, name: str, data: bytes, **more: Any) -> dict[str, Any]:
    """What the form of a new record holds, with a file."""
    values = FORMS[plural][2] | more
    return typed(client, f"{YEAR}/{plural}/new", **values) | {"file": (io.BytesIO(data), name)}


def made(plural: str) -> Any:
    db.session.rollback()
    model, _kind, values = FORMS[plural]
    return db.session.scalar(select(model).where(model.title == values["title"]))


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("plural", FORMS)
def test_a_new_record_brings_its_file(
    head: FlaskClient, plural: str, headers: dict[str, str]
) -> None:
    page = head.get(f"{YEAR}/{plural}/new", headers=headers).text
    assert 'enctype="multipart/form-data"' in page
    data = sent(head, plural, "Доклад.docx", docx("Классный час"))
    answer = head.post(f"{YEAR}/{plural}/new", data=data, content_type=SENT, headers=headers)
    assert answer.status_code == (200 if headers else 303)
    record, (file,), (version,) = made(plural), rows(), versions()
    assert (file.record_kind, file.record_id) == (FORMS[plural][1], record.id)
    assert (file.name, version.number) == ("Доклад.docx", 1)
    assert "Классный час" in (version.extracted or "")


def test_after_saving_one_stands_where_the_file_is_seen(head: FlaskClient) -> None:
    data = sent(head, "materials", "Доклад.docx", docx("x"))
    answer = head.post(f"{YEAR}/materials/new", data=data, content_type=SENT, follow_redirects=True)
    assert answer.request.path == f"{YEAR}/materials/{made('materials').id}"
    assert "Доклад.docx" in answer.text
    assert "data-guard enctype" not in answer.text


def test_a_bad_file_leaves_neither_itself_nor_the_record(app: Flask, head: FlaskClient) -> None:
    data = sent(head, "materials", "setup.exe", b"MZ" + bytes(300))
    answer = head.post(f"{YEAR}/materials/new", data=data, content_type=SENT)
    assert answer.status_code == 422
    assert "«setup.exe»: " in answer.text
    assert (made("materials"), rows(), on_disk(app)) == (None, [], [])


def test_a_mistake_elsewhere_asks_for_the_file_once_more(app: Flask, head: FlaskClient) -> None:
    data = sent(head, "materials", "Доклад.docx", docx("x"), title="")
    answer = head.post(f"{YEAR}/materials/new", data=data, content_type=SENT)
    assert answer.status_code == 422
    assert "Выберите «Доклад.docx» ещё раз" in answer.text
    assert (rows(), on_disk(app)) == ([], [])


def test_a_record_that_is_not_written_leaves_no_bytes(
    app: Flask, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: Any) -> None:
        raise RuntimeError("the disk is full")

    data = sent(head, "materials", "Доклад.docx", docx("x"))
    monkeypatch.setattr("mmo.materials.forms.MaterialForm.write_parts", fails)
    with pytest.raises(RuntimeError, match="full"):
        head.post(f"{YEAR}/materials/new", data=data, content_type=SENT)
    assert (made("materials"), rows(), on_disk(app)) == (None, [], [])


def test_a_form_sent_again_keeps_what_came_later_and_nothing_twice(
    app: Flask, head: FlaskClient
) -> None:
    plain = typed(head, f"{YEAR}/materials/new", **FORMS["materials"][2])
    head.post(f"{YEAR}/materials/new", data=plain)
    assert (made("materials").title, rows()) == ("Доклад О'Нил", [])
    for _twice in range(2):
        later = plain | {"file": (io.BytesIO(docx("x")), "Доклад.docx")}
        assert head.post(f"{YEAR}/materials/new", data=later, content_type=SENT).status_code == 303
    assert len(rows()) == len(on_disk(app)) == 1


def test_a_material_without_a_file_is_told_so(head: FlaskClient) -> None:
    meeting = id_of(Meeting)
    plain = typed(head, f"{YEAR}/materials/new", meeting_id=str(meeting), **FORMS["materials"][2])
    answer = head.post(f"{YEAR}/materials/new", data=plain, follow_redirects=True)
    assert "Сохранено без файла." in answer.text
    assert "без файла" in head.get(f"{YEAR}/materials").text
    assert "без файла" in head.get(f"{YEAR}/meetings/{meeting}").text
