"""Ways to damage a valid bundle, each drawn by hypothesis."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.exchange.whole_year import Json, encode
from tests.reference.random_years import random_year

Place = tuple[Any, Any]
"""A list or object, and an index or key of it."""

ODD_TEXTS = (
    "", " ", "\0", "\ud800", "\udfff\ud800", "null", "2026-02-30", "2025-09-01", "9999-12-31",
    "0001-01-01", "m1", "sch.5.4", "sch.5.4#t1", "held", "x" * 65, "x" * 5000, "\n", "\u2028",
    "a/b~c", "😀", "e\u0301", "mmo-bundle/1", "-", "S5", "s5",
)  # fmt: skip
ODD_NUMBERS = (
    0, -1, 1, 12.0, 1e308, 2**31, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**400, 0.1,
    float("nan"), float("inf"), float("-inf"),
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    *ODD_TEXTS, *ODD_NUMBERS, None, True, False, [], {}, [[]], [{}], [None], {"id": "m1"},
    {"": None}, ["m1", "m1"], [1, "a", None],
)  # fmt: skip
ODD_KEYS = (
    "",
    "id",
    "Id",
    "for",
    "for_",
    "from_on",
    "clauses",
    "\0",
    "\ud800",
    "a/b",
    "~",
    "__class__",
)


def places(value: Any) -> Iterator[Place]:
    """Every place of a bundle at which something stands."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in entries:
        yield value, key
        if isinstance(each, dict | list):
            yield from places(each)


def replace(place: Place, draw: Callable[..., Any], _all: list[Place]) -> None:
    holder, key = place
    holder[key] = deepcopy(draw(st.sampled_from(ODD_VALUES)))


def delete(place: Place, _draw: Callable[..., Any], _all: list[Place]) -> None:
    holder, key = place
    del holder[key]


def double(place: Place, _draw: Callable[..., Any], _all: list[Place]) -> None:
    holder, key = place
    if isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]))
    else:
        holder[f"{key} "] = deepcopy(holder[key])


def rename(place: Place, draw: Callable[..., Any], _all: list[Place]) -> None:
    holder, key = place
    if isinstance(holder, dict):
        holder[draw(st.sampled_from(ODD_KEYS))] = holder.pop(key)
    else:
        holder.reverse()


def swap(place: Place, draw: Callable[..., Any], every: list[Place]) -> None:
    """Put a copy of what stands somewhere else in this place."""
    holder, key = place
    other, other_key = draw(st.sampled_from(every))
    holder[key] = deepcopy(other[other_key])


def vary(place: Place, draw: Callable[..., Any], every: list[Place]) -> None:
    """Put another value of the same type in this place."""
    holder, key = place
    same = [value for value in ODD_VALUES if type(value) is type(holder[key])]
    same += [other[at] for other, at in every if type(other[at]) is type(holder[key])]
    holder[key] = deepcopy(draw(st.sampled_from(same)))


WAYS = (replace, replace, vary, delete, double, rename, swap)
GENTLE_WAYS = (vary, vary, delete)


@st.composite
def damaged_years(draw: Callable[..., Any], gently: bool = False) -> bytes:
    """A random valid year with one to three changes; gentle ones leave many a year valid."""
    data = draw(valid_years())
    ways = GENTLE_WAYS if gently else WAYS
    for _number in range(draw(st.integers(1, 3))):
        every = list(places(data))
        draw(st.sampled_from(ways))(draw(st.sampled_from(every)), draw, every)
    return json.dumps(data).encode()


@st.composite
def damaged_bytes(draw: Callable[..., Any]) -> bytes:
    """The file of a valid year that was cut, or of which some bytes are others."""
    data = bytearray(encode(draw(valid_years())))
    if draw(st.booleans()):
        return bytes(data[: draw(st.integers(0, len(data) - 1))])
    for _number in range(draw(st.integers(1, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@st.composite
def valid_years(draw: Callable[..., Any]) -> Json:
    seed = draw(st.integers(0, 2**32))
    return random_year(Random(seed), draw(st.sampled_from(("school", "municipal"))))
