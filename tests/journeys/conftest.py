"""Stories: an installation that begins empty, served at a clock that moves on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from mmo import create_app
from mmo.config import Settings
from tests.browser.serving import served
from tests.journeys.moving import set_moving
from tests.journeys.person import Mode
from tests.journeys.story import FIRST_DAY, Story

Begin = Callable[[str, Mode], Story]


@pytest.fixture
def begin(browser: Browser, empty_database: Path, tmp_path: Path) -> Iterator[Begin]:
    """Begins a story at a level, in a mode; its browsers close with the test."""

    def installation(name: str) -> Flask:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(empty_database, folder / "mmo.db")
        return create_app(Settings(data_dir=folder, secret_key="journeys", htmx="local"))

    with ExitStack() as stack:

        def begin(level: str, mode: Mode) -> Story:
            app = installation("lived")
            clock = set_moving(app, FIRST_DAY)
            site = stack.enter_context(served(app))
            visits = stack.enter_context(ExitStack())
            return Story(browser, site, clock, level, mode, visits, lambda: installation("another"))

        yield begin
