"""The installations of the table of pages, and a reader that has signed in to them."""

import re
from pathlib import Path

import pytest

from tests.pages.installations import demonstration, fresh, open_at
from tests.pages.reading import Reader, send
from tests.pages.table import SCHOOL, WORDING, Place


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Reader:
    """Opens pages of every installation of the table."""
    folder = tmp_path_factory.mktemp("pages")
    demo = demonstration(folder / "built", empty_database)
    databases = {
        Place.DEMO: demo,
        Place.WORDED: demo,
        Place.EMPTY: empty_database,
        Place.FRESH: fresh(folder / "fresh-built", empty_database),
    }
    apps = {place: open_at(folder / place, database) for place, database in databases.items()}
    reader = Reader(apps)
    _load_wording(reader)
    return reader


def _load_wording(reader: Reader) -> None:
    client = reader.client(Place.WORDED, "school-head")
    review = send(client, f"{SCHOOL}/regulation/wording", {}, WORDING)
    assert review.status_code == 200, review.text
    address = review.request.path
    choices = re.findall(r'<select[^>]* name="(piece-[^"]+)"', review.text)
    accepted = send(client, address, {choices[0]: "heading"})
    assert accepted.status_code == 200, accepted.text
