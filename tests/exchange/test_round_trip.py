"""Reading back what was written gives the same file: every key, in the page's order."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.exchange.exporting import export_bundle, to_json
from mmo.extensions import db
from tests.exchange.format_page import completed
from tests.exchange.whole_year import (
    BUNDLE,
    Json,
    comes_out,
    encode,
    exported,
    import_file,
    whole_year,
)
from tests.reference.random_years import random_year

Bring = Callable[..., AssociationYear]


def export_command(app: Flask, *arguments: str) -> Any:
    return app.test_cli_runner().invoke(args=["export-bundle", *arguments])


def as_written(data: Json) -> str:
    """The file of a year, to the letter but for its white space."""
    return json.dumps(completed(data), ensure_ascii=False)


def is_written(code: str, year: int) -> str:
    return json.dumps(exported(code, year), ensure_ascii=False)


def test_a_whole_year_comes_out_as_it_came_in(bring: Bring) -> None:
    comes_out(bring, whole_year())


def test_every_key_is_written_in_the_order_of_the_page(bring: Bring) -> None:
    turned = json.loads(encode(BUNDLE), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    bring(turned)
    assert is_written("school-5", 2025) == as_written(BUNDLE)


def test_null_and_empty_lists_are_written(bring: Bring) -> None:
    least = {key: BUNDLE[key] for key in ("format", "association", "organisations", "year")}
    bring(least)
    written = exported()
    assert list(written) == list(BUNDLE)
    assert [key for key, value in written.items() if value is None] == [
        "theme", "goal", "regulation", "plan", "analysis"
    ]  # fmt: skip
    assert written["members"] == written["meetings"] == written["submissions"] == []


@pytest.mark.parametrize("level", ["school", "municipal"])
def test_random_years_come_out_as_they_came_in(bring: Bring, level: str) -> None:
    rng = random.Random(f"round trip {level}")
    for _number in range(12):
        data = random_year(rng, level)
        year = bring(data)
        assert is_written(data["association"]["code"], year.year) == as_written(data)


def test_lists_come_out_in_the_order_they_came(bring: Bring) -> None:
    data = whole_year()
    names = ["m9", "m1", "m5", "m2"]
    data["members"] = [BUNDLE["members"][0] | {"id": name} for name in names]
    data["organisations"] = [
        BUNDLE["organisations"][0] | {"code": code} for code in ("z", "s5", "a", "m")
    ]
    data["activities"][0]["participants"] = names[::-1]
    data["materials"][0]["clauses"] = ["sch.5.4", "mun.1.1", "sch.1.1"]
    data["meetings"][0]["invited"] = ["б", "а", "в", "а"]
    data["meetings"][0]["attendance"] = [
        {"member": name, "state": "present", "reason": None} for name in names
    ]
    comes_out(bring, data)
    for entries in (data["members"], data["organisations"], data["activities"][0]["participants"]):
        entries.reverse()
    comes_out(bring, data)


def test_the_command_writes_the_file_to_standard_output(app: Flask, bring: Bring) -> None:
    year = bring(BUNDLE)
    result = export_command(app, "school-5", "2025")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.decode() == to_json(export_bundle(year)) + "\n"
    assert json.loads(result.stdout) == BUNDLE
    assert "Орлова" in result.stdout


def test_what_was_written_is_taken_and_written_again_byte_for_byte(
    app: Flask, bring: Bring, bundle_file: Any
) -> None:
    rng = random.Random(7)
    for _number in range(3):
        data = random_year(rng, "school")
        names = data["association"]["code"], data["year"]["start"][:4]
        bring(data)
        first = export_command(app, *names).stdout_bytes
        bundle_file.write_bytes(first.replace(data["association"]["code"].encode(), b"copy"))
        assert import_file(app, bundle_file) == (0, [])
        second = export_command(app, "copy", names[1]).stdout_bytes
        assert second.replace(b"copy", data["association"]["code"].encode()) == first


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("nobody", "2025"),
        ("school-5", "2024"),
        ("SCHOOL-5", "2025"),
        ("", "0"),
        ("school-5", "9" * 30),
    ],
)
def test_an_unknown_year_cannot_be_written(app: Flask, bring: Bring, code: str, year: str) -> None:
    bring(BUNDLE)
    result = export_command(app, code, year)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"нет объединения {code} с учебным годом {year}" in result.stderr


def test_writing_a_year_changes_nothing_of_it(app: Flask, bring: Bring) -> None:
    bring(BUNDLE)
    before = db.session.execute(select(AssociationYear.revision, AssociationYear.version)).all()
    export_command(app, "school-5", "2025")
    after = db.session.execute(select(AssociationYear.revision, AssociationYear.version)).all()
    assert after == before
