"""Backup and restoration on PostgreSQL, as the owner of the database whom the fences bind too."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mmo.accounts.models import Account, Role, SignIn
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.members.models import Member
from tests.factories import bundle, full_member


def test_a_backup_brings_back_every_tenant_and_puts_aside_what_was_here(
    app: Flask,
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
    tmp_path: Path,
) -> None:
    make_account("head", Role.ADMIN)
    sign_in("head")
    bring(bundle("school-5", members=[full_member()]))
    run = app.test_cli_runner().invoke
    file = str(tmp_path / "backup.zip")
    said = run(args=["backup", file])
    assert said.exit_code == 0, said.output

    bring(bundle("school-7", members=[full_member(organisation="school-7-org")]))
    assert run(args=["restore", file]).exit_code == 1
    db.session.remove()
    said = run(args=["restore", file, "--yes"])
    assert said.exit_code == 0, said.output
    assert db.session.scalar(select(func.count()).select_from(AssociationYear)) == 1
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0
    (aside,) = tmp_path.glob("before-restore-*")
    assert (aside / "database.pgdump").stat().st_size > 1000
