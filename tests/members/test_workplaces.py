"""In which organisations a year's members may work."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear, Organisation, YearOrganisation
from mmo.extensions import db
from tests.factories import bundle
from tests.records.test_members import typed


def test_a_districts_member_is_of_any_school_of_the_municipality_and_the_year_names_it_then(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    district = bring(bundle("mmo", "municipal"))
    bring(bundle("school-7"))
    outside = bundle("school-9")
    outside["organisations"][0]["in_municipality"] = False
    bring(outside)
    make_account("head", Role.HEAD, association=district.association_id)
    client = sign_in("head")
    address = "/associations/mmo/2025/members/new"
    page = client.get(address).get_data(as_text=True)
    assert "Школа school-7" in page
    assert "Школа school-9" not in page
    school = db.session.scalars(select(Organisation.id).where(Organisation.code == "school-7-org"))
    data = typed(client, address, full_name="Новая Нина", organisation_id=str(school.one()))
    assert client.post(address, data=data).status_code == 303
    db.session.rollback()
    listed = db.session.scalars(
        select(Organisation.code)
        .join(YearOrganisation, YearOrganisation.organisation_id == Organisation.id)
        .where(YearOrganisation.year_id == district.id)
        .order_by(YearOrganisation.ordinal)
    )
    assert listed.all() == ["mmo-org", "school-7-org"]


def test_a_schools_member_is_of_an_organisation_that_the_year_names(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    school = bring(bundle("school-5"))
    bring(bundle("school-7"))
    make_account("head", Role.HEAD, association=school.association_id)
    page = sign_in("head").get("/associations/school-5/2025/members/new").get_data(as_text=True)
    assert "Школа school-5" in page
    assert "Школа school-7" not in page
