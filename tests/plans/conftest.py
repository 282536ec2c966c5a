"""A school's and a district's year with plans, and the people who work with them."""

from collections.abc import Callable
from typing import Any

import pytest

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.factories import bundle, full_member, meeting, plan, plan_item

SCHOOL = "/associations/school-5/2025"
DISTRICT = "/associations/mmo/2025"
ITEMS = [
    plan_item("p1", section="Методическая работа", title="Семинар", due="2025-11-20",
              responsible="m1", clauses=["sch.2.2.b1"]),
    plan_item("p2", section="Методическая работа", title="Выставка", due="2026-04-10"),
    plan_item("p3", section="Работа с классами", title="Неделя профилактики", due="2025-11-01",
              done_on="2025-11-03"),
]  # fmt: skip


def with_plan(code: str, level: str, **fields: Any) -> dict[str, Any]:
    """A year of one member, one held and one planned meeting, and a plan of three items."""
    return bundle(
        code,
        level,
        members=[full_member("m1", f"{code}-org", full_name="Арбузова Анна Павловна")],
        meetings=[
            meeting("z1", "2025-09-20", theme="Утверждение плана"),
            meeting("z2", "2026-04-01", status="planned"),
        ],
        plan=plan(0, items=ITEMS) | fields,
    )


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """A school's year; ``head``, ``member`` and ``deputy`` work with it."""
    year = bring(with_plan("school-5", "school"))
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("member", Role.MEMBER, association=year.association_id)
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    return year


@pytest.fixture
def district(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """A municipal year; ``mmo-head`` and ``office`` work with it."""
    year = bring(with_plan("mmo", "municipal"))
    make_account("mmo-head", Role.HEAD, association=year.association_id)
    make_account("office", Role.OFFICE)
    return year
