"""Reading without a database: one application serves the many small tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from mmo import create_app
from mmo.config import Settings


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("reader")))


@pytest.fixture
def reading(reader: Flask) -> Iterator[None]:
    """Files may be read; nothing may be stored, for there are no tables."""
    with reader.app_context():
        yield


@pytest.fixture
def bundle_file(tmp_path: Path) -> Path:
    """Where a test writes the file that it brings in."""
    return tmp_path / "year.json"
