"""Reads pages as a person would without a browser: signs in, fills the form in, sends it."""

import os
import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mmo.config import ROOT
from mmo.demo.building import PASSWORD
from tests.pages.installations import OWNER, OWNER_PASSWORD
from tests.pages.table import Place, Shown

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
LINK = re.compile(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.S)
TAG = re.compile(r"<[^>]+>")
KEPT = ROOT / "build" / "pages"
HTMX = {"HX-Request": "true"}


def password_of(who: str) -> str:
    """The password of an account of these installations."""
    return OWNER_PASSWORD if who == OWNER else PASSWORD


class Reader:
    """Opens pages of several installations; every person signs in once."""

    def __init__(self, apps: Mapping[Place, Flask]) -> None:
        self._apps = apps
        self._clients: dict[tuple[Place, str | None], FlaskClient] = {}

    def client(self, place: Place, who: str | None) -> FlaskClient:
        """A client in which this person has signed in."""
        if (place, who) not in self._clients:
            client = self._apps[place].test_client()
            if who:
                data = {"login": who, "password": password_of(who), "csrf_token": token(client)}
                answer = client.post("/login", data=data)
                assert answer.status_code == 302, answer.text
            self._clients[place, who] = client
        return self._clients[place, who]

    def read(self, shown: Shown) -> TestResponse:
        """The answer that shows a page in its state."""
        client = self.client(shown.place, shown.who)
        address = shown.address
        for words in shown.opens:
            address = linked(client.get(address).text, words)
        if shown.sends:
            answer = send(client, address, shown.typed or {}, shown.chosen)
        else:
            answer = client.get(address)
        keep(shown.name, answer.text)
        return answer

    def fragment(self, address: str, who: str) -> TestResponse:
        """What htmx is answered in the demonstration."""
        return self.client(Place.DEMO, who).get(address, headers=HTMX)


def token(client: FlaskClient, address: str = "/login") -> str:
    """The token of the form on a page."""
    found = TOKEN.findall(client.get(address).text)
    assert found, f"{address} has no form"
    return str(found[0])


def linked(page: str, words: str) -> str:
    """Where the first link of a page with these words leads."""
    for address, inside in LINK.findall(page[page.find("<main") :]):
        if words in TAG.sub(" ", inside):
            return str(unescape(address))
    raise AssertionError(f"no link says {words}")


def send(
    client: FlaskClient, address: str, typed: Mapping[str, str], chosen: Path | None = None
) -> TestResponse:
    """Open a page, fill its form in, send it, and go where it leads."""
    data: dict[str, object] = {**typed, "csrf_token": token(client, address)}
    if chosen:
        data["file"] = (BytesIO(chosen.read_bytes()), chosen.name)
    return client.post(address, data=data, follow_redirects=True)


def keep(name: str, text: str) -> None:
    """Save a page for the Nu checker, where the environment asks for it."""
    if os.environ.get("KEEP_PAGES"):
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{name}.html").write_text(text, "utf-8")
