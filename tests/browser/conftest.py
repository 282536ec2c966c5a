"""The served installations, and visits of people who have signed in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.driving import Scheme, States, Visit, signed_in, visiting
from tests.browser.serving import Site, served
from tests.pages.installations import demonstration, fresh, open_at
from tests.pages.table import SCHOOL, WORDING, Place

Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """The database of the demonstration."""
    return demonstration(tmp_path_factory.mktemp("demo"), empty_database)


@pytest.fixture(scope="session")
def sites(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path, demo: Path
) -> Iterator[Mapping[Place, Site]]:
    """Every installation of the table of pages, served, with the local htmx."""
    folder = tmp_path_factory.mktemp("sites")
    databases = {
        Place.DEMO: demo,
        Place.WORDED: demo,
        Place.EMPTY: empty_database,
        Place.FRESH: fresh(folder / "built", empty_database),
    }
    with ExitStack() as stack:
        yield {
            place: stack.enter_context(served(open_at(folder / place, database)))
            for place, database in databases.items()
        }


@pytest.fixture(scope="session")
def states() -> States:
    """What the browser keeps of the people who have signed in."""
    return {}


@pytest.fixture(scope="session")
def wording(browser: Browser, sites: Mapping[Place, Site], states: States) -> None:
    """A head has loaded the school's own wording through the form, and taken it into use."""
    site = sites[Place.WORDED]
    state = signed_in(browser, site, "school-head", states)
    with visiting(browser, site, state) as visit:
        visit.go(f"{SCHOOL}/regulation")
        visit.page.get_by_role("link", name="Загрузить текст").click()
        visit.page.get_by_label("Файл положения").set_input_files(WORDING)
        visit.page.locator("main .btn-primary").click()
        visit.page.locator("main .btn-primary").first.click()
        visit.page.get_by_role("status").filter(has_text="Текст").wait_for()


@pytest.fixture
def visit(browser: Browser, sites: Mapping[Place, Site], states: States) -> Iterator[Visitor]:
    """Begins visits: `visit("office", js=False, scheme="dark")`; they end with the test."""
    with ExitStack() as stack:

        def begin(
            who: str | None = None,
            place: Place = Place.DEMO,
            js: bool = True,
            scheme: Scheme = "light",
            site: Site | None = None,
        ) -> Visit:
            where = site or sites[place]
            state: Any = signed_in(browser, where, who, states) if who else None
            return stack.enter_context(visiting(browser, where, state, js, scheme))

        yield begin
