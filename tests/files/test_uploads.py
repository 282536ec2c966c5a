"""What is taken and what is not: by name, by size, by content; a bad file leaves nothing behind."""

import re
import tempfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.files.conftest import HTMX, on_disk, rows, send, shelf, versions
from tests.files.papers import BAD, GOOD, docx


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_every_office_kind_is_taken_and_comes_back_as_it_was(
    app: Flask, head: FlaskClient, name: str
) -> None:
    content = GOOD[name]()
    answer = send(head, shelf(), name, content, follow_redirects=True)
    assert f"«{name}» сохранён." in answer.text
    (file,) = rows()
    back = head.get(f"/associations/school-5/2025/files/{file.id}")
    assert back.get_data() == content


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing_behind(
    app: Flask, head: FlaskClient, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    name, content, words = BAD[case]
    answer = send(head, shelf(), name, content())
    assert answer.status_code == 422
    said = " ".join(re.findall(r"<li>(.*?)</li>", answer.text))
    assert words in said
    assert "Не сохранено" in answer.text
    assert (rows(), versions(), on_disk(app), list(spool.iterdir())) == ([], [], [], [])


def test_htmx_is_answered_with_the_fragment_and_the_same_sentence(head: FlaskClient) -> None:
    answer = send(head, shelf(), "setup.exe", b"MZ", headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "не принимаются" in answer.text


def test_of_several_files_the_good_ones_are_kept(app: Flask, head: FlaskClient) -> None:
    import io

    data = {"file": [(io.BytesIO(docx("x")), "a.docx"), (io.BytesIO(b"MZ"), "b.exe")]}
    answer = head.post(shelf(), data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "«a.docx» сохранён." in answer.text
    assert "«b.exe»" in answer.text
    assert [file.name for file in rows()] == ["a.docx"]
    assert len(on_disk(app)) == 1


def test_no_file_at_all_is_asked_for(head: FlaskClient) -> None:
    answer = head.post(shelf(), data={}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Выберите файл" in answer.text


def test_a_file_over_the_setting_is_refused(app: Flask, head: FlaskClient) -> None:
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update={"file_mb": 1})
    answer = send(head, shelf(), "Скан.pdf", b"%PDF-1.4" + bytes(1024 * 1024))
    assert answer.status_code == 422
    assert "больше 1 МБ" in answer.text
    assert (rows(), on_disk(app)) == ([], [])


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_request_of_200_megabytes_is_a_page_that_says_the_limit(
    app: Flask, head: FlaskClient, headers: dict[str, str]
) -> None:
    environ = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    answer = send(head, shelf(), "a.docx", docx("x"), headers=headers, environ_overrides=environ)
    assert answer.status_code == 413
    assert "до 30 МБ" in answer.text
    assert ("<html" in answer.text) is not bool(headers)
    assert (rows(), on_disk(app)) == ([], [])


def test_the_name_of_a_mac_is_put_together(head: FlaskClient) -> None:
    import unicodedata

    send(head, shelf(), unicodedata.normalize("NFD", "Ёлкин Андрей.docx"), docx("x"))
    assert [file.name for file in rows()] == ["Ёлкин Андрей.docx"]


def test_a_double_click_makes_one_file(app: Flask, head: FlaskClient) -> None:
    content = docx("x")
    send(head, shelf(), "a.docx", content)
    again = send(head, shelf(), "a.docx", content, follow_redirects=True)
    assert "уже был" in again.text
    assert len(rows()) == len(on_disk(app)) == 1


def test_a_transaction_that_fails_takes_its_file_away(
    app: Flask, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("mmo.files.operations.add", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        send(head, shelf(), "a.docx", docx("x"))
    assert (rows(), on_disk(app)) == ([], [])
