"""A school with a full year, its people, and a foreign one that bears the canary."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.exchange.whole_year import whole_year


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    year = bring(whole_year())
    foreign = whole_year("school-7")
    foreign["association"]["organisation"] = foreign["organisations"][0]["code"] = "s7"
    foreign["organisations"][0]["name"] = "КАНАРЕЙКА школа"
    for member in foreign["members"]:
        member.update(organisation="s7", full_name="КАНАРЕЙКА Нина Павловна")
    bring(foreign)
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("secretary", Role.SECRETARY, association=year.association_id)
    return year


@pytest.fixture
def head(school: AssociationYear, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("head")
