"""Minutes: what they lack, signed, locked, corrected in a new version, signed anew."""

from datetime import date
from typing import Any

import pytest
from flask import g
from flask.testing import FlaskClient

from mmo import journal
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Decision, Meeting, Protocol, ProtocolVersion
from mmo.members.models import Member
from tests.meetings.conftest import YEAR, address_of, row_of
from tests.records.test_members import typed


def protocol_of(ref: str) -> Protocol | None:
    found = row_of(Meeting, ref)
    return db.session.query(Protocol).filter_by(meeting_id=found.id).one_or_none()


def sign(client: FlaskClient, **changed: str) -> None:
    address = address_of("z1", "/protocol")
    data = typed(client, address, do="sign", incomplete="y") | changed
    assert client.post(address, data=data).status_code == 303


def test_the_form_proposes_number_chair_and_days(head: FlaskClient) -> None:
    data = typed(head, address_of("z1", "/protocol"))
    assert data["number"] == "1"
    assert data["drafted_on"] == "2025-10-01"
    assert data["signed_on"] == "2026-03-01"
    assert data["chair_id"]


def test_what_is_missing_is_told_with_the_clause_and_signed_only_knowingly(
    secretary: FlaskClient,
) -> None:
    address = address_of("z1", "/protocol")
    page = secretary.get(address).text
    assert "вопрос 2: нет решения" in page
    assert "явка не отмечена" in page
    data = typed(secretary, address, do="sign")
    answer = secretary.post(address, data=data)
    assert answer.status_code == 422
    assert "Подписать и так" in answer.text
    assert protocol_of("z1") is None
    assert secretary.post(address, data=data | {"incomplete": "y"}).status_code == 303
    signed = protocol_of("z1")
    assert signed is not None
    assert str(signed.signed_on) == "2026-03-01"


@pytest.mark.parametrize(
    ("ref", "changed", "told"),
    [("z1", {"signed_on": "2025-09-30"}, "не может быть подписан раньше"),
     ("z1", {"signed_on": "2026-03-02"}, "ещё не наступила"),
     ("z1", {"drafted_on": "2025-09-01"}, "не может быть составлен раньше"),
     ("z1", {"chair_id": ""}, "Выберите председателя"),
     ("z1", {"number": " "}, "Укажите номер"),
     ("z2", {}, "не отмечено как состоявшееся")],
)  # fmt: skip
def test_what_cannot_be_signed_is_told(
    head: FlaskClient, ref: str, changed: dict[str, str], told: str
) -> None:
    address = address_of(ref, "/protocol")
    data = typed(head, address, do="sign", incomplete="y") | changed
    answer = head.post(address, data=data)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_draft_is_kept_unsigned_and_two_drafts_do_not_overwrite_each_other(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    address = address_of("z1", "/protocol")
    first, second = typed(head, address, do="draft"), typed(secretary, address, do="draft")
    assert head.post(address, data=first | {"number": "7"}).status_code == 303
    kept = protocol_of("z1")
    assert kept is not None
    assert kept.signed_on is None
    answer = secretary.post(address, data=second | {"number": "8"})
    assert answer.status_code == 409
    assert 'value="8"' in answer.text
    assert "<strong>7</strong>" in answer.text


def test_signing_in_the_drawer_says_what_it_closed(head: FlaskClient) -> None:
    address = address_of("z1", "/protocol")
    drawer = head.get(f"{address}?do=sign", headers={"HX-Request": "true"}).text
    assert "<html" not in drawer
    data = typed(head, address, do="sign", incomplete="y")
    answer = head.post(address, data=data, headers={"HX-Request": "true"})
    assert answer.get_data() == b""
    assert "findings-changed" in answer.headers["HX-Trigger"]
    assert f"{row_of(Meeting, 'z1').id}/protocol?do=sign" not in head.get(f"{YEAR}/").text


def test_signed_minutes_lock_the_meeting_but_not_the_end_of_decisions(head: FlaskClient) -> None:
    before = typed(head, address_of("z1"))
    sign(head)
    assert head.post(address_of("z1"), data=before | {"theme": "Другая"}).status_code == 403
    assert head.post(address_of("z1", "/delete")).status_code == 403
    head.post(address_of("z1", "/protocol"), data={"do": "draft", "number": "9"})
    assert row_of(Meeting, "z1").theme == "Тема z1"
    decision = row_of(Decision, "d1")
    address = f"{YEAR}/decisions/{decision.id}"
    data = typed(head, address, done_on="2026-02-01", text="Иначе")
    assert head.post(address, data=data).status_code == 303
    kept = row_of(Decision, "d1")
    assert (kept.text, str(kept.done_on)) == ("Принять план", "2026-02-01")
    assert head.post(f"{address}/delete").status_code == 403


@pytest.mark.parametrize("what", ["meeting", "question", "decision", "deletion"])
def test_what_is_signed_between_the_first_look_and_the_saving_stays_as_it_was_signed(
    head: FlaskClient, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    meeting, chair = row_of(Meeting, "z1").id, row_of(Member, "m1").id
    address, field = {
        "meeting": (f"meetings/{meeting}", "theme"),
        "question": (f"questions/{row_of(AgendaItem, 'q1').id}", "question"),
        "decision": (f"decisions/{row_of(Decision, 'd1').id}", "text"),
        "deletion": (f"decisions/{row_of(Decision, 'd1').id}", "text"),
    }[what]
    data = typed(head, f"{YEAR}/{address}", **{field: "Иначе"})
    change = journal.change

    def sign_before(action: str) -> Any:
        monkeypatch.undo()
        signed = Protocol(
            association_id=g.year.association_id, year_id=g.year.id, meeting_id=meeting,
            number="1", chair_id=chair, drafted_on=date(2025, 10, 1), signed_on=date(2025, 10, 2),
        )  # fmt: skip
        journal.save(signed)
        return change(action)

    monkeypatch.setattr(journal, "change", sign_before)
    tail = "/delete" if what == "deletion" else ""
    answer = head.post(f"{YEAR}/{address}{tail}", data=data)
    assert answer.status_code == 403
    assert "Протокол подписан" in answer.text
    assert row_of(Meeting, "z1").theme == "Тема z1"
    assert row_of(AgendaItem, "q1").question == "Вопрос q1"
    assert row_of(Decision, "d1").text == "Принять план"


def test_a_correction_keeps_the_signed_version_whole_and_signing_anew_ends_it(
    secretary: FlaskClient, head: FlaskClient
) -> None:
    sign(head)
    secretary.post(address_of("z1", "/protocol/correct"), data={"reason": " "})
    assert db.session.query(ProtocolVersion).count() == 0
    for _twice in range(2):
        secretary.post(address_of("z1", "/protocol/correct"), data={"reason": "опечатка"})
    kept = db.session.query(ProtocolVersion).one()
    assert (kept.number, kept.reason) == (1, "опечатка")
    assert kept.snapshot["agenda"][0]["decisions"][0]["text"] == "Принять план"
    head.post(address_of("z1"), data=typed(head, address_of("z1"), theme="Исправленная"))
    page = head.get(address_of("z1", "/protocol/1")).text
    assert "<del>Тема z1</del>" in page
    assert "<ins>Исправленная</ins>" in page
    sign(head)
    signed = protocol_of("z1")
    assert signed is not None
    assert signed.signed_on is not None


def test_the_member_reads_minutes_and_changes_nothing(
    year: object, sign_in: object, head: FlaskClient
) -> None:
    sign(head)
    client: FlaskClient = sign_in("member")  # type: ignore[operator]
    assert "Подписан" in client.get(address_of("z1", "/protocol")).text
    assert client.post(address_of("z1", "/protocol/correct"), data={}).status_code == 403


def test_decisions_of_the_year_are_listed_by_state_and_marked_as_done(
    secretary: FlaskClient,
) -> None:
    address = f"{YEAR}/decisions"
    assert "Принять план" in secretary.get(f"{address}?state=overdue").text
    data = {"act": "done", "day": "2026-02-02", "record": str(row_of(Decision, "d1").id)}
    secretary.post(address, data=data)
    assert str(row_of(Decision, "d1").done_on) == "2026-02-02"
    assert "Принять план" not in secretary.get(f"{address}?state=open").text
    assert "Принять план" in secretary.get(f"{address}?state=done").text
