"""`import-bundle`: what it says, its exit status, and that a refused file leaves nothing."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from mmo.exchange.parsing import MAX_BYTES
from tests.exchange.format_page import with_value, without
from tests.exchange.whole_year import (
    BUNDLE,
    encode,
    everything,
    exported,
    import_file,
    whole_year,
)

NEWER = with_value("/goal/text", "Другая цель")
DAMAGED: dict[str, tuple[bytes, list[str]]] = {
    "no JSON": (b"{", ["/"]),
    "empty": (b"", ["/"]),
    "in cp1251": (encode(NEWER).decode().encode("cp1251", "replace"), ["/"]),
    "over 20 MB": (encode(NEWER).ljust(MAX_BYTES + 1), ["/"]),
    "of no type": (b"[]", ["/"]),
    "a key not named": (encode(NEWER | {"remark": None}), ["/remark"]),
    "a key is missing": (encode(without("/analysis") | {"format": None}), ["/format"]),
    "a day that does not exist": (
        encode(with_value("/submissions/0/due", "2026-02-30")),
        ["/submissions/0/due"],
    ),
    "a dangling reference at the end": (
        encode(with_value("/analysis/author", "nobody")),
        ["/analysis/author"],
    ),
    "a repeated id": (
        encode(with_value("/materials/0/id", "f1")),
        ["/materials/0/id"],
    ),
    "a NUL": (encode(with_value("/meetings/0/place", "\0")), ["/meetings/0/place"]),
    "two faults": (
        encode(with_value("/activities/0/participants", ["m1", "m1", "nobody"])),
        ["/activities/0/participants/1", "/activities/0/participants/2"],
    ),
}


@pytest.mark.parametrize("before", ["empty", "filled"])
@pytest.mark.parametrize("case", DAMAGED)
def test_of_a_refused_file_nothing_is_stored(
    app: Flask, bring: Any, bundle_file: Path, case: str, before: str
) -> None:
    data, pointers = DAMAGED[case]
    if before == "filled":
        bring(BUNDLE)
    bundle_file.write_bytes(data)
    stored = everything()
    status, lines = import_file(app, bundle_file)
    assert status == 1
    assert everything() == stored
    assert len(lines) == len(pointers)
    for line, pointer in zip(lines, pointers, strict=True):
        assert line.startswith(f"{bundle_file}: {pointer}: ")
        assert re.search("[а-я]{2}", line.removeprefix(f"{bundle_file}: {pointer}: "))


def test_a_good_file_is_stored_without_a_word(app: Flask, bundle_file: Path) -> None:
    bundle_file.write_bytes(encode(BUNDLE))
    assert import_file(app, bundle_file) == (0, [])
    assert exported() == BUNDLE


def test_of_several_files_the_good_ones_are_stored_and_the_bad_ones_refused(
    app: Flask, tmp_path: Path
) -> None:
    names = ("first", "broken", "second", "missing", "third")
    files = {name: tmp_path / f"{name}.json" for name in names}
    for name in ("first", "second", "third"):
        files[name].write_bytes(encode(whole_year(name)))
    files["broken"].write_bytes(encode(whole_year("broken") | {"members": 1, "extra": 1}))
    status, lines = import_file(app, *files.values())
    assert status == 1
    told = [line.partition(": ")[0] for line in lines]
    assert told.count(str(files["missing"])) == 1
    assert set(told) == {str(files["broken"]), str(files["missing"])}
    for name in ("first", "second", "third"):
        assert exported(name) == whole_year(name)
    assert not any("broken" in row for row in everything()["association"])


def test_of_the_same_year_in_two_files_the_last_wins(app: Flask, tmp_path: Path) -> None:
    older, newer = tmp_path / "older", tmp_path / "newer"
    older.write_bytes(encode(BUNDLE))
    newer.write_bytes(encode(NEWER))
    assert import_file(app, older, newer) == (0, [])
    assert exported() == NEWER
    assert import_file(app, newer, older) == (0, [])
    assert exported() == BUNDLE


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_what_cannot_be_opened_is_told_and_fails(app: Flask, tmp_path: Path, name: str) -> None:
    status, (line,) = import_file(app, tmp_path / name)
    assert status == 1
    assert re.fullmatch(rf"{re.escape(str(tmp_path / name))}: /: .+", line)


def test_a_key_that_breaks_lines_or_hides_does_not_break_the_report(
    app: Flask, bundle_file: Path
) -> None:
    data = whole_year() | {"a\nb\r\u2028c\x1b[2J\u202e": 1}
    data["members"][0]["joined_on"] = "2025\n2026\x1b[1m"
    bundle_file.write_bytes(encode(data))
    status, lines = import_file(app, bundle_file)
    assert (status, len(lines)) == (1, 2)
    assert all(line.replace("\u00a0", " ").isprintable() for line in lines)


def test_a_file_is_told_by_the_name_that_was_given(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("год: 2025.json").write_bytes(b"[")
    assert import_file(app, "год: 2025.json")[1][0].startswith("год: 2025.json: /: ")
