"""A school and a foreign one whose calendars are full, with canary words in the foreign one."""

from collections.abc import Callable
from typing import Any

import pytest

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.factories import activity, bundle, full_member, meeting, plan, plan_item

CANARY = "КАНАРЕЙКА"


def full_year(code: str, word: str, level: str = "school") -> dict[str, Any]:
    """A year in which everything stands that a calendar shows, all in March 2026."""
    decisions = [{"id": "d1", "text": f"{word} решение", "responsible": "m1", "due": "2026-03-10"}]
    agenda = [{"id": "q1", "question": f"{word} вопрос", "decisions": decisions}]
    made = bundle(
        code,
        level,
        members=[full_member(organisation=f"{code}-org", full_name=f"{word} Анна Павловна")],
        meetings=[
            meeting("z1", "2026-02-02", theme=f"{word} прошло", agenda=agenda),
            meeting("z2", "2026-03-12", status="planned", number=4, theme=f"{word} тема",
                    place="каб. 12", agenda=[{"id": "q2", "question": f"{word} повестка"}]),
            meeting("z3", "2026-03-13", status="cancelled", theme=f"{word} отмена",
                    cancelled_on="2026-02-20"),
        ],
        plan=plan(0, items=[plan_item("p1", title=f"{word} пункт", due="2026-03-20")]),
        activities=[activity("a1", "2026-03-05", status="planned", title=f"{word} семинар")],
        submissions=[{"id": "s1", "what": f"{word} отчёт", "to": "Управление",
                      "opened_on": "2026-02-01", "due": "2026-03-25"}],
    )  # fmt: skip
    made["association"]["name"] = f"{word} {code}"
    return made


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """An own school with its head, and a foreign one that bears the canary."""
    own = bring(full_year("school-5", "Своё"))
    bring(full_year("school-7", CANARY))
    make_account("head", Role.HEAD, association=own.association_id)
    make_account("office", Role.OFFICE)
    make_account("nobody")
    return own
