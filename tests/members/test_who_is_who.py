"""Who is who: names that return in the years of one association are confirmed at once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.database import AnyRow, uuid7
from mmo.extensions import db
from mmo.members.models import Member, Person
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


def test_an_account_follows_its_member_to_the_person_that_is_kept(
    school: AssociationYear, sign_in: SignIn, make_account: Callable[..., Account]
) -> None:
    """Both members were known as people of their own, the later one with an account."""
    rows = {year: members()[NAMES[0], year].id for year in (2024, 2025)}
    account = make_account("anna", Role.MEMBER, association=school.association_id)
    people = [Person(id=uuid7(), full_name=NAMES[0]) for _year in rows]
    with journal.change("link_person"):
        db.session.add_all(people)
        db.session.flush()
        for person, key in zip(people, rows.values(), strict=True):
            db.session.get_one(Member, (school.association_id, key)).person_id = person.id
        db.session.get_one(Account, account.id).person_id = people[1].id
    sign_in("head").post("/people", data={"decision": "same", "member": list(rows.values())})
    own = sign_in("anna")
    assert own.get(f"/associations/school-5/2025/members/{rows[2025]}/own").status_code == 200
    assert db.session.scalars(select(Person.id)).all() == [people[0].id]


def test_members_of_different_names_are_not_one_person(
    school: AssociationYear, sign_in: SignIn
) -> None:
    pair = [members()[name, 2025].id for name in NAMES[:2]]
    sign_in("head").post("/people", data={"decision": "same", "member": pair})
    assert all(row.person_id is None for row in members().values())
