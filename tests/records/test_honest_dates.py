"""A record's own day and the day of its entry are told apart."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.clock import standing_at
from mmo.records.lateness import entered_late
from tests.conftest import TODAY
from tests.factories import activity, bundle, full_member

AFTER_14 = datetime(2026, 2, 15, 9, tzinfo=UTC)
AFTER_15 = datetime(2026, 2, 16, 9, tzinfo=UTC)
NIGHT = datetime(2026, 2, 15, 22, tzinfo=UTC)
"""One in the night of the 16th in Moscow."""


@pytest.mark.parametrize(
    ("own", "entered", "late"),
    [(date(2026, 2, 1), AFTER_14, None), (date(2026, 2, 1), AFTER_15, AFTER_15),
     (date(2026, 2, 1), NIGHT, NIGHT),
     (date(2026, 3, 1), AFTER_15, None), (None, AFTER_15, None)],
)  # fmt: skip
def test_an_entry_is_late_from_the_15th_day_on(
    app: Flask, own: date | None, entered: datetime, late: datetime | None
) -> None:
    assert entered_late(own, entered) == late


@pytest.mark.parametrize("entered", [TODAY, datetime(2026, 2, 28, 22, tzinfo=UTC)])
def test_a_list_marks_and_counts_what_was_entered_afterwards(
    entered: datetime,
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    days = (
        "2026-02-14",
        "2026-02-15",
        "2026-02-20",
        "2025-10-14",
    )  # entered on 1 March
    made = [activity(f"a{n}", day) for n, day in enumerate(days)]
    with standing_at(entered):
        year = bring(bundle(members=[full_member()], activities=made))
    make_account("head", Role.HEAD, association=year.association_id)
    client = sign_in("head")
    page = client.get("/associations/school-5/2025/activities").get_data(as_text=True)
    assert "из них внесено позже: 2" in page
    assert page.count("внесено 1 марта 2026") == 2
    page = client.get("/associations/school-5/2025/activities?q=a2").get_data(as_text=True)
    assert "внесено позже" not in page
