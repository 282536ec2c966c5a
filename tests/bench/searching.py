"""The search among 3,000 activities and the texts of 2,000 files, against the plain list."""

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from mmo import journal
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.passwords import hash_password
from mmo.administration.models import Installation
from mmo.database import uuid7
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from tests.factories import activity, as_bundle, bundle, full_member

ACTIVITIES, FILES, WORDS_OF_A_FILE = 3_000, 2_000, 400
YEAR = "/associations/school-5/2025"
WORDS = """план воспитательной работы классного руководителя обсуждение итогов четверти
профилактика родительское собрание анализ деятельности методического объединения повышение
квалификации аттестация педагогов открытый час взаимопосещение самообразование обобщение опыта
творческая группа рекомендации консультация молодых специалистов мониторинг воспитанности
учащихся патриотическое воспитание безопасность дорожного движения здоровый образ жизни
экскурсия"""
VOCABULARY = WORDS.split()
ASKED = (
    ("a word of one file", "достопримечательностям"),
    ("a word of every third", "олимпиадами"),
    ("a word of all files", "воспитания"),
    ("three words", "итоги четвертей школьников"),
    ("a phrase", "«классного руководителя»"),
)


def measure(app: Flask) -> None:
    """Print the lines about searching."""
    app.config["WTF_CSRF_ENABLED"] = False
    _fill(app)
    client = app.test_client()
    client.post("/login", data={"login": "head", "password": "verylongsecret"})
    plain = _timed(lambda: _get(client, f"{YEAR}/activities?sort=-date"))
    print(f"Search among {ACTIVITIES} activities and {FILES} files (ratio to a page of the list)")
    print(f"  the plain list of activities    {plain:8.2f} ms   1.00")
    for name, asked in ASKED:
        taken = _timed(lambda asked=asked: _get(client, "/search", q=asked))  # type: ignore[misc]
        print(f"  {name:30s}  {taken:8.2f} ms   {taken / plain:.2f}")


def _get(client: FlaskClient, path: str, **asked: str) -> None:
    answer = client.get(path, query_string=asked or None)
    assert answer.status_code == 200, path
    assert "Ничего не найдено" not in answer.text, asked


def _timed(work: Callable[[], Any], repeat: int = 21) -> float:
    """The median of the processor's time, in milliseconds: others may use the machine too."""
    work()
    taken = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def _fill(app: Flask) -> None:
    rng = random.Random(7)
    days = [f"2025-{month:02d}-{day:02d}" for month in (10, 11, 12) for day in range(1, 29)]
    activities = [
        activity(f"a{number}", rng.choice(days), title=" ".join(rng.choices(VOCABULARY, k=6)))
        for number in range(ACTIVITIES)
    ]
    year = import_bundle(as_bundle(app, bundle(members=[full_member()], activities=activities)))
    account = Account(
        id=uuid7(), login="head", full_name="Г", password_hash=hash_password("verylongsecret")
    )
    grant = Grant(account_id=account.id, role=Role.HEAD, association_id=year.association_id)
    journal.save(Installation(id=1, name="Школа"), account, grant)
    with journal.change("upload"):
        for number in range(FILES):
            db.session.add_all(_file(year, number, rng))
    db.session.remove()


def _file(year: Any, number: int, rng: random.Random) -> list[Any]:
    text = " ".join(rng.choices(VOCABULARY, k=WORDS_OF_A_FILE))
    text += " олимпиада школьников" if number % 3 == 0 else ""
    text += " достопримечательность" if number == 1234 else ""
    of_year = {"association_id": year.association_id, "year_id": year.id}
    file = StoredFile(
        id=uuid7(), record_kind="plan", record_id=year.id, name=f"Файл {number}.docx", latest=1,
        **of_year,
    )  # fmt: skip
    version = FileVersion(
        file_id=file.id, number=1, name=file.name, content_type="text/plain", size=1, sha256="",
        kept_as=uuid7(), extracted=text, **of_year,
    )  # fmt: skip
    return [file, version]
