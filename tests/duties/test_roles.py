"""«Мои дела»: what waits for whom, by when, and where it is done."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.analyses.models import Analysis
from mmo.associations.models import AssociationYear
from mmo.duties.duty import Duty, grouped
from mmo.extensions import db
from mmo.plans.models import Plan, Stage
from mmo.reports.models import Paper, ReportSubmission, Share
from tests.duties.conftest import CANARY, busy_year
from tests.duties.looking import duties, line

SignIn = Callable[[str], FlaskClient]
EVERYBODY = ("head", "secretary", "member", "deputy", "director", "office", "admin", "nobody")


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_of_a_foreign_school_is_among_anybodys_duties(
    school: AssociationYear, sign_in: SignIn, who: str
) -> None:
    # an administrator alone is told by name which association is to be set up
    lines = [each for each in duties(sign_in(who)) if not each.address.startswith("/admin/")]
    assert not [each for each in lines if CANARY in each.words + each.facts]
    assert not [each for each in lines if "school-7" in each.address]


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_duty_says_whose_it_is_and_opens_a_page(
    school: AssociationYear, sign_in: SignIn, who: str
) -> None:
    client = sign_in(who)
    lines = duties(client)
    assert all(each.facts for each in lines)
    for address in {each.address.partition("#")[0] for each in lines}:
        assert client.get(address).status_code == 200, address


def test_a_head_sees_gaps_decisions_minutes_and_terms_by_urgency(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    lines = duties(client)
    assert [each.urgency for each in lines] == sorted(
        (each.urgency for each in lines), key=["late", "week", "waiting", "ahead"].index
    )
    late = line(client, "Своё поздно")
    assert late.urgency == "late"
    assert late.facts.startswith("10 февраля 2026 · 19 дней назад")
    assert "Своё А. П." in late.facts
    assert line(client, "Своё пункт").urgency == "week"
    assert line(client, "Написать протокол заседания 2 февраля 2026").urgency == "waiting"
    assert line(client, "Подписать протокол заседания 9 февраля 2026").urgency == "waiting"
    assert line(client, "состоялось ли заседание: Своё не отмечено").urgency == "late"
    assert line(client, "Своё впереди").urgency == "ahead"
    for other in ("Своё сделано", "Своё чужое", "Своё дальний"):
        assert not [each for each in lines if other in each.words], other


def test_a_gap_leads_to_its_line_of_the_dashboard(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("head")
    gaps = [each for each in duties(client) if "#line-" in each.address]
    assert gaps
    assert any(each.urgency == "late" for each in gaps)
    address, _hash, anchor = gaps[0].address.partition("#")
    assert f'id="{anchor.replace("%23", "#")}"' in client.get(address).text


def test_a_paper_to_hand_in_is_one_duty_that_names_it_and_is_the_heads_own(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    made = busy_year("school-5", "Своё")
    made["submissions"] = [{"id": "s1", "what": "Сведения", "to": "Отдел",
                            "opened_on": "2026-02-01", "due": "2026-02-20"}]  # fmt: skip
    make_account("head", Role.HEAD, association=bring(made).association_id)
    client = sign_in("head")
    paper = line(client, "Сдать: Сведения")
    assert paper.urgency == "late"
    assert "вы" in paper.facts
    assert not [each for each in duties(client) if "Сдайте документ" in each.words]
    assert not [each for each in duties(client) if "руководитель объединения" in each.facts]


def test_a_secretary_sees_minutes_and_no_gaps(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("secretary")
    assert "/protocol" in line(client, "Подписать протокол").address
    assert line(client, "Написать протокол")
    assert not [each for each in duties(client) if "#line-" in each.address]


def test_a_member_sees_the_own_card_topic_terms_and_meetings_alone(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("member")
    assert "образование, стаж, категория" in line(client, "В вашей карточке не заполнено").words
    assert line(client, "тему самообразования").address.endswith("/own")
    assert line(client, "Своё свое").urgency == "ahead"
    assert "вы" in line(client, "Своё пункт").facts
    assert line(client, "Своё впереди").urgency == "ahead"
    assert len(duties(client)) == 5


def test_who_stands_behind_a_card_opens_it_from_the_duties(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("member")
    found = re.findall(r'duties-card">.*?href="([^"]+)">Моя карточка', client.get("/").text, re.S)
    assert len(found) == 1
    assert "Своё Вера Ильинична" in client.get(found[0]).text
    assert "duties-card" not in sign_in("deputy").get("/").text


def test_a_fold_holds_more_than_a_line_or_two() -> None:
    duties_of_a_day = [Duty(str(number), "вы", "/") for number in range(13)]
    for number, unfolded in ((12, 12), (13, 10)):
        (group,) = grouped(duties_of_a_day[:number], date(2026, 3, 1))
        assert (len(group.shown), len(group.folded)) == (unfolded, number - unfolded)


def test_a_member_whose_card_is_not_known_is_told_so(
    school: AssociationYear, make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    make_account("stranger", Role.MEMBER, association=school.association_id)
    assert "не связана с вашей карточкой" in sign_in("stranger").get("/").text
    assert "не связана с вашей карточкой" not in sign_in("member").get("/").text


def test_who_has_nothing_to_do_reads_a_friendly_sentence(
    school: AssociationYear, sign_in: SignIn
) -> None:
    assert "Всё сделано: сегодня вас ничто не ждёт." in sign_in("nobody").get("/").text
    assert "Всё сделано" not in sign_in("head").get("/").text


def test_an_analysis_goes_between_the_head_and_the_reviewers(
    school: AssociationYear, sign_in: SignIn
) -> None:
    own = {"association_id": school.association_id, "year_id": school.id}
    sent = ReportSubmission(
        **own, paper=Paper.ANALYSIS, number=1, by="Своё", at=datetime(2026, 2, 20, 9, tzinfo=UTC)
    )
    journal.save(Analysis(**own, submitted_on=date(2026, 2, 20)), sent)
    for who in ("deputy", "director"):
        waiting = line(sign_in(who), "Анализ сдан и ждёт")
        assert "ждёт с 20 февраля 2026" in waiting.facts
        assert "заместитель директора" in waiting.facts
    assert not [each for each in duties(sign_in("head")) if "Анализ" in each.words]
    assert not [each for each in duties(sign_in("office")) if "Анализ" in each.words]
    sent = db.session.merge(sent)
    sent.returned_at = datetime(2026, 2, 25, 9, tzinfo=UTC)
    journal.save(sent)
    returned = line(sign_in("head"), "Анализ возвращён с замечаниями")
    assert returned.address.endswith("/analysis")
    assert not [each for each in duties(sign_in("deputy")) if "Анализ" in each.words]


def test_a_deputy_sees_the_own_schools_gaps_and_a_director_looks_on(
    school: AssociationYear, sign_in: SignIn
) -> None:
    assert line(sign_in("deputy"), "в работе объединения").urgency == "late"
    assert line(sign_in("director"), "в работе объединения")
    assert "Директор смотрит" in sign_in("director").get("/").text
    assert "Директор смотрит" not in sign_in("deputy").get("/").text


def test_the_office_sees_plans_to_agree_and_what_schools_shared(
    school: AssociationYear, bring: Callable[..., AssociationYear], sign_in: SignIn
) -> None:
    district = bring(busy_year("mmo", "Район", "municipal"))
    with journal.change("change"):
        for year in (district, school):
            plan = db.session.scalars(select(Plan).where(Plan.year_id == year.id)).one()
            plan.stage, plan.submitted_on = Stage.SUBMITTED, date(2026, 2, 14)
        db.session.add(
            Share(association_id=school.association_id, year_id=school.id, sent_by="Своё",
                  with_text=False, with_records=False)
        )  # fmt: skip
    client = sign_in("office")
    assert "/mmo/2025/plan" in line(client, "План сдан").address, "schools' plans are not theirs"
    assert "/school-5/2025/shared" in line(client, "Школа передала отчёт").address
    assert len(duties(client)) == 2


def test_a_plan_that_was_returned_waits_for_its_head(
    school: AssociationYear, sign_in: SignIn
) -> None:
    with journal.change("change"):
        plan = db.session.scalars(select(Plan).where(Plan.year_id == school.id)).one()
        plan.stage, plan.returned_on = Stage.RETURNED, date(2026, 2, 14)
    assert "ждёт с 14 февраля 2026" in line(sign_in("head"), "План возвращён").facts


def test_a_closed_year_asks_nothing_of_anybody(school: AssociationYear, sign_in: SignIn) -> None:
    with journal.change("close_year"):
        db.session.merge(school).closed_at = datetime(2026, 2, 28, tzinfo=UTC)
    for who in ("head", "secretary", "member", "deputy"):
        assert duties(sign_in(who)) == []


def test_looking_for_an_association_shows_the_list_alone(
    school: AssociationYear, sign_in: SignIn
) -> None:
    page = sign_in("head").get("/?q=school-5").text
    assert "duty-words" not in page
    assert "<h1>Объединения</h1>" in page
