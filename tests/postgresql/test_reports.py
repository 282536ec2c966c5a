"""Figures, papers and sharing on PostgreSQL, where every row stands behind the tenant's fence."""

import random
import re
from collections.abc import Callable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.reports.figures import compute
from tests.factories import activity, as_bundle, bundle, full_member, meeting
from tests.reference.random_years import interesting_days, random_year
from tests.reports.plain_count import count
from tests.reports.test_figures import plain

PATH = "/associations/school-5/2025"


def test_figures_of_random_years_equal_a_plain_recount(app: Flask) -> None:
    rng = random.Random(30)
    for _ in range(15):
        data = random_year(rng, rng.choice(["municipal", "school"]))
        year = import_bundle(as_bundle(app, data))
        for day in interesting_days(data, rng, 2):
            found = compute(db.session(), [year.id], day)[year.id]
            wanted = count(data, day.isoformat())
            assert {code: plain(found[code]) for code in wanted} == wanted
    assert compute(db.session(), [], date(2026, 3, 1)) == {}


def test_what_is_shared_is_read_across_the_fence_and_nothing_else(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    year = bring(
        bundle(members=[full_member()], meetings=[meeting()], activities=[activity(title="Тайна")])
    )
    bring(bundle("school-7", meetings=[meeting()]))
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    make_account("office", Role.OFFICE)
    head, deputy, office = sign_in("head"), sign_in("deputy"), sign_in("office")
    head.post(f"{PATH}/analysis/draft")
    given = {"submitted_to": "Завучу", "submitted_on": "2026-03-01"}
    head.post(f"{PATH}/analysis/hand-in/submit", data=given)
    deputy.post(f"{PATH}/analysis/judge/accept", data={"accepted_on": "2026-03-01"})
    assert "принят" in deputy.get("/school/report").text

    page = deputy.get(f"{PATH}/share").text
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest
    deputy.post(f"{PATH}/share", data={"digest": digest[1]})
    shown = office.get(f"{PATH}/shared").text
    assert "Заседаний проведено" in shown
    assert "Тайна" not in shown
    told = office.get("/district/report").text
    assert "передали цифры: 1" in told
    assert office.post("/district/recheck").status_code == 302
    assert office.get("/district").status_code == 200
