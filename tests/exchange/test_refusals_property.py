"""Whatever a file holds: it is taken, or it is refused with places and sentences."""

import json
import re
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmo.exchange.importing import import_bundle
from mmo.exchange.schema import Bundle
from mmo.exchange.validating import Refused, read_bundle
from mmo.extensions import db
from tests.exchange.damage import damaged_bytes, damaged_years, valid_years
from tests.exchange.format_page import completed
from tests.exchange.whole_year import Json, encode, exported
from tests.factories import clause_ids

POINTER = re.compile(r"(/([^~/]|~0|~1)*)+", re.DOTALL)
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
reads_much = settings(
    max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=SHARED
)


def read(data: bytes) -> Bundle | None:
    """The bundle, or None where it is refused as a file should be."""
    try:
        return read_bundle(data, clause_ids())
    except Refused as refused:
        found = refused.faults
    assert 1 <= len(found) <= 200
    for fault in found:
        assert POINTER.fullmatch(fault.pointer), fault
        assert re.search("[а-я]{2}", fault.sentence), fault
        assert "nput should" not in fault.sentence, fault
        assert fault.sentence.encode().decode().splitlines() == [fault.sentence]
    return None


def comes_out(bundle: Bundle) -> Json:
    """What is written of a bundle after it was brought in."""
    import_bundle(bundle)
    db.session.expunge_all()
    return exported(bundle.association.code, bundle.year.start.year)


@reads_much
@given(data=damaged_years())
def test_a_damaged_year_is_taken_or_refused(reading: None, data: bytes) -> None:
    read(data)


@reads_much
@given(data=damaged_bytes())
def test_a_damaged_file_is_taken_or_refused(reading: None, data: bytes) -> None:
    read(data)


@reads_much
@given(
    data=st.binary(max_size=200) | st.text(alphabet='[]{}",:0e-\\u d', max_size=60).map(str.encode)
)
def test_any_bytes_at_all_are_refused(reading: None, data: bytes) -> None:
    assert read(data) is None


@settings(reads_much, max_examples=100)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_at_all_is_refused(reading: None, value: Any) -> None:
    assert read(json.dumps(value).encode()) is None


@settings(reads_much, max_examples=120)  # of which a quarter is taken
@given(data=damaged_years(gently=True))
def test_what_is_taken_of_damaged_years_comes_out_as_it_came_in(app: Flask, data: bytes) -> None:
    bundle = read(data)
    if bundle is not None:
        assert comes_out(bundle) == completed(json.loads(data))


@settings(reads_much, max_examples=25)
@given(data=valid_years())
def test_a_valid_year_is_taken_and_comes_out_as_it_came_in(app: Flask, data: Json) -> None:
    bundle = read(encode(data))
    assert bundle is not None
    assert comes_out(bundle) == completed(data)
