"""A year with a record of every kind that has files, and people who look at it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from mmo.materials.models import Material
from mmo.meetings.models import Meeting
from mmo.members.models import Member
from tests.factories import bundle, full_member, material, meeting

YEAR = "/associations/school-5/2025"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """A school's year with its head, secretary, member and director."""
    found = bring(
        bundle("school-5", members=[full_member()], meetings=[meeting()], materials=[material()])
    )
    for role in (Role.HEAD, Role.SECRETARY, Role.MEMBER):
        make_account(role.value, role, association=found.association_id)
    make_account("director", Role.DIRECTOR, organisation=found.association.organisation_id)
    return found


@pytest.fixture
def head(year: AssociationYear, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("head")


def id_of(model: Any) -> UUID:
    """The id of the only record of a kind."""
    found = db.session.scalars(select(model.id)).one()
    assert isinstance(found, UUID)
    return found


def shelf(kind: str = "material") -> str:
    """The address of the files of the year's only record of a kind."""
    model = {"material": Material, "meeting": Meeting, "member": Member}[kind]
    return f"{YEAR}/files/{kind}/{id_of(model)}"


def send(client: FlaskClient, address: str, name: str, content: bytes, **more: Any) -> TestResponse:
    """Send one file by a plain form."""
    data = {"file": (io.BytesIO(content), name)}
    return client.post(address, data=data, content_type="multipart/form-data", **more)


def rows() -> list[StoredFile]:
    db.session.expire_all()
    return list(db.session.scalars(select(StoredFile).order_by(StoredFile.id)))


def versions() -> list[FileVersion]:
    return list(db.session.scalars(select(FileVersion).order_by(FileVersion.number)))


def on_disk(app: Flask) -> list[Path]:
    """What lies in the storage."""
    return list(app.extensions["storage"].names())
