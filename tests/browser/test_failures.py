"""What htmx does when the session, the record or the network is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select

from mmo.accounts import sessions
from mmo.accounts.models import Account, SignIn
from mmo.clock import standing_at
from mmo.extensions import db
from tests.browser.accessibility import violations
from tests.browser.conftest import Visitor
from tests.browser.driving import States, Visit
from tests.browser.watching import YEAR, begin, shows
from tests.pages.installations import TODAY
from tests.pages.table import Place

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-htmx")]


@pytest.fixture
def end_sessions(states: States) -> Callable[[Visit, str], None]:
    """Ends every session of an account, as an administrator would."""

    def end(visit: Visit, who: str) -> None:
        begun = (
            select(SignIn.id)
            .join(Account, Account.id == SignIn.account_id)
            .where(Account.login == who, SignIn.ended_at.is_(None))
        )
        with visit.site.app.app_context(), standing_at(TODAY):
            for session in db.session.scalars(begun).all():
                sessions.end(session)
            db.session.remove()
        del states[visit.site.address, who]

    return end


def test_a_session_that_ended_leads_to_the_sign_in_page_and_back(
    visit: Visitor, end_sessions: Callable[[Visit, str], None]
) -> None:
    visited = visit("secretary", place=Place.WORDED)
    page = begin(visited, YEAR)
    end_sessions(visited, "secretary")
    page.keyboard.press("[")
    expect(page.get_by_role("heading", level=1)).to_have_text("Вход")
    assert "/login?next=" in page.url
    assert page.locator("#overview").count() == 0
    page.get_by_label("Логин").fill("secretary")
    page.get_by_label("Пароль").fill("demo")
    page.keyboard.press("Enter")
    shows(page, "23 ноября 2026")


def test_back_after_the_session_ended_leads_to_the_sign_in_page(
    visit: Visitor, end_sessions: Callable[[Visit, str], None]
) -> None:
    visited = visit("deputy", place=Place.WORDED)
    page = begin(visited, YEAR)
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    end_sessions(visited, "deputy")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Вход")


def test_a_request_that_is_refused_says_so_and_the_page_stays(visit: Visitor) -> None:
    visited = visit("school-head")
    page = begin(visited, YEAR)

    def elsewhere(route: Route) -> None:
        route.continue_(url=route.request.url.replace("/why/", "/why/no-such-"))

    page.route("**/why/**", elsewhere)
    page.locator("details.why summary").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Такой страницы нет")
    assert violations(visited) == []
    shows(page, "23 ноября 2026")
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_network_that_is_gone_says_so_and_the_page_stays(visit: Visitor) -> None:
    page = begin(visit("school-head"), YEAR)
    page.context.set_offline(True)
    page.keyboard.press("[")
    expect(page.get_by_role("alert")).to_be_visible()
    shows(page, "23 ноября 2026")
    page.context.set_offline(False)
    page.keyboard.press("[")
    shows(page, "22 ноября 2026")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_summary_of_errors_takes_the_focus_and_leads_to_the_fields(visit: Visitor) -> None:
    visited = visit()
    visited.go("/login")
    visited.page.click("main .btn-primary")
    expect(visited.page.locator("#error-summary")).to_be_focused()
    visited.page.get_by_role("link", name="Введите пароль").click()
    expect(visited.page.get_by_label("Пароль")).to_be_focused()
    assert visited.problems == []
