"""A value that the format does not allow is refused at its very place, in every field."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from mmo.validation import Fault
from tests.exchange.format_page import (
    FIELDS,
    LISTS,
    PAGE,
    REFERENCES,
    of_kind,
    value_at,
    with_value,
    without,
)
from tests.exchange.whole_year import BUNDLE, refused

pytestmark = pytest.mark.usefixtures("reading")

WRONG_DAYS: tuple[Any, ...] = (
    "2026-02-30", "2025-02-29", "2025-13-01", "2025-00-10", "0000-09-01", "10000-01-01",
    "2025-9-1", "01.09.2025", "20250901", "2025-W36-1", "2025-09-01T00:00:00", "2025-09-01 ",
    "２０２５-09-01", "", 20250901, 1756684800.5, True, ["2025-09-01"], {"day": 1},
)  # fmt: skip
WRONG_NUMBERS: tuple[Any, ...] = (
    True,
    False,
    12.0,
    1e400,
    "12",
    "",
    [],
    {},
    2**63,
    -(2**63) - 1,
    10**4000,
)
WRONG_WORDS: tuple[Any, ...] = ("no-such", "", "Held", "held ", "HELD", 1, True, ["held"], {})
WRONG_TEXTS: tuple[Any, ...] = (1, 0, 1.5, True, False, [], ["a"], {})
WRONG_FLAGS: tuple[Any, ...] = (0, 1, "true", "", [], {}, 1.0)
WRONG_CODES: tuple[Any, ...] = (
    "", "-s5", "S5", "s_5", "s.5", "школа", "s5 ", " s5", "s5\n", "s/5", "ѕ5", "a" * 65, 5, True,
    None, ["s5"], {},
)  # fmt: skip
WRONG_IDS: tuple[Any, ...] = ("", "x" * 65, "я" * 65, "\U0001d537" * 65, 1, True, ["m1"], {})
WRONG_LISTS: tuple[Any, ...] = ({}, {"0": {}}, "list", "", 1, True)
WRONG_OBJECTS: tuple[Any, ...] = ([], [{}], "object", "", 1, True)
WRONG_TAGS: tuple[Any, ...] = (
    "", "sch", "sch.5.4#t2", "sch.5.4#", "SCH.5.4", " sch.5.4", "sch.99", "5.4", "h1", 1, None,
    True, ["sch.5.4"], {},
)  # fmt: skip


def cases(wrong: tuple[Any, ...], *kinds: str) -> list[Any]:
    """Each wrong value in each field of these kinds."""
    return [
        pytest.param(pointer, value, id=f"{pointer}={value!r:.30}")
        for pointer in of_kind(*kinds)
        for value in wrong
    ]


def told_at(found: list[Fault], pointer: str) -> list[Fault]:
    """The faults of one place; every fault there is must have its sentence in Russian."""
    for fault in found:
        assert re.search("[а-я]{2}", fault.sentence), fault
        assert "nput should" not in fault.sentence, fault
        assert "\n" not in fault.sentence, fault
    return [fault for fault in found if fault.pointer == pointer]


def only(found: list[Fault], pointer: str) -> Fault:
    """The fault, which stands alone and at this place."""
    assert [fault.pointer for fault in found] == [pointer]
    (fault,) = told_at(found, pointer)
    return fault


def test_the_page_lists_every_key_of_the_whole_year() -> None:
    def keys(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield key
                yield from keys(each)
        elif isinstance(value, list):
            for each in value[:1]:
                yield from keys(each)

    named = [field.pointer.rpartition("/")[2] for field in FIELDS]
    assert sorted(named) == sorted(keys(BUNDLE))


@pytest.mark.parametrize("place", PAGE)
@pytest.mark.parametrize("value", [1, "a", [], {}, None], ids=str)
def test_a_key_not_named_is_refused_at_every_level(place: str, value: Any) -> None:
    fault = only(refused(with_value(f"{place}/remark", value)), f"{place}/remark")
    allowed = ", ".join(word.partition(":")[0] for word in PAGE[place].split())
    assert allowed in fault.sentence


def test_a_key_named_as_the_program_calls_it_is_unknown() -> None:
    assert only(refused(with_value("/head_appointments/0/from_on", "2025-09-01")),
                "/head_appointments/0/from_on")  # fmt: skip


@pytest.mark.parametrize("pointer", [field.pointer for field in FIELDS if field.required])
@pytest.mark.parametrize("way", ["missing", "null"])
def test_a_required_key_must_be_there(pointer: str, way: str) -> None:
    data = without(pointer) if way == "missing" else with_value(pointer, None)
    (fault,) = told_at(refused(data), pointer)
    assert fault.sentence == "этот ключ обязателен"


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_DAYS, "day"))
def test_what_is_no_day_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, value)), pointer)


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_NUMBERS, "number", "count"))
def test_what_is_no_whole_number_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, value)), pointer)


@pytest.mark.parametrize("value", [-1, -(2**63)])
@pytest.mark.parametrize("pointer", of_kind("count"))
def test_a_negative_count_is_refused(pointer: str, value: int) -> None:
    assert "0" in only(refused(with_value(pointer, value)), pointer).sentence


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_WORDS, "word"))
def test_a_word_outside_its_list_is_refused_with_the_list(pointer: str, value: Any) -> None:
    fault = only(refused(with_value(pointer, value)), pointer)
    assert value_at(BUNDLE, pointer) in fault.sentence.partition("допустимо:")[2]


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_TEXTS, "text"))
def test_what_is_no_text_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, value)), pointer)


@pytest.mark.parametrize("pointer", of_kind("text", required=True))
def test_an_empty_required_text_is_refused(pointer: str) -> None:
    assert only(refused(with_value(pointer, "")), pointer)


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_FLAGS, "flag"))
def test_what_is_neither_true_nor_false_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, value)), pointer)


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_CODES, "code"))
def test_what_is_no_code_is_refused(pointer: str, value: Any) -> None:
    assert len(told_at(refused(with_value(pointer, value)), pointer)) == 1


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_IDS, "id"))
def test_what_is_no_id_is_refused(pointer: str, value: Any) -> None:
    assert len(told_at(refused(with_value(pointer, value)), pointer)) == 1


@pytest.mark.parametrize(
    ("pointer", "value"),
    cases(("nobody", "M1", "m1 ", "", "x" * 65, 1, True, [], {}), *REFERENCES),
)
def test_a_reference_to_nothing_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, value)), pointer)


@pytest.mark.parametrize("value", ["nobody", "", 1, None, ["m1"], {"member": "m1"}], ids=str)
def test_a_participant_who_is_no_member_is_refused(value: Any) -> None:
    assert only(refused(with_value("/activities/0/participants/-", value)),
                "/activities/0/participants/2")  # fmt: skip


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_LISTS, *LISTS))
def test_what_is_no_list_is_refused(pointer: str, value: Any) -> None:
    assert len(told_at(refused(with_value(pointer, value)), pointer)) == 1


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_OBJECTS, "object"))
def test_what_is_no_object_is_refused(pointer: str, value: Any) -> None:
    assert len(told_at(refused(with_value(pointer, value)), pointer)) == 1


@pytest.mark.parametrize("pointer", of_kind("list"))
@pytest.mark.parametrize("value", [[], "entry", 1, None, True], ids=str)
def test_an_entry_that_is_no_object_is_refused(pointer: str, value: Any) -> None:
    found = refused(with_value(pointer, [value] * 3))
    assert [len(told_at(found, f"{pointer}/{number}")) for number in range(3)] == [1, 1, 1]


@pytest.mark.parametrize("pointer", of_kind("texts"))
@pytest.mark.parametrize("value", [1, None, True, ["a"], {}], ids=str)
def test_an_entry_that_is_no_text_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, ["a", value])), f"{pointer}/1")


@pytest.mark.parametrize(("pointer", "value"), cases(WRONG_TAGS, "tags"))
def test_a_tag_that_is_no_clause_is_refused(pointer: str, value: Any) -> None:
    assert only(refused(with_value(pointer, ["sch.2.2.b3", value])), f"{pointer}/1")


@pytest.mark.parametrize("value", ["mmo-bundle/2", "mmo-bundle/1 ", "mmo-bundle", "", 1, [], {}])
def test_another_version_of_the_format_is_refused(value: Any) -> None:
    assert "mmo-bundle/1" in only(refused(with_value("/format", value)), "/format").sentence
