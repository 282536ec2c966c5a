"""Minutes, attendance and agenda in a real browser: nothing that was typed is ever lost."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import visiting
from tests.browser.serving import Site, served
from tests.meetings import living
from tests.meetings.living import MEMBERS, address, heard, marks, opened_question, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-meetings")]
NAMES = ("net", "closed", "out", "bare", "two", "came", "away", "order")
OFFLINE = "Нет связи"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Site]:
    app = living.installation(tmp_path_factory.mktemp("living"), empty_database, NAMES)
    with served(app) as site:
        yield site


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens a page of a meeting in a browser of its own, for somebody who signs in first."""
    with ExitStack() as stack:

        def open_page(name: str, tail: str, who: str = "secretary", js: bool = True) -> Page:
            visit = stack.enter_context(visiting(browser, site, js=js))
            visit.go("/login")
            sign_in(visit, who)
            visit.go(address(site.app, name, tail))
            if js:
                visit.page.wait_for_function("() => window.htmx")
            return visit.page

        yield open_page


def again_signed_in(page: Page, site: Site) -> None:
    """The person signs in anew in another tab, and comes back."""
    other = page.context.new_page()
    other.goto(f"{site.address}/login")
    other.get_by_label("Логин").fill("secretary")
    other.get_by_label("Пароль").fill(living.PASSWORD)
    other.click("main .btn-primary")
    other.get_by_role("button", name="Выйти").wait_for()
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_minutes_typed_without_a_network_are_sent_when_it_is_back(opened: Open, site: Site) -> None:
    page = opened("net", "/run")
    question = opened_question(page)
    question.get_by_label("Слушали").fill("До обрыва")
    expect(question.get_by_text("сохранено в")).to_be_visible()
    page.context.set_offline(True)
    question.get_by_label("Слушали").press_sequentially(" и после")
    expect(question.locator(".unsaved")).to_contain_text(OFFLINE)
    assert heard(site.app, "net-1") == "До обрыва"
    page.context.set_offline(False)
    expect(question.locator(".unsaved")).to_be_empty(timeout=10_000)
    assert heard(site.app, "net-1") == "До обрыва и после"


def test_what_was_typed_without_a_network_survives_a_closed_tab(opened: Open, site: Site) -> None:
    page = opened("closed", "/run")
    context = page.context
    context.set_offline(True)
    question = opened_question(page)
    question.get_by_label("Слушали").fill("Не отправлено")
    question.get_by_label("Решение").fill("Принять к сведению")
    expect(question.locator(".unsaved")).to_contain_text(OFFLINE)
    page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(site.address + address(site.app, "closed", "/run"))
    question = opened_question(later)
    question.get_by_role("button", name="Вернуть текст").click()
    expect(question.get_by_text("сохранено в")).to_be_visible()
    expect(question.get_by_label("Решение").first).to_have_value("Принять к сведению")
    assert heard(site.app, "closed-1") == "Не отправлено"


def test_minutes_typed_after_the_session_ended_are_kept_until_the_person_is_back(
    opened: Open, site: Site
) -> None:
    page = opened("out", "/run")
    question = opened_question(page)
    living.end_sessions(site.app)
    question.get_by_label("Слушали").fill("После выхода")
    expect(question.locator(".unsaved")).to_contain_text("сеанс окончен")
    again_signed_in(page, site)
    expect(question.get_by_text("сохранено в")).to_be_visible()
    assert heard(site.app, "out-1") == "После выхода"


def test_without_a_script_the_form_goes_through_the_sign_in_page(opened: Open, site: Site) -> None:
    page = opened("bare", "/run", js=False)
    question = opened_question(page)
    question.get_by_label("Слушали").fill("Без скрипта")
    question.get_by_label("Решение").fill("Утвердить")
    living.end_sessions(site.app)
    question.get_by_role("button", name="Сохранить", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Вход")
    page.get_by_label("Логин").fill("secretary")
    page.get_by_label("Пароль").fill(living.PASSWORD)
    page.click("main .btn-primary")
    page.get_by_role("button", name="Сохранить").click()
    expect(opened_question(page).get_by_label("Решение").first).to_have_value("Утвердить")
    assert heard(site.app, "bare-1") == "Без скрипта"


def test_two_people_type_minutes_of_one_question_and_both_are_told(
    opened: Open, site: Site
) -> None:
    pages = [opened("two", "/run", who) for who in ("secretary", "head")]
    first, second = (opened_question(page) for page in pages)
    first.get_by_label("Слушали").fill("Пишет секретарь")
    expect(first.get_by_text("сохранено в")).to_be_visible()
    second.get_by_label("Слушали").fill("Пишет руководитель")
    expect(second.get_by_role("alert")).to_contain_text("Пишет секретарь")
    expect(second.get_by_role("alert")).to_contain_text("Secretary")
    second.get_by_role("button", name="Оставить оба текста").click()
    expect(second.get_by_label("Слушали")).to_have_value("Пишет секретарь\nПишет руководитель")
    first.get_by_label("Слушали").press_sequentially(" дальше")
    expect(first.get_by_role("alert")).to_contain_text("Head")
    expect(first.get_by_label("Слушали")).to_have_value("Пишет секретарь дальше")
    assert heard(site.app, "two-1") == "Пишет секретарь\nПишет руководитель"
    first.get_by_role("button", name="Оставить оба текста").click()
    expect(first.get_by_role("alert")).to_have_count(0)
    kept = heard(site.app, "two-1") or ""
    assert all(each in kept for each in ("Пишет руководитель", "Пишет секретарь дальше"))


def test_forty_people_are_marked_from_the_keyboard_with_a_key_each(
    opened: Open, site: Site
) -> None:
    page = opened("came", "/attendance")
    letters = {3: "у", 5: "о", 7: "з"}
    keys = 0
    for place in range(MEMBERS):
        letter = letters.get(place % 10, "п")
        page.keyboard.press(letter) if letter.isascii() else page.evaluate(PRESS, letter)
        keys += 1
        if letter == "у":
            page.keyboard.insert_text("болеет")
            page.keyboard.press("Enter")
            keys += len("болеет") + 1
    expect(page.locator("#figures")).to_contain_text(f"Присутствуют 32 из {MEMBERS}")
    expect(page.locator("#figures")).not_to_contain_text("не отмечены")
    assert keys == MEMBERS + 4 * 7
    assert marks(site.app, "came") == {
        ("present", False, None): 28,
        ("present", True, None): 4,
        ("excused", False, "болеет"): 4,
        ("absent", False, None): 4,
    }


PRESS = """letter => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', {key: letter, bubbles: true, cancelable: true}))"""
"""A key of the Russian layout, which the driver of the browser does not have."""


def test_everybody_is_present_with_two_keys_and_the_cursor_stays_in_the_list(
    opened: Open, site: Site
) -> None:
    page = opened("away", "/attendance")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#figures")).to_contain_text(f"Присутствуют {MEMBERS} из {MEMBERS}")
    expect(page.locator(".mark-row").first.locator("input:checked")).to_be_focused()
    page.context.set_offline(True)
    page.evaluate(PRESS, "о")
    expect(page.locator("#failures")).to_be_visible()
    assert marks(site.app, "away") == {("present", False, None): MEMBERS}
    page.context.set_offline(False)
    expect(page.locator("#figures")).to_contain_text("отсутствуют: 1")
    assert marks(site.app, "away")["absent", False, None] == 1


def test_questions_are_moved_by_drag_and_by_keyboard(opened: Open) -> None:
    page = opened("order", "")
    places = page.locator(".question-text")

    def order() -> list[str]:
        return [text[:1] for text in places.all_inner_texts()]

    grips = page.locator(".grip")
    with page.expect_response("**/agenda"):
        grips.nth(2).drag_to(grips.nth(0), target_position={"x": 4, "y": 1})
    expect(places.first).to_contain_text("3.")
    page.reload()
    assert order() == ["3", "1", "2"]
    page.get_by_role("button", name="Ниже").first.focus()
    page.keyboard.press("Enter")
    expect(places.first).to_contain_text("1.")
    expect(page.get_by_role("button", name="Ниже").nth(1)).to_be_focused()
    page.reload()
    assert order() == ["1", "3", "2"]
