"""Static files are read once by a browser, and anew when they are others."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mmo import assets


def test_what_a_page_links_is_kept_by_the_browser(client: FlaskClient) -> None:
    page = client.get("/login", follow_redirects=True).text
    linked = set(re.findall(r'(?:href|src|data-local)="(/static/[^"#]+)', page))
    assert any("css/app.css" in address for address in linked)
    for address in linked:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"], address


@pytest.mark.parametrize("asked", ["", "?v=", "?v=0123456789"])
def test_an_address_of_no_or_another_version_is_asked_for_each_time(
    client: FlaskClient, asked: str
) -> None:
    answer = client.get(f"/static/css/app.css{asked}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_fonts_are_kept_for_a_month(client: FlaskClient) -> None:
    fonts = re.findall(r"vendor/[\w-]+\.woff2", client.get("/static/css/app.css").text)
    assert fonts
    for font in fonts:
        answer = client.get(f"/static/{font}")
        assert answer.headers["Cache-Control"] == assets.A_MONTH


def test_a_file_that_changes_gets_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    (tmp_path / "a.css").write_text("p { color: red }")
    before = assets.version("a.css")
    (tmp_path / "a.css").write_text("p { color: blue }")
    assert before
    assert assets.version("a.css") != before
    assert assets.version("missing.css") is None
