"""A file over an association that works here: a warning with dates, and news for its head."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.clock import now, standing_at
from mmo.exchange.models import BundleImport
from mmo.extensions import db
from tests.exchange.test_browser_import import changed_year, confirm, send
from tests.exchange.whole_year import encode, whole_year

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """A year that has no head's account here yet."""
    year = bring(whole_year())
    make_account("admin", Role.ADMIN)
    return year


def test_the_preview_warns_with_dates_that_a_school_works_here(
    year: AssociationYear, sign_in: SignIn, make_account: Callable[..., Account]
) -> None:
    make_account("head", Role.HEAD, association=year.association_id)
    head = sign_in("head")
    head.get("/associations/school-5/2025/exchange/bundle.json")
    found = db.session.scalars(select(AssociationYear)).one()
    found.theme = "Новая тема"
    with standing_at(now() + timedelta(hours=1)):
        journal.save(found)
    text = send(sign_in("admin"), encode(changed_year())).text
    assert "Объединение работает в этой установке." in text
    assert "Последнее изменение здесь:" in text
    assert "После этого его меняли." in text
    assert "В файле не записано, когда он сделан." in text


def test_without_a_head_here_only_the_dates_are_told(
    year: AssociationYear, sign_in: SignIn
) -> None:
    text = send(sign_in("admin"), encode(changed_year())).text
    assert "Объединение работает в этой установке." not in text
    assert "Последнее изменение здесь:" in text
    assert "ни разу не выгружали" in text


def test_the_head_is_told_who_brought_the_year_in(
    year: AssociationYear, sign_in: SignIn, make_account: Callable[..., Account]
) -> None:
    make_account("head", Role.HEAD, association=year.association_id)
    admin, told = sign_in("admin"), "Год загружен из файла «старый.json»"
    confirm(admin, send(admin, encode(changed_year()), "старый.json"))
    assert told in sign_in("head").get("/").text
    assert told not in admin.get("/").text
    with journal.aside() as execute:
        execute(update(BundleImport).values(at=now() - timedelta(days=90)))
    assert told not in sign_in("head").get("/").text


def test_what_the_head_brought_in_is_no_news(
    year: AssociationYear, sign_in: SignIn, make_account: Callable[..., Account]
) -> None:
    make_account("head", Role.HEAD, association=year.association_id)
    head = sign_in("head")
    confirm(head, send(head, encode(changed_year())))
    assert "Год загружен из файла" not in head.get("/").text
