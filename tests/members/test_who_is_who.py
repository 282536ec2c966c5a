"""Who is who: names that return in the years of one association are confirmed at once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.members.models import Member
from tests.factories import bundle, full_member

Bring = Callable[..., AssociationYear]
SignIn = Callable[[str], FlaskClient]
NAMES = ("Акимова Анна Павловна", "Белова Вера Ильинична", "Власова Галина Юрьевна")


def year_of(start: int, names: tuple[str, ...], code: str = "school-5") -> dict[str, Any]:
    """A year of an association with members of these names."""
    made = bundle(
        code,
        members=[
            full_member(f"m{number}", f"{code}-org", full_name=name)
            for number, name in enumerate(names)
        ],
    )
    shift = start - 2025
    text = made["year"]
    made["year"] = {
        "start": f"{2025 + shift}-09-01",
        "end": f"{2026 + shift}-05-31",
        "trimesters": [
            {key: f"{int(day[:4]) + shift}{day[4:]}" for key, day in each.items()}
            for each in text["trimesters"]
        ],
    }
    return made


def members() -> dict[tuple[str, int], AnyRow]:
    """The person behind each member, by name and year."""
    db.session.rollback()
    rows = db.session.execute(
        select(Member.full_name, AssociationYear.year, Member.person_id, Member.id)
        .join(AssociationYear, AssociationYear.id == Member.year_id)
        .order_by(Member.id)
    )
    return {(row.full_name, row.year): row for row in rows}


@pytest.fixture
def school(bring: Bring, make_account: Callable[..., Account]) -> AssociationYear:
    """Two years of a school: two names in both, and one that a namesake has twice in one year."""
    bring(year_of(2024, NAMES))
    own = bring(year_of(2025, (*NAMES, NAMES[2])))
    make_account("head", Role.HEAD, association=own.association_id)
    return own


def keys(client: FlaskClient) -> list[str]:
    """The proposals that the page offers to confirm at once."""
    page = client.get("/people").text
    return [part.partition('"')[0] for part in page.split('name="proposal" value="')[1:]]


def test_names_of_consecutive_years_are_confirmed_at_once_and_namesakes_are_not(
    school: AssociationYear, sign_in: SignIn
) -> None:
    head = sign_in("head")
    shown = keys(head)
    assert len(shown) == 2
    answer = head.post("/people", data={"decision": "all", "proposal": shown})
    assert answer.status_code == 302
    assert "Связаны 2 человека" in head.get("/people").text
    found = members()
    people = {found[name, 2024].person_id for name in NAMES[:2]}
    assert None not in people
    assert len(people) == 2
    assert {found[name, 2025].person_id for name in NAMES[:2]} == people
    assert found[NAMES[2], 2024].person_id is None
    assert NAMES[2] in head.get("/people").text


def test_what_was_doubted_or_not_shown_is_not_confirmed(
    school: AssociationYear, sign_in: SignIn
) -> None:
    head = sign_in("head")
    shown = keys(head)
    head.post("/people", data={"decision": "all", "proposal": [f"{shown[0]} x", "", NAMES[0]]})
    assert all(row.person_id is None for row in members().values())
    pair = [members()[NAMES[0], year].id for year in (2024, 2025)]
    head.post("/people", data={"decision": "different", "member": pair})
    head.post("/people", data={"decision": "all", "proposal": shown})
    assert members()[NAMES[0], 2025].person_id is None
    assert members()[NAMES[1], 2025].person_id is not None


def test_a_gap_between_years_is_asked_one_by_one(
    bring: Bring, school: AssociationYear, sign_in: SignIn
) -> None:
    bring(year_of(2022, NAMES[:1]))
    assert len(keys(sign_in("head"))) == 0, "one plain proposal needs no button of its own"


def test_nobody_confirms_for_another_school(
    bring: Bring,
    school: AssociationYear,
    make_account: Callable[..., Account],
    sign_in: SignIn,
) -> None:
    foreign = bring(year_of(2025, ("Чужова Ольга Львовна",), "school-7"))
    make_account("other", Role.HEAD, association=foreign.association_id)
    shown = keys(sign_in("head"))
    sign_in("other").post("/people", data={"decision": "all", "proposal": shown})
    assert all(row.person_id is None for row in members().values())


def test_many_are_linked_in_one_transaction(school: AssociationYear, sign_in: SignIn) -> None:
    head = sign_in("head")
    shown = keys(head)
    commits: list[Any] = []

    def note(connection: Any) -> None:
        commits.append(connection)

    event.listen(db.engine, "commit", note)
    head.post("/people", data={"decision": "all", "proposal": shown})
    event.remove(db.engine, "commit", note)
    assert len(commits) == 1
