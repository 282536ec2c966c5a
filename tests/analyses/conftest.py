"""A school with a head, a deputy director, and the rest; the analysis of its year."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.factories import activity, bundle, full_member, meeting, plan

PATH = "/associations/school-5/2025"


@dataclass
class School:
    """The people of a school, each signed in."""

    year: AssociationYear
    head: FlaskClient
    deputy: FlaskClient
    sign_in: Callable[[str], FlaskClient]

    def press(self, who: FlaskClient, path: str, **data: str) -> str:
        """Send a form of the year; returns the page that it leads to."""
        answer = who.post(f"{PATH}{path}", data=data, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def page(self, who: FlaskClient, path: str = "/analysis") -> str:
        return str(who.get(f"{PATH}{path}").text)

    def hand_in(self) -> None:
        self.press(self.head, "/analysis/draft")
        self.press(self.head, "/analysis/hand-in/submit", submitted_to="Завучу",
                   submitted_on="2026-02-27")  # fmt: skip


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> School:
    year = bring(
        bundle(
            members=[full_member(), full_member("m2", full_name="Петрова Ольга Ивановна")],
            meetings=[meeting()],
            plan=plan(3),
            activities=[activity()],
        )
    )
    for role in (Role.HEAD, Role.SECRETARY, Role.MEMBER):
        make_account(role.value, role, association=year.association_id)
    for role in (Role.DEPUTY, Role.DIRECTOR):
        make_account(role.value, role, organisation=year.association.organisation_id)
    make_account("office", Role.OFFICE)
    return School(year, sign_in("head"), sign_in("deputy"), sign_in)
