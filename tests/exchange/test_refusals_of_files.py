"""Bytes that are no bundle at all, and what JSON allows and a bundle does not."""

import json
import re

import pytest

from mmo.exchange.parsing import MAX_BYTES
from tests.exchange.format_page import PAGE, of_kind, value_at, with_value
from tests.exchange.whole_year import BUNDLE, encode, refused, whole_year

pytestmark = pytest.mark.usefixtures("reading")

WHOLE = encode(BUNDLE)
NO_BUNDLES = {
    "empty": b"",
    "only a byte order mark": b"\xef\xbb\xbf",
    "only white space": b" \n\t ",
    "a word": b"mmo-bundle/1",
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "cut inside a letter": WHOLE[: WHOLE.index("Ш".encode()) + 1],
    "without its last brace": WHOLE[:-1],
    "followed by something": WHOLE + b"}",
    "twice": WHOLE + WHOLE,
    "with two byte order marks": b"\xef\xbb\xbf" * 2 + WHOLE,
    "with a comment": b"// year\n" + WHOLE,
    "with a trailing comma": WHOLE[:-1] + b",}",
    "in single quotes": WHOLE.replace(b'"', b"'"),
    "with a bare NUL": WHOLE.replace(b"mmo-bundle/1", b"mmo-bundle/1\x00"),
    "with a bare line break in a text": WHOLE.replace(b"mmo-bundle/1", b"mmo-bundle\n1"),
    "in cp1251": json.dumps(BUNDLE, ensure_ascii=False).encode("cp1251", "replace"),
    "in UTF-16": json.dumps(BUNDLE, ensure_ascii=False).encode("utf-16"),
    "in UTF-16 without a mark": json.dumps(BUNDLE).encode("utf-16-le"),
    "in UTF-32": json.dumps(BUNDLE).encode("utf-32"),
    "with a surrogate in its bytes": WHOLE.replace(b"mmo-bundle/1", b"\xed\xa0\x80"),
    "with an overlong form": WHOLE.replace(b"mmo-bundle/1", b"mmo-bundle\xc0\xaf1"),
    "over 20 MB": WHOLE + b" " * (MAX_BYTES + 1 - len(WHOLE)),
    "a hundred thousand lists deep": b"[" * 100_000,
    "as deep and closed": b"[" * 100_000 + b"]" * 100_000,
    "a hundred thousand objects deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "too deep in one place": WHOLE[:-1] + b',"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "with a number of 5000 digits": WHOLE.replace(b'"number": 1', b'"number": ' + b"1" * 5000),
    "an archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
}
WRONG_TOPS = ["[]", "[{}]", "1", "0.5", "null", "true", '"mmo-bundle/1"', "[[[[]]]]"]


@pytest.mark.parametrize("case", NO_BUNDLES)
def test_a_file_is_refused_as_a_whole_that_is(case: str) -> None:
    (fault,) = refused(NO_BUNDLES[case])
    assert fault.pointer == "/"
    assert re.search("[а-я]{2}", fault.sentence)


def test_the_line_that_is_too_deep_is_told() -> None:
    deep = b'{"a": "[[[\\"[",\n"b": {},\n"c": ' + b"[" * 100_000
    (fault,) = refused(deep)
    assert "в строке 3" in fault.sentence


@pytest.mark.parametrize("text", WRONG_TOPS)
def test_what_is_no_object_at_the_top_is_refused(text: str) -> None:
    (fault,) = refused(text.encode())
    assert fault.pointer == "/"
    assert "не объект" in fault.sentence


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_at_the_top_a_word_that_is_no_number_is_told_once(text: str) -> None:
    (fault,) = refused(text.encode())
    assert (fault.pointer, text in fault.sentence) == ("/", True)


def test_in_an_empty_object_every_required_key_is_missed() -> None:
    missed = sorted(word.partition(":")[0] for word in PAGE[""].split() if word.endswith("!"))
    assert sorted(fault.pointer for fault in refused(b"{}")) == [f"/{key}" for key in missed]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("pointer", of_kind("number", "count", "text", "day", "object"))
def test_a_word_that_is_no_number_is_refused_where_it_stands(pointer: str, word: str) -> None:
    data = encode(with_value(pointer, "@@@")).replace(b'"@@@"', word.encode())
    (fault,) = [fault for fault in refused(data) if fault.pointer == pointer]
    assert word in fault.sentence


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1.0", "1e0", "1E2", "-0.0", "1" * 4000])
@pytest.mark.parametrize("pointer", of_kind("number", "count"))
def test_a_number_that_is_not_whole_is_refused_however_written(pointer: str, number: str) -> None:
    data = encode(with_value(pointer, "@@@")).replace(b'"@@@"', number.encode())
    assert [fault.pointer for fault in refused(data)] == [pointer]


TEXTS = [*of_kind("text"), "/meetings/0/invited/0", "/meetings/0/agenda/0/spoke/0"]


@pytest.mark.parametrize("text", ["\0", "а\0б"], ids=["alone", "inside"])
@pytest.mark.parametrize("pointer", TEXTS)
def test_a_nul_is_refused_in_every_text(pointer: str, text: str) -> None:
    (fault,) = refused(encode(with_value(pointer, text)))
    assert (fault.pointer, "NUL" in fault.sentence) == (pointer, True)


@pytest.mark.parametrize("text", [r"\ud83d", r"а\udfff", r"\ude00\ud83d"])
@pytest.mark.parametrize("pointer", TEXTS)
def test_half_of_a_surrogate_pair_is_refused_in_every_text(pointer: str, text: str) -> None:
    data = encode(with_value(pointer, "@@@")).replace(b"@@@", text.encode())
    (fault,) = refused(data)
    assert (fault.pointer, "суррогат" in fault.sentence) == (pointer, True)


@pytest.mark.parametrize("key", [r"\u0000", r"a\ud800"])
@pytest.mark.parametrize("place", PAGE)
def test_a_key_of_impossible_characters_is_refused_where_it_stands(place: str, key: str) -> None:
    data = encode(with_value(f"{place}/@@@", 1)).replace(b"@@@", key.encode())
    meant = json.loads(f'"{key}"')
    assert [fault.pointer for fault in refused(data)] == [f"{place}/{meant}"]


@pytest.mark.parametrize("place", PAGE)
def test_a_repeated_key_is_refused_at_every_level(place: str) -> None:
    key = PAGE[place].partition(":")[0]
    data = with_value(f"{place}/@@@", value_at(BUNDLE, f"{place}/{key}"))
    found = refused(encode(data).replace(b"@@@", key.encode()))
    assert [fault.pointer for fault in found] == [f"{place}/{key}"]
    assert "дважды" in found[0].sentence


def test_a_key_written_in_two_ways_is_repeated_all_the_same() -> None:
    data = encode(whole_year()).replace(b'"theme"', rb'"go\u0061l"', 1)
    assert [fault.pointer for fault in refused(data)] == ["/goal"]


def test_what_no_bundle_may_hold_is_told_together_with_everything_else() -> None:
    data = with_value("/plan/items/0/responsible", "nobody")
    data["members"][0]["full_name"] = "\0"
    data["members"][0]["experience_years"] = float("nan")
    data["goal"] = {"text": "", "date": "2026-02-30"}
    text = encode(data).replace(b'"format"', b'"year": 1, "format"', 1)
    assert sorted(fault.pointer for fault in refused(text)) == [
        "/goal/date",
        "/goal/text",
        "/members/0/experience_years",
        "/members/0/full_name",
        "/plan/items/0/responsible",
        "/year",
    ]


def test_a_pointer_escapes_what_a_pointer_must() -> None:
    found = refused(whole_year() | {"a/b~c": 1, "": 2, "я": {}})
    assert {fault.pointer for fault in found} == {"/a~1b~0c", "/", "/я"}


def test_an_endless_key_is_cut_in_the_pointer() -> None:
    (fault,) = refused(whole_year() | {"k" * 10_000: 1})
    assert len(fault.pointer) < 300
