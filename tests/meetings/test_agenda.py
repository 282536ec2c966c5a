"""The agenda: entered, moved, deleted and put back, filled from earlier meetings and proposals."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from mmo.accounts.models import Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.meetings.models import (
    AgendaItem,
    AgendaOrigin,
    AgendaProposal,
    Decision,
    Meeting,
    ProposalStatus,
)
from tests.factories import bundle, full_member, meeting
from tests.meetings.conftest import MEETINGS, YEAR, address_of, question, row_of
from tests.meetings.test_signing import sign
from tests.records.test_members import typed

QUESTIONS = f"{YEAR}/questions"
PROPOSALS = f"{YEAR}/proposals"
HTMX = {"HX-Request": "true"}


def agenda_of(ref: str) -> list[str]:
    found = row_of(Meeting, ref)
    rows = db.session.query(AgendaItem).filter_by(meeting_id=found.id)
    return [row.question for row in rows.order_by(AgendaItem.ordinal)]


def test_a_question_is_added_once_by_a_form_sent_twice(secretary: FlaskClient) -> None:
    address = f"{QUESTIONS}/new?meeting_id={row_of(Meeting, 'z2').id}"
    data = typed(secretary, address, question="О чтении «О'Генри» <b>")
    for _twice in range(2):
        assert secretary.post(f"{QUESTIONS}/new", data=data).status_code == 303
    assert agenda_of("z2")[3:] == ["О чтении «О'Генри» <b>"]
    assert "О чтении «О&#39;Генри» &lt;b&gt;" in secretary.get(address_of("z2")).text


def test_a_new_question_is_for_the_next_meeting_and_says_where_it_leads_back(
    head: FlaskClient,
) -> None:
    data = typed(head, f"{QUESTIONS}/new?next={address_of('z2')}", question="Новый")
    assert data["meeting_id"] == str(row_of(Meeting, "z2").id)
    answer = head.post(f"{QUESTIONS}/new", data=data)
    assert answer.location == address_of("z2")


def test_the_gap_of_a_clause_leads_to_a_question_tagged_with_it(head: FlaskClient) -> None:
    page = head.get(f"{QUESTIONS}/new?clauses=sch.2.2.b1").text
    assert re.search(r'value="sch.2.2.b1" checked', page)


def test_questions_are_moved_by_buttons_and_by_a_whole_order(head: FlaskClient) -> None:
    address = address_of("z2", "/agenda")
    first = agenda_of("z1")
    assert head.post(address, data={"down": str(row_of(AgendaItem, "q3").id)}).status_code == 303
    assert agenda_of("z2") == ["Вопрос q4", "Вопрос q3", "Вопрос q5"]
    head.post(address, data={"up": str(row_of(AgendaItem, "q5").id)})
    assert agenda_of("z2") == ["Вопрос q4", "Вопрос q5", "Вопрос q3"]
    head.post(address, data={"up": str(row_of(AgendaItem, "q4").id)})
    assert agenda_of("z2") == ["Вопрос q4", "Вопрос q5", "Вопрос q3"]
    wanted = ",".join(str(row_of(AgendaItem, ref).id) for ref in ("q3", "q5"))
    answer = head.post(address, data={"order": wanted}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.index("Вопрос q3") < answer.text.index("Вопрос q5")
    assert "<html" not in answer.text
    assert agenda_of("z2") == ["Вопрос q3", "Вопрос q5", "Вопрос q4"]
    assert agenda_of("z1") == first
    assert head.post(address, data={"order": "нет"}).status_code == 400


def test_moving_a_question_does_not_disturb_who_edits_another_text(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    one = f"{QUESTIONS}/{row_of(AgendaItem, 'q3').id}"
    data = typed(secretary, one, question="Переписан")
    first, second = typed(head, one, question="Иначе"), data
    assert head.post(one, data=first).status_code == 303
    answer = secretary.post(one, data=second)
    assert answer.status_code == 409
    assert "Переписан" in answer.text
    assert "<strong>Иначе</strong>" in answer.text


def test_a_deleted_question_comes_back_with_its_decisions(head: FlaskClient) -> None:
    item = row_of(AgendaItem, "q1")
    page = address_of("z1")
    answer = head.post(f"{QUESTIONS}/{item.id}/delete", data={"next": page})
    assert answer.location == page
    assert agenda_of("z1") == ["Вопрос q2"]
    undo = re.search(rf'action="({YEAR}/removed/[^"]+)"', head.get(page).text)
    assert undo
    head.post(undo[1], data={"next": page})
    assert agenda_of("z1") == ["Вопрос q1", "Вопрос q2"]
    assert row_of(Decision, "d1").text == "Принять план"


def test_nothing_is_put_back_into_a_signed_meeting(head: FlaskClient) -> None:
    head.post(f"{QUESTIONS}/{row_of(AgendaItem, 'q2').id}/delete", data={"next": address_of("z1")})
    undo = re.search(rf'action="({YEAR}/removed/[^"]+)"', head.get(address_of("z1")).text)
    assert undo
    sign(head)
    page = head.post(undo[1], data={"next": address_of("z1")}, follow_redirects=True)
    assert "Не возвращено" in page.text
    assert agenda_of("z1") == ["Вопрос q1"]


def test_signed_minutes_lock_the_agenda_and_say_why(head: FlaskClient) -> None:
    item = row_of(AgendaItem, "q2")
    data = typed(head, f"{QUESTIONS}/{item.id}", question="Иначе")
    sign(head)
    for answer in (
        head.post(address_of("z1", "/agenda"), data={"up": str(item.id)}),
        head.post(address_of("z1", "/agenda/carry"), data={"decision": str(item.id)}),
        head.post(f"{QUESTIONS}/{item.id}", data=data),
        head.post(f"{QUESTIONS}/{item.id}/delete"),
    ):
        assert answer.status_code == 403
        assert "Протокол подписан" in answer.text
    new = typed(head, f"{QUESTIONS}/new", question="Ещё", meeting_id=str(item.meeting_id))
    refused = head.post(f"{QUESTIONS}/new", data=new)
    assert refused.status_code == 422
    assert "Протокол этого заседания подписан" in refused.text
    assert agenda_of("z1") == ["Вопрос q1", "Вопрос q2"]
    assert "Выше" not in head.get(address_of("z1")).text


def test_unfinished_decisions_and_the_previous_minutes_are_carried_over_once(
    secretary: FlaskClient,
) -> None:
    page = secretary.get(address_of("z2")).text
    assert "Перенести" in page
    assert "Утвердить протокол предыдущего заседания, 1 октября 2025" in page
    decision, earlier = row_of(Decision, "d1"), row_of(Meeting, "z1")
    sent = {"decision": str(decision.id), "minutes": str(earlier.id)}
    for _twice in range(2):
        assert secretary.post(address_of("z2", "/agenda/carry"), data=sent).status_code == 303
    assert agenda_of("z2")[3:] == [
        "Утверждение протокола (заседание № 1, 1 октября 2025)",
        "О выполнении решения от 1 октября 2025: «Принять план»",
    ]
    assert db.session.query(AgendaOrigin).count() == 2
    carried = db.session.query(AgendaItem).filter(AgendaItem.question.contains("О выполнении"))
    assert carried.one().speaker_id == decision.responsible_id
    page = secretary.get(address_of("z2")).text
    assert "Осталось от прошлых заседаний" not in page
    assert "заседание 20 марта 2026" in secretary.get(address_of("z1", "/protocol")).text


def test_what_is_carried_out_is_not_offered(head: FlaskClient) -> None:
    address = f"{YEAR}/decisions/{row_of(Decision, 'd1').id}"
    head.post(address, data=typed(head, address, done_on="2026-02-01"))
    assert "Перенести" not in head.get(address_of("z2")).text


@pytest.fixture
def member(year: AssociationYear, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("member")


def propose(client: FlaskClient, **fields: str) -> Any:
    data = typed(client, PROPOSALS, question="О школьной форме", grounds="жалобы") | fields
    for _twice in range(2):
        assert client.post(PROPOSALS, data=data).status_code == 303
    return db.session.query(AgendaProposal).one()


def test_a_member_proposes_and_the_secretary_takes_it(
    member: FlaskClient, secretary: FlaskClient
) -> None:
    proposal = propose(member)
    meeting_id = str(row_of(Meeting, "z2").id)
    assert "О школьной форме" in secretary.get(address_of("z2")).text
    assert member.post(f"{PROPOSALS}/{proposal.id}", data={"do": "take", "meeting": meeting_id}
                       ).status_code == 403  # fmt: skip
    for _twice in range(2):
        data = {"do": "take", "meeting": meeting_id}
        answer = secretary.post(f"{PROPOSALS}/{proposal.id}", data=data, headers=HTMX)
        assert 'id="agenda"' in answer.text
    assert agenda_of("z2")[3:] == ["О школьной форме"]
    assert "внесён в повестку" in member.get(PROPOSALS).text


def test_a_proposal_is_declined_with_a_reason_that_its_proposer_reads(
    member: FlaskClient, head: FlaskClient
) -> None:
    proposal = propose(member)
    head.post(f"{PROPOSALS}/{proposal.id}", data={"do": "decline", "answer": "решает совет"})
    page = member.get(PROPOSALS).text
    assert "отклонён: решает совет" in page
    assert member.post(f"{PROPOSALS}/{proposal.id}", data={"do": "withdraw"}).status_code == 303
    kept = db.session.query(AgendaProposal).one()
    assert kept.status is ProposalStatus.DECLINED


def test_only_the_proposer_withdraws_a_proposal(member: FlaskClient, head: FlaskClient) -> None:
    proposal = propose(member)
    assert head.post(f"{PROPOSALS}/{proposal.id}", data={"do": "withdraw"}).status_code == 403
    member.post(f"{PROPOSALS}/{proposal.id}", data={"do": "withdraw"})
    assert db.session.query(AgendaProposal).count() == 0


def test_a_long_agenda_is_shown_in_as_many_queries_as_a_short_one(
    bring: Any, make_account: Any, sign_in: Any
) -> None:
    counts = []
    for code, number in (("school-9", 25), ("school-8", 2)):
        members = [full_member("m1", organisation=f"{code}-org")]
        left = [{"id": f"d{n}", "text": f"Решение {n}", "responsible": "m1"} for n in range(number)]
        found: AssociationYear = bring(bundle(code, members=members, meetings=[
            meeting("z1", agenda=[question("q0", decisions=left)]),
            meeting("z2", "2026-04-01", status="planned", agenda=[
                question(f"q{n}", speaker="m1", clauses=["sch.2.2.b1"])
                for n in range(1, number + 1)]),
        ]))  # fmt: skip
        make_account(code, Role.HEAD, association=found.association_id)
        client, asked = sign_in(code), []
        own = db.session.query(Meeting).filter_by(association_id=found.association_id, ref="z2")
        address = f"/associations/{code}/2025/meetings/{own.one().id}"

        def note(_c: Any, _cur: Any, statement: str, *_more: Any, asked: Any = asked) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        page = client.get(address)
        event.remove(db.engine, "before_cursor_execute", note)
        assert "Выше" in page.text
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24


def test_the_gap_of_a_span_of_days_is_closed_by_a_meeting_inside_it(head: FlaskClient) -> None:
    for theme, day in (("Ближнее", "2026-04-01"), ("Дальнее", "2026-05-20")):
        new = f"{MEETINGS}/new"
        head.post(new, data=typed(head, new, theme=theme, date=day))
    far = db.session.query(Meeting).filter_by(theme="Дальнее").one().id
    asked = typed(head, f"{QUESTIONS}/new?clauses=sch.2.2.b1&since=2026-05-01&until=2026-05-31")
    assert asked["meeting_id"] == str(far)
    nowhere = typed(head, f"{QUESTIONS}/new?since=2026-06-01&until=2026-06-30")
    assert nowhere["meeting_id"] == str(row_of(Meeting, "z2").id)


def test_where_no_meeting_is_open_a_new_question_says_what_to_do_first(head: FlaskClient) -> None:
    sign(head)
    away = typed(head, address_of("z2"), status="cancelled", change_reason="Карантин")
    assert head.post(address_of("z2"), data=away).status_code == 303
    assert "сначала запланируйте его" in head.get(f"{QUESTIONS}/new").text
