"""Fills in a real form of a page as a person would: what is asked for and still empty."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages.document import Document

LEFT_EMPTY = {
    "left_on", "to_on", "cancelled_on", "closed_on", "valid_to", "revised_on", "next",
    "category_assigned_on", "category_valid_until",
}  # fmt: skip
"""Fields that a person fills in only when something ends."""
TYPED = {
    "text": "Слово", "search": "", "number": "1", "textarea": "Текст", "time": "14:00",
    "date": None,
}  # fmt: skip


class Form:
    """A form of a page, with what it holds."""

    def __init__(self, page: str, address: str) -> None:
        self.document = Document(page, whole="<html" in page)
        self.element = self._find(urlsplit(address).path)
        self.action = self.element.get("action") or address
        self.data: dict[str, Any] = {}
        for control in self._controls():
            self._take(control)

    def _find(self, path: str) -> Element:
        inside = [
            form
            for form in self.document.all("form")
            if form.get("method", "").lower() == "post"
            and any(each.tag == "main" for each in self.document.above(form))
        ]
        same = [form for form in inside if urlsplit(form.get("action") or path).path == path]
        guarded = [form for form in inside if "data-guard" in form.attrib]
        found = next(iter([*same, *guarded, *inside]), None)
        assert found is not None, "the page has no form to fill in"
        return found

    def _controls(self) -> Iterator[Element]:
        for each in self.element.iter():
            if each.tag in ("input", "select", "textarea", "button") and each.get("name"):
                yield each

    def _take(self, control: Element) -> None:
        name, kind = str(control.get("name")), control.get("type", "text")
        if control.tag == "button":
            if name != "_do" and not any(k == name for k in self.data):
                self.data[name] = control.get("value", "")
        elif control.tag == "select":
            options = list(control.iter("option"))
            chosen = [each for each in options if "selected" in each.attrib] or options[:1]
            self.data[name] = chosen[0].get("value", chosen[0].text) if chosen else ""
        elif control.tag == "textarea":
            self.data[name] = (control.text or "").strip("\n")
        elif kind in ("checkbox", "radio"):
            if "checked" in control.attrib:
                self.data.setdefault(name, []).append(control.get("value", "on"))
        else:
            self.data[name] = control.get("value", "")

    def fill(self, day: str, only: set[str] | None = None) -> None:
        """Fill in what is empty; `only` these fields, where a first attempt was refused."""
        for control in self._controls():
            name = str(control.get("name"))
            if self.data.get(name) or control.tag == "button" or name in LEFT_EMPTY:
                continue
            if only is not None and name not in only:
                continue
            if only is None and self._folded(control):
                continue
            self._type(control, name, day, only)

    def _type(self, control: Element, name: str, day: str, only: set[str] | None) -> None:
        kind = control.tag if control.tag != "input" else control.get("type", "text")
        if kind == "select":
            options = [each.get("value", "") for each in control.iter("option")]
            self.data[name] = next((value for value in options if value), "")
        elif kind == "date":
            self.data[name] = day
        elif kind == "radio" or (kind == "checkbox" and only):
            self.data[name] = [control.get("value", "on")]
        elif kind in TYPED:
            self.data[name] = TYPED[kind]

    def choose(self, name: str, words: str) -> None:
        """Choose the option of a field by its words."""
        for control in self._controls():
            if control.get("name") == name and control.tag == "select":
                for option in control.iter("option"):
                    if words in "".join(option.itertext()):
                        self.data[name] = option.get("value", "")
                        return
        raise AssertionError(f"{name} does not offer “{words}”")

    def _folded(self, control: Element) -> bool:
        return any(
            each.tag == "details" and "open" not in each.attrib
            for each in self.document.above(control)
        )

    def refused(self, page: str) -> set[str]:
        """Names of the fields that the answer says are wrong."""
        document = Document(page, whole="<html" in page)
        return {
            str(each.get("name") or each.get("id"))
            for each in document.elements
            if each.get("aria-invalid") == "true"
        }


def follow(
    client: FlaskClient, address: str, day: str, chosen: Mapping[str, str] | None = None
) -> TestResponse:
    """Open an address, fill its form in, send it; what is refused is filled in and sent again.

    Args:
        chosen: by field, words of the option that a person chooses.
    """
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    form = Form(page.get_data(as_text=True), address)
    for name, words in (chosen or {}).items():
        form.choose(name, words)
    form.fill(day)
    answer = client.post(form.action, data=_flat(form.data))
    for _attempt in range(3):
        if answer.status_code != 422:
            break
        wrong = form.refused(answer.get_data(as_text=True))
        form.fill(day, wrong)
        answer = client.post(form.action, data=_flat(form.data))
    return answer


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, [])}
