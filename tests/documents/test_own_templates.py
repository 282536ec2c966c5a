"""An organisation's own Word templates: taken, refused in each way of being wrong, never fatal."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.documents import office, own_templates
from mmo.documents.models import OwnTemplate
from mmo.documents.own_templates import MAX_BYTES
from mmo.documents.word_template import template_bytes
from mmo.extensions import db
from tests.documents.reading import docx_text
from tests.documents.years import full

PAPERS = "/associations/school-5/2025/papers"
UPLOAD = f"{PAPERS}/templates/minutes"


def word_file(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    """A Word file with one more file in it."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def as_macro_document(data: bytes) -> bytes:
    """A Word file that says of itself that it is one with macros."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(
                entry.filename,
                content.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                    b"application/vnd.ms-word.document.macroEnabled.main",
                ),
            )
    return made.getvalue()


def with_relation(kind: str, more: str) -> bytes:
    """A Word file that leans on something outside of it, said as XML may say it."""
    data = word_file("Текст")
    relation = f"<Relationship Id='r99' Type='http://x/{kind}' Target='http://127.0.0.1/x' {more}/>"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Rel", relation.encode() + b"</Rel")
            new.writestr(entry.filename, content)
    return made.getvalue()


WRONG: dict[str, tuple[bytes, str]] = {
    "unknown field": (word_file("Начало", "Номер {{ protocol.nmber }}"), "«nmber»"),
    "unknown thing": (word_file("Номер {{ protokol.number }}"), "«protokol»"),
    "place": (word_file("Начало", "Номер {{ protocol.nmber }}"), "Номер {{ protocol.nmber }}"),
    "missing endfor": (word_file("{%p for q in questions %}", "{{ q.question }}"), "{% endfor %}"),
    "missing endif": (word_file("{% if absent %}Нет"), "{% endif %}"),
    "broken braces": (word_file("{{ protocol.number }"), "скобках"),
    "unknown word": (word_file("{% fro q in questions %}"), "fro"),
    "unknown filter": (word_file("{{ place|shout }}"), "shout"),
    "secret": (word_file("{{ place.__class__.__mro__ }}"), "только поля"),
    "huge number": (word_file("{{ 9999999 * 9999999 }}"), "только поля"),
    "growing text": (word_file("{{ place * 999999999 }}"), "только поля"),
    "range": (word_file("{% for i in range(9) %}{% endfor %}"), "«range»"),
    "include": (word_file("{% include 'a' %}"), "нельзя заполнить"),
    "macro document": (as_macro_document(word_file("Текст")), "макросы"),
    "macro inside": (with_entry(word_file("Текст"), "word/vbaProject.bin", b"x"), "макросы"),
    "linked picture": (with_relation("image", "TargetMode='External'"), "другие файлы"),
    "other template": (with_relation("attachedTemplate", ""), "другие файлы"),
    "too large": (b"PK\x03\x04" + b"x" * MAX_BYTES, "больше 5 МБ"),
    "bomb": (with_entry(word_file("Текст"), "word/big.xml", b"0" * 50_000_000), "распаковывается"),
    "old Word": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "не файл Word"),
    "text": ("Протокол".encode(), "не файл Word"),
    "table": (with_entry(b"", "xl/workbook.xml", b"<x/>"), "не файл Word"),
    "damaged": (word_file("Текст")[:-30], "не файл Word"),
    "broken XML": (
        word_file("Текст").replace(b"word/document.xml", b"word/documenz.xml"), "не файл Word",
    ),
}  # fmt: skip


LOOPS = "".join("{% for " + name + " in [1,2,3,4,5,6,7,8,9,0] %}" for name in "abcdefghij")
HEAVY = {
    "loops inside loops": word_file(LOOPS + "{% endfor %}" * 10),
    "growing text": word_file(
        "{% set t = 'x' %}" + "{% set t = t ~ t ~ t ~ t ~ t ~ t ~ t ~ t ~ t ~ t %}" * 10 + "{{ t }}"
    ),
}
"""What the sandbox lets a template ask for, and no machine can do."""


@pytest.fixture
def head(
    bring: Callable[..., Any],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    year = bring(full("school"))
    make_account("head", Role.HEAD, association=year.association_id)
    return sign_in("head")


def upload(client: FlaskClient, data: bytes, name: str = "Наш протокол.docx") -> Any:
    return client.post(UPLOAD, data={"file": (io.BytesIO(data), name)})


def printed(client: FlaskClient, form: str = "docx") -> Any:
    page = client.get(f"{PAPERS}/").text
    (address,) = {
        part.split('"')[0] for part in page.split('href="') if "/minutes/" in part[:120]
        and part.split('"')[0].endswith(form)
    }  # fmt: skip
    return client.get(address)


def test_a_link_in_a_template_is_no_file_that_it_brings_in(head: FlaskClient) -> None:
    assert upload(head, with_relation("hyperlink", "TargetMode='External'")).status_code == 302


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_template_is_refused_with_a_sentence(head: FlaskClient, kind: str) -> None:
    data, sentence = WRONG[kind]
    answer = upload(head, data)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#39;", "'").replace("&#34;", '"'), kind
    assert db.session.query(OwnTemplate).count() == 0


def test_an_own_template_is_used_given_back_and_put_away(
    head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    own = word_file("СВОЙ ПРОТОКОЛ № {{ protocol.number }}", "{%p for q in questions %}",
                    "{{ q.question }}: {{ q.speaker.dative }}", "{%p endfor %}")  # fmt: skip
    assert upload(head, own).status_code == 302
    text = docx_text(printed(head).data)
    assert "СВОЙ ПРОТОКОЛ № 1" in text
    assert "План: Орловой Нине Павловне" in text
    assert printed(head, "pdf").status_code == 404  # LibreOffice is not there
    assert "Наш протокол.docx" in head.get(f"{PAPERS}/templates/").text
    assert head.get(f"{UPLOAD}/own.docx").data == own
    assert head.post(f"{UPLOAD}/remove").status_code == 302
    assert "СВОЙ" not in docx_text(printed(head).data)


def test_a_template_that_breaks_later_never_breaks_the_paper(head: FlaskClient) -> None:
    upload(head, word_file("СВОЙ {{ protocol.number }}"))
    kept = db.session.query(OwnTemplate).one()
    kept.file_bytes = word_file("СВОЙ {{ protocol.gone }}")
    journal.save(kept)
    answer = printed(head)
    assert answer.status_code == 200
    text = docx_text(answer.data)
    assert "СВОЙ" not in text
    assert "РЕШИЛИ" in text
    assert "Выдана бумага по нашему шаблону" in head.get(f"{PAPERS}/").text


@pytest.mark.parametrize("kind", HEAVY)
def test_a_template_without_end_is_refused_and_never_keeps_the_server(
    head: FlaskClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    upload(head, word_file("СВОЙ {{ protocol.number }}"))
    monkeypatch.setattr(own_templates, "SECONDS", 1)
    answer = upload(head, HEAVY[kind])
    assert answer.status_code == 422
    assert "слишком долго" in answer.text
    kept = db.session.query(OwnTemplate).one()
    kept.file_bytes = HEAVY[kind]
    journal.save(kept)
    assert "РЕШИЛИ" in docx_text(printed(head).data)


def test_a_clock_stops_what_no_limit_of_the_system_stops(
    head: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "sleeps.py"
    program.write_text("import time; time.sleep(60)", "utf-8")
    monkeypatch.setattr(own_templates, "PROGRAM", program)
    monkeypatch.setattr(own_templates, "SECONDS", 0.2)
    assert "слишком долго" in upload(head, word_file("Текст")).text


def test_our_own_template_starts_no_process(
    head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_templates.subprocess, "run", pytest.fail)
    assert "РЕШИЛИ" in docx_text(printed(head).data)


def test_our_template_goes_out_and_comes_back_unchanged(head: FlaskClient, app: Flask) -> None:
    ours = head.get(f"{PAPERS}/templates/minutes.docx")
    assert ours.data == template_bytes("minutes")
    assert upload(head, ours.data).status_code == 302
    assert "РЕШИЛИ" in docx_text(printed(head).data)
