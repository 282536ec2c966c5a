"""Every page and fragment of files is valid HTML, in every state."""

import pytest
from flask.testing import FlaskClient

from tests.files.conftest import HTMX, YEAR, rows, send, shelf
from tests.files.papers import PNG, docx
from tests.pages.html import faults


@pytest.fixture
def filled(head: FlaskClient) -> FlaskClient:
    """A material with a file of two versions, a scan, and a deleted file."""
    send(head, shelf(), "План.docx", docx("x"))
    send(head, f"{YEAR}/files/{rows()[0].id}/versions", "План 2.docx", docx("y"))
    send(head, shelf(), "Снимок.png", PNG)
    send(head, shelf(), "Лишнее.png", PNG + b"x")
    head.post(f"{YEAR}/files/{rows()[-1].id}/delete")
    return head


def test_pages_without_files_are_valid(head: FlaskClient) -> None:
    assert [faults(head.get(address).text) for address in (shelf(), f"{YEAR}/files")] == [[], []]


def test_pages_with_files_are_valid(filled: FlaskClient) -> None:
    pages = (shelf(), f"{shelf()}?undo={rows()[-1].id}", f"{YEAR}/files", f"{YEAR}/files?q=нет")
    assert [faults(filled.get(address).text) for address in pages] == [[]] * 4


def test_fragments_are_valid(filled: FlaskClient) -> None:
    for answer in (
        filled.get(shelf(), headers=HTMX),
        filled.get(f"{YEAR}/files", headers=HTMX),
        send(filled, shelf(), "a.exe", b"MZ", headers=HTMX),
        send(filled, shelf(), "b.docx", docx("b"), headers=HTMX),
        filled.post(f"{YEAR}/files/{rows()[0].id}/delete", headers=HTMX),
    ):
        assert answer.status_code == 200
        assert "<html" not in answer.text
        assert faults(answer.text, whole=False) == []


def test_a_page_that_refuses_a_file_is_valid(filled: FlaskClient) -> None:
    answer = send(filled, shelf(), "<b>.exe", b"MZ")
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "<b>.exe" not in answer.text
