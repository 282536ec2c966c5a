"""Versions, deletion and its undoing, what is served and how, who may do what."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from mmo import journal
from mmo.accounts.models import Account
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.clock import now, standing_at
from mmo.extensions import db
from mmo.materials.models import Material
from mmo.members.models import Member
from mmo.records.models import RemovedRecord
from tests.files.conftest import HTMX, YEAR, id_of, on_disk, rows, send, shelf, versions
from tests.files.papers import docx

SignIn = Callable[[str], FlaskClient]


def address(action: str = "") -> str:
    return f"{YEAR}/files/{rows()[0].id}{action}"


def test_a_new_version_is_shown_first_and_the_old_one_stays(app: Flask, head: FlaskClient) -> None:
    first, second = docx("первая"), docx("вторая")
    send(head, shelf(), "План.docx", first)
    answer = send(head, address("/versions"), "План 2.docx", second, follow_redirects=True)
    assert "1 прежняя версия" in answer.text
    assert rows()[0].name == "План 2.docx"
    assert head.get(address()).data == second
    assert head.get(address("/v/1")).data == first
    assert head.get(address("/v/2")).data == second
    assert head.get(address("/v/3")).status_code == 404
    assert [each.sha256 for each in versions()] == [
        hashlib.sha256(content).hexdigest() for content in (first, second)
    ]
    assert len(on_disk(app)) == 2


def test_the_same_bytes_make_no_new_version(head: FlaskClient) -> None:
    send(head, shelf(), "План.docx", docx("x"))
    send(head, address("/versions"), "План.docx", versions() and docx("x"))
    assert rows()[0].latest in (1, 2)  # a Word file made twice may differ by its time
    before = rows()[0].latest
    content = head.get(address()).data
    send(head, address("/versions"), "План.docx", content)
    assert rows()[0].latest == before


def test_a_file_is_served_to_be_saved_and_never_to_be_run(head: FlaskClient) -> None:
    send(head, shelf(), "Протокол «№ 1».docx", docx("x"))
    headers = head.get(address()).headers
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%D0%9F%D1%80%D0%BE%D1%82%D0%BE" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_deleted_file_is_gone_and_comes_back(head: FlaskClient) -> None:
    content = docx("x")
    send(head, shelf(), "План.docx", content)
    answer = head.post(address("/delete"), headers=HTMX)
    assert "«План.docx» удалён." in answer.text
    assert "Отменить" in answer.text
    assert head.get(address()).status_code == 404
    assert "План.docx" not in head.get(f"{YEAR}/files").text
    page = head.post(address("/restore"), follow_redirects=True)
    assert "План.docx" in page.text
    assert head.get(address()).data == content


def test_a_deletion_can_be_undone_without_javascript(head: FlaskClient) -> None:
    send(head, shelf(), "План.docx", docx("x"))
    page = head.post(address("/delete"), follow_redirects=True)
    assert page.request.args["undo"] == str(rows()[0].id)
    assert "«План.docx» удалён." in page.text
    later = head.get(shelf())
    assert "Удалённые файлы" in later.text


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("head", "material", 302),
        ("head", "meeting", 302),
        ("head", "member", 302),
        ("secretary", "meeting", 302),
        ("secretary", "material", 403),
        ("secretary", "member", 403),
        ("member", "material", 403),
        ("member", "meeting", 403),
        ("member", "member", 404),
        ("director", "material", 403),
    ],
)
def test_who_may_add_a_file(
    year: AssociationYear, sign_in: SignIn, who: str, kind: str, status: int
) -> None:
    answer = send(sign_in(who), shelf(kind), "a.docx", docx("x"))
    assert answer.status_code == status
    assert len(rows()) == (status == 302)


def test_a_member_adds_files_to_a_material_of_their_own(
    year: AssociationYear, sign_in: SignIn
) -> None:
    own = db.session.scalars(select(Account.id).where(Account.login == "member")).one()
    with journal.change("test"):
        db.session.execute(update(Material).values(created_by=own))
    client = sign_in("member")
    assert "Загрузить" in client.get(shelf()).text
    assert send(client, shelf(), "a.docx", docx("x")).status_code == 302
    assert client.post(address("/delete")).status_code == 302


def test_a_reader_sees_no_buttons(head: FlaskClient, sign_in: SignIn) -> None:
    send(head, shelf(), "a.docx", docx("x"))
    page = sign_in("director").get(shelf())
    assert "a.docx" in page.text
    assert "Загрузить" not in page.text
    assert "Удалить" not in page.text


def test_files_of_a_member_are_read_with_the_cards_and_every_look_is_logged(
    head: FlaskClient, sign_in: SignIn
) -> None:
    send(head, shelf("member"), "Согласие.docx", docx("x"))
    member = sign_in("member")
    assert member.get(address()).status_code == 404
    assert "Согласие" not in member.get(f"{YEAR}/files").text
    assert sign_in("director").get(address()).status_code == 200
    looks = select(AuditLine).where(AuditLine.action == "download")
    (line,) = db.session.scalars(looks).all()
    assert (line.actor, line.record_kind) == ("director", "member")


def test_a_closed_year_is_read_only(head: FlaskClient) -> None:
    send(head, shelf(), "a.docx", docx("x"))
    with journal.change("close_year"):
        db.session.execute(update(AssociationYear).values(closed_at=now()))
    assert send(head, shelf(), "b.docx", docx("y")).status_code == 403
    for action in ("/delete", "/restore", "/versions"):
        assert head.post(address(action)).status_code == 403
    assert head.get(address()).status_code == 200
    assert "Год закрыт" in head.get(shelf()).text


def test_a_year_closed_while_the_file_was_read_takes_none(
    app: Flask, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mmo.files import operations

    def read_slowly(*_arguments: object) -> object:
        with journal.change("close_year"):
            db.session.execute(update(AssociationYear).values(closed_at=now()))
        return real(*_arguments)

    real = operations.read
    monkeypatch.setattr(operations, "read", read_slowly)
    assert send(head, shelf(), "a.docx", docx("x")).status_code == 403
    assert (rows(), on_disk(app)) == ([], [])


def test_the_audit_log_tells_of_a_file_without_its_text(head: FlaskClient) -> None:
    send(head, shelf(), "a.docx", docx("Тайное слово"))
    told = str([line.changes for line in db.session.scalars(select(AuditLine))])
    assert "a.docx" in told
    assert "Тайное слово" not in told


def test_the_lists_ask_a_fixed_number_of_queries(head: FlaskClient) -> None:
    def queries(path: str) -> int:
        count = 0

        def note(*_arguments: object) -> None:
            nonlocal count
            count += 1

        event.listen(db.engine, "before_cursor_execute", note)
        assert head.get(path).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        return count

    send(head, shelf(), "0.docx", docx("0"))
    few = queries(f"{YEAR}/files"), queries(shelf())
    for number in range(1, 7):
        send(head, shelf(), f"{number}.docx", docx(str(number)))
        send(head, address("/versions"), f"{number}.docx", docx(f"v{number}"))
    assert (queries(f"{YEAR}/files"), queries(shelf())) == few


def test_the_list_of_the_year_is_searched_and_narrowed(head: FlaskClient) -> None:
    send(head, shelf(), "Отчёт.docx", docx("x"))
    send(head, shelf("meeting"), "Скан.pdf", b"%PDF-1.4")
    assert "Отчёт.docx" in head.get(f"{YEAR}/files?q=ОТЧЕТ").text
    assert "Скан.pdf" not in head.get(f"{YEAR}/files?q=ОТЧЕТ").text
    assert "Отчёт.docx" not in head.get(f"{YEAR}/files?kind=meeting").text
    assert "Таких файлов нет" in head.get(f"{YEAR}/files?q=100%25_").text


def test_a_file_cannot_be_reached_through_another_year(
    head: FlaskClient, bring: Callable[..., AssociationYear], sign_in: SignIn
) -> None:
    from tests.factories import bundle

    send(head, shelf(), "a.docx", docx("x"))
    next_year = bundle("school-5")
    next_year["year"] = {
        "start": "2026-09-01", "end": "2027-05-31",
        "trimesters": [{"start": "2026-09-01", "end": "2026-11-15"},
                       {"start": "2026-11-23", "end": "2027-02-14"},
                       {"start": "2027-02-24", "end": "2027-05-31"}],
    }  # fmt: skip
    bring(next_year)
    assert head.get(address().replace("/2025/", "/2026/")).status_code == 404
    assert head.get(shelf().replace("/2025/", "/2026/")).status_code == 404


def test_check_names_what_is_missing_changed_and_left_over(app: Flask, head: FlaskClient) -> None:
    for name in ("a.docx", "b.docx"):
        send(head, shelf(), name, docx(name))
    run = app.test_cli_runner().invoke
    assert run(args=["files", "check"]).exit_code == 0
    first, second = on_disk(app)
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    (second.parent / "stranger").write_bytes(b"x")
    said = run(args=["files", "check"])
    assert said.exit_code == 1
    assert "файла нет" in said.output
    assert "содержимое не то" in said.output
    assert "stranger: об этом файле нет записи" in said.output
    assert head.get(address()).status_code == 404


def test_sweep_takes_away_orphans_and_what_was_deleted_long_ago(
    app: Flask, head: FlaskClient
) -> None:
    import os

    send(head, shelf(), "a.docx", docx("a"))
    send(head, shelf(), "b.docx", docx("b"))
    (folder,) = {path.parent for path in on_disk(app)}
    for name, age in (("old", 7200), ("young", 0), (".incoming-old", 7200)):
        path = folder / name
        path.write_bytes(b"x")
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    head.post(address("/delete"))
    run = app.test_cli_runner().invoke
    assert "Убрано 2 файла" in run(args=["files", "sweep"]).output
    assert {path.name for path in on_disk(app)} >= {"young"}
    assert len(on_disk(app)) == 3
    with standing_at(now() + timedelta(days=31)):
        assert "Убран 1 файл" in run(args=["files", "sweep"]).output
    assert [file.name for file in rows()] == ["b.docx"]
    (folder / "young").unlink()
    assert run(args=["files", "check"]).exit_code == 0


def test_sweep_takes_away_records_deleted_long_ago_with_their_files(
    app: Flask, head: FlaskClient
) -> None:
    """The card of a member who was deleted, and not forgotten, is kept no longer than its undo."""
    member, material = id_of(Member), id_of(Material)
    send(head, shelf("member"), "diploma.docx", docx("a"))
    send(head, shelf(), "b.docx", docx("b"))
    head.post(f"{YEAR}/members/{member}/delete")
    head.post(f"{YEAR}/materials/{material}/delete")
    db.session.rollback()
    removed = {each.record_id: each.id for each in db.session.scalars(select(RemovedRecord))}
    head.post(f"{YEAR}/removed/{removed[material]}")
    run = app.test_cli_runner().invoke
    run(args=["files", "sweep"])
    assert len(on_disk(app)) == 2
    with standing_at(now() + timedelta(days=31)):
        assert "Убран 1 файл" in run(args=["files", "sweep"]).output
    db.session.rollback()
    assert [file.name for file in rows()] == ["b.docx"]
    assert db.session.scalars(select(RemovedRecord)).all() == []
    assert db.session.get(Material, (rows()[0].association_id, material)) is not None
    lines = select(AuditLine.changes).where(AuditLine.record_kind == "removed_record")
    assert not any("rows" in changes for changes in db.session.scalars(lines))
