"""The head's folder: every clause of the documents' section, files, inventory, what is missing."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.accounts.scope import find_year
from mmo.documents.folder import declared, parts
from mmo.documents.registry import PAPERS
from mmo.jobs.worker import work
from tests.documents.reading import docx_text, records_of
from tests.documents.years import empty, full

YEAR = "/associations/school-5/2025/papers/folder"


@pytest.fixture
def head(
    bring: Callable[..., Any],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    year = bring(full("school"))
    make_account("head", Role.HEAD, association=year.association_id)
    return sign_in("head")


def test_the_folder_is_asked_for_made_and_fetched(head: FlaskClient, app: Flask) -> None:
    assert head.post(YEAR, data={"formats": "docx"}).status_code == 302
    assert "ждёт" in head.get(YEAR).text
    head.post(YEAR, data={"formats": "docx"})
    assert work(app) == 1  # the second time it was being made already
    page = head.get(YEAR).text
    (address,) = [part.split('"')[0] for part in page.split('href="') if ".zip" in part[:120]]
    answer = head.get(address)
    assert answer.status_code == 200
    assert quote("Папка руководителя за 2025-26") in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        inventory = docx_text(archive.read(names[0]))
    assert names[0].startswith("Внутренняя опись")
    assert any("Протокол № 1 от 2025-09-02.docx" in name for name in names)
    folders = list(dict.fromkeys(name.split("/")[0] for name in names[1:]))
    assert folders == sorted(folders)
    assert "Протокол № 1 от 2025-09-02" in inventory


def test_what_is_missing_is_said_by_the_clause_that_asks_for_it(
    bring: Callable[..., Any], app: Flask
) -> None:
    year = bring(empty("municipal"))
    found = parts(records_of(find_year(year.association.code, year.year)))
    missing = {part.label: list(part.missing) for part in found}
    assert ("План работы на 2025-26 учебный год", "пунктов плана") in missing["5.1"]
    assert ("Протокол заседания", "") in missing["5.2"]


def test_theme_and_goal_each_have_a_folder_and_a_line(head: FlaskClient, app: Flask) -> None:
    row = find_year("school-5", 2025)
    assert row is not None
    found = {part.label: [made.name for made in part.papers] for part in parts(records_of(row))}
    assert found["6 абз. 2"] == found["6 абз. 3"] != []
    head.post(YEAR, data={"formats": "docx"})
    work(app)
    page = head.get(YEAR).text
    (address,) = [part.split('"')[0] for part in page.split('href="') if ".zip" in part[:120]]
    with zipfile.ZipFile(io.BytesIO(head.get(address).data)) as archive:
        names = archive.namelist()
        inventory = docx_text(archive.read(names[0]))
    assert any(name.startswith("03 ") and "Тема и цель" in name for name in names)
    assert "6 абз. 3" in inventory
    assert "нет скана протокола с подписями" in inventory


def test_a_meeting_without_a_scan_and_a_material_without_a_file_are_missing(
    bring: Callable[..., Any], app: Flask
) -> None:
    year = bring(full("school"))
    found = parts(records_of(find_year(year.association.code, year.year)))
    missing = {part.label: [what for _name, what in part.missing] for part in found}
    assert "скана протокола с подписями" in missing["6 абз. 6"]
    assert "файла" in missing["6 абз. 7"]


def test_every_clause_of_the_folder_is_a_clause_and_every_paper_a_paper(app: Flask) -> None:
    known = app.extensions["judge"].regulations.clause_ids()
    for plan in declared().plans.values():
        for part in plan:
            assert part.clause is None or part.clause in known
            assert set(part.papers) <= set(PAPERS)


def test_nobody_fetches_the_folder_of_another_association(
    head: FlaskClient, app: Flask, bring: Callable[..., Any],
    make_account: Callable[..., Account], sign_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    head.post(YEAR)
    work(app)
    page = head.get(YEAR).text
    (address,) = [part.split('"')[0] for part in page.split('href="') if ".zip" in part[:120]]
    other = empty("school")
    other["association"]["code"] = "school-7"
    year = bring(other)
    make_account("other", Role.HEAD, association=year.association_id)
    client = sign_in("other")
    assert client.get(address).status_code == 404
    assert client.get(address.replace("school-5", "school-7")).status_code == 404
