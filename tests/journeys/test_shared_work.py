"""What may go wrong between people and browsers, and loses nothing."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.members.models import Member
from tests.journeys import setting_up
from tests.journeys.conftest import Begin
from tests.journeys.person import MODES, Mode, Person
from tests.journeys.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys-shared")]
NAME = "Двойная Дарья Олеговна"
LONG = "Год прошёл по плану; трудности были с посещаемостью."


def began(begin: Begin, mode: Mode) -> Story:
    """A school's year on its first day, with a head who has signed in."""
    story = begin("school", mode)
    for step in (
        setting_up.first_run_in_the_browser,
        setting_up.organisation_and_year,
        setting_up.association_and_head,
        setting_up.reviewer,
        setting_up.by_their_links,
    ):
        step(story)
    story.people["head"].follow(story.association)
    return story


def at_card(person: Person) -> None:
    """The head's own card is open."""
    person.menu("Члены МО")
    person.follow(setting_up.HEAD)


def elsewhere(story: Story) -> Person:
    """The same head at another computer."""
    other = story.newcomer("head-elsewhere")
    other.visit.go("/")
    other.fill({"Логин": "head", "Пароль": other.password})
    other.press("Войти")
    other.follow(story.association)
    return other


@pytest.mark.parametrize("mode", MODES[:2], ids=lambda mode: mode.name)
def test_two_browsers_edit_one_record_and_nothing_is_lost_and_both_are_told(
    begin: Begin, mode: Mode
) -> None:
    story = began(begin, mode)
    first, second = story.people["head"], elsewhere(story)
    at_card(first)
    at_card(second)
    first.fill({"Должность": "учитель химии"})
    first.press("Сохранить")
    first.is_told("Сохранено")
    second.fill({"Должность": "учитель истории", "Образование": "высшее"})
    second.press("Сохранить")
    second.sees("Пока вы правили, запись сохранил другой человек")
    second.sees("учитель химии")
    expect(second.field("Должность")).to_have_value("учитель истории")
    second.press("Сохранить")
    second.is_told("Сохранено")
    at_card(first)
    expect(first.field("Должность")).to_have_value("учитель истории")
    first.follow("Кто что менял")
    first.sees("учитель химии")
    first.sees("учитель истории")


@pytest.mark.parametrize("mode", MODES[:2], ids=lambda mode: mode.name)
def test_a_double_click_makes_one_record_and_back_shows_no_error(begin: Begin, mode: Mode) -> None:
    story = began(begin, mode)
    head = story.people["head"]
    head.menu("Члены МО")
    head.follow("Новый член МО")
    head.fill({"Фамилия, имя, отчество": NAME})
    head.page.get_by_role("button", name="Сохранить", exact=True).dblclick()
    head.is_told("Сохранено")
    answer = head.page.go_back()
    assert answer is None or answer.ok
    expect(head.page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    head.is_at("Новый член МО")
    with story.site.app.app_context():
        named = select(func.count()).select_from(Member).where(Member.full_name == NAME)
        assert db.session.scalar(named) == 1


@pytest.mark.parametrize("mode", [MODES[0], MODES[2]], ids=lambda mode: mode.name)
def test_the_network_is_cut_while_a_long_text_is_sent_and_the_text_stays(
    begin: Begin, mode: Mode
) -> None:
    story = began(begin, mode)
    head = story.people["head"]
    head.menu("Анализ")
    head.press("Составить по записям")
    head.follow("Написать : Вывод")
    head.fill({"Текст": LONG})
    head.page.context.set_offline(True)
    head.press("Сохранить")
    head.sees("Нет связи: ничего не отправлено")
    expect(head.field("Текст")).to_have_value(LONG)
    head.page.context.set_offline(False)
    head.press("Сохранить")
    head.is_at("Анализ за год")
    head.sees(LONG)


def test_the_network_is_cut_while_a_gap_is_closed_and_the_form_stays_open(begin: Begin) -> None:
    story = began(begin, MODES[2])
    head = story.people["head"]
    head.menu("Состояние")
    head.unfold("Впереди")
    head.follow("Внести тему года")
    head.fill({"Методическая тема года": LONG})
    head.page.context.set_offline(True)
    head.press("Сохранить")
    head.sees("Нет связи: ничего не отправлено")
    expect(head.field("Методическая тема года")).to_have_value(LONG)
    head.page.context.set_offline(False)
    head.press("Сохранить")
    head.is_told("Теперь в порядке")
    with story.site.app.app_context():
        themes = db.session.scalars(select(AssociationYear.theme))
        assert themes.all() == [LONG]
