"""What a browser is called in the list of sessions."""

import pytest
from flask import Flask

from mmo.accounts.browsers import browser_name

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
CASES = {
    WINDOWS + "Chrome/131.0 Safari/537.36": "Chrome, Windows",
    WINDOWS + "Chrome/130.0 YaBrowser/24.12 Safari/537.36": "Yandex Browser, Windows",
    WINDOWS + "Chrome/131.0 Safari/537.36 Edg/131.0": "Edge, Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": "Firefox, Linux",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604": "Safari, iPhone",
    "curl/8": "браузер другого вида",
    "": "браузер другого вида",
}


@pytest.mark.parametrize(("said", "name"), CASES.items())
def test_a_browser_is_called_as_people_call_it(app: Flask, said: str, name: str) -> None:
    with app.test_request_context():
        assert browser_name(said) == name
