"""Spreadsheets made for the tests, and what a person does with them."""

import io
import re
from collections.abc import Sequence
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

YEAR = "/associations/school-5/2025"


def xlsx(*rows: Sequence[Any], sheet: str = "Лист1") -> bytes:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(data: bytes, sheet: str | None = None) -> list[list[Any]]:
    """The cells of a sheet of a workbook."""
    book = load_workbook(io.BytesIO(data))
    chosen = book[sheet] if sheet else book[book.sheetnames[0]]
    return [[cell.value for cell in row] for row in chosen.iter_rows()]


def send(
    client: FlaskClient, kind: str, data: bytes, name: str = "таблица.xlsx", year: str = YEAR
) -> TestResponse:
    """Upload a table and go where it leads."""
    form = {"file": (io.BytesIO(data), name)}
    return client.post(f"{year}/tables/{kind}", data=form, follow_redirects=True)


def keep(client: FlaskClient, page: TestResponse, **more: Any) -> TestResponse:
    """Confirm what a preview shows."""
    base = re.search(r'name="base" value="(\d+)"', page.text)
    return client.post(
        page.request.path, data={"base": base[1] if base else ""} | more, follow_redirects=True
    )


def counts(page: TestResponse) -> dict[str, int]:
    """How many rows are new, changed, the same and wrong."""
    found = re.findall(r"<span>([^<:]+): <strong>(\d+)</strong>", page.text)
    words = {"новые": "new", "изменено": "changed", "без изменений": "same", "с ошибками": "wrong"}
    return {words[word]: int(number) for word, number in found}


def faults(page: TestResponse) -> dict[str, str]:
    """The cells that are wrong, with the sentence about each."""
    from html import unescape

    found = re.findall(r"<li><strong>(\w+)</strong>: ([^<]+)</li>", page.text)
    return {place: unescape(sentence) for place, sentence in found}
