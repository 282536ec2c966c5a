"""Backup and restoration: nothing acknowledged is lost, and nothing that is here is overwritten."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo import create_app
from mmo.accounts.models import Account, Role, SignIn
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.config import ROOT, Settings
from mmo.database import sqlite_driver
from mmo.extensions import db
from mmo.files.storing import Storage
from tests.factories import bundle

NOBODY = UUID(int=7)
WRITER = """
import sys
from mmo.database import sqlite_driver
connection = sqlite_driver.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("PRAGMA synchronous = FULL")
for number in range(1, 100_000):
    row = (f"key{number}", number, "2030-01-01 00:00:00")
    connection.execute("INSERT INTO attempt (key, count, expires_at) VALUES (?, ?, ?)", row)
    print(number, flush=True)
"""


def run(app: Flask, *arguments: str | Path) -> Any:
    db.session.remove()
    return app.test_cli_runner().invoke(args=[str(each) for each in arguments])


def at(folder: Path) -> Flask:
    """An installation in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return create_app(Settings(data_dir=folder))


@pytest.fixture
def backup(
    app: Flask,
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
    tmp_path: Path,
) -> Path:
    """A backup of an installation with a year, an account that is signed in, and a file."""
    bring(bundle())
    make_account("head", Role.ADMIN)
    sign_in("head")
    storage: Storage = app.extensions["storage"]
    storage.keep(BytesIO(b"minutes"), NOBODY)
    (tmp_path / "secret-key").write_text("secret")
    (tmp_path / "files" / ".incoming-1").write_bytes(b"half")
    target = tmp_path / "away" / "backup.zip"
    target.parent.mkdir()
    said = run(app, "backup", target)
    assert said.exit_code == 0, said.output
    return target


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Flask]:
    app = at(tmp_path / "elsewhere")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_backup_brings_everything_back_elsewhere(
    app: Flask, backup: Path, elsewhere: Flask, tmp_path: Path
) -> None:
    said = run(elsewhere, "restore", backup)
    assert said.exit_code == 0, said.output
    year = select(AssociationYear.year, AssociationYear.start)
    assert db.session.execute(year).one().year == 2025
    assert [path.read_bytes() for path in (tmp_path / "elsewhere/files").rglob("*-*-*-*-*/*")] == [
        b"minutes"
    ]
    assert (tmp_path / "elsewhere/secret-key").read_text() == "secret"


def test_after_a_restoration_everybody_signs_in_again(backup: Path, elsewhere: Flask) -> None:
    run(elsewhere, "restore", backup)
    assert db.session.scalars(select(Account.login)).all() == ["head"]
    assert db.session.scalars(select(SignIn.id)).all() == []
    assert "restore_backup" in db.session.scalars(select(AuditLine.action)).all()


def test_what_is_here_is_not_overwritten_without_a_word(app: Flask, backup: Path) -> None:
    before = backup.read_bytes()
    said = run(app, "restore", backup)
    assert said.exit_code == 1
    assert "--yes" in said.stderr
    assert backup.read_bytes() == before
    assert db.session.scalar(select(SignIn.id)) is not None


def test_what_was_here_is_put_aside(app: Flask, backup: Path, tmp_path: Path) -> None:
    storage: Storage = app.extensions["storage"]
    storage.keep(BytesIO(b"newer"), NOBODY)
    db.session.remove()
    db.engine.dispose()
    said = run(app, "restore", backup, "--yes")
    assert said.exit_code == 0, said.output
    (old,) = tmp_path.glob("before-restore-*")
    assert str(old) in said.output
    files = lambda folder: {p.read_bytes() for p in folder.rglob("*-*/*") if p.name[0] != "."}  # noqa: E731
    assert files(old / "files") == {b"minutes", b"newer"}
    assert files(tmp_path / "files") == {b"minutes"}
    with sqlite_driver.connect(old / "mmo.db") as connection:
        assert connection.execute("SELECT count(*) FROM sign_in").fetchone() == (1,)


def test_a_running_program_is_not_restored_under(app: Flask, backup: Path, tmp_path: Path) -> None:
    db.session.remove()
    with sqlite_driver.connect(tmp_path / "mmo.db") as server:
        server.execute("SELECT count(*) FROM account").fetchone()
        said = run(app, "restore", backup, "--yes")
    assert said.exit_code == 1
    assert "остановите" in said.stderr
    assert list(tmp_path.glob("before-restore-*")) == []


def test_a_backup_loses_nothing_that_was_acknowledged_before_it_began(
    app: Flask, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "mmo.db")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for number in range(5):
            acknowledged = int([writer.stdout.readline() for _each in range(20)][-1])
            said = run(app, "backup", tmp_path / f"{number}.zip")
            assert said.exit_code == 0, said.output
            assert rows_in(tmp_path / f"{number}.zip", tmp_path) >= acknowledged
        writer.kill()


def rows_in(backup: Path, folder: Path) -> int:
    with zipfile.ZipFile(backup) as archive:
        copy = Path(archive.extract("database.sqlite", folder))
    with sqlite_driver.connect(copy) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (number,) = connection.execute("SELECT count(*) FROM attempt").fetchone()
    return int(number)


def flipped(data: bytes) -> bytes:
    place = data.index(b"minutes")
    return data[:place] + b"M" + data[place + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "changed": flipped,
    "no archive": lambda _data: b"text",
    "empty": lambda _data: b"",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_touches_nothing(backup: Path, elsewhere: Flask, damage: str) -> None:
    backup.write_bytes(DAMAGE[damage](backup.read_bytes()))
    said = run(elsewhere, "restore", backup)
    assert said.exit_code == 1
    assert said.stderr.startswith(f"Error: {backup}: ")
    folder = elsewhere.config["SETTINGS"].data_dir
    assert sorted(path.name for path in folder.iterdir()) == ["secret-key"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"revision": "9999"}, "более новой"),
        ({"format": "mmo-backup/9"}, "не резервная копия"),
        ({"parts": {"../../evil": "0"}}, "части"),
    ],
)
def test_a_backup_of_another_kind_is_refused(
    backup: Path, elsewhere: Flask, change: dict[str, Any], why: str
) -> None:
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | change).encode()
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    said = run(elsewhere, "restore", backup)
    assert said.exit_code == 1
    assert why in said.stderr


def test_a_backup_that_cannot_be_written_leaves_the_one_before(app: Flask, tmp_path: Path) -> None:
    said = run(app, "backup", tmp_path / "nowhere" / "backup.zip")
    assert said.exit_code == 1
    assert "nowhere" in said.stderr


def test_an_installation_that_is_none_has_nothing_to_keep(elsewhere: Flask, tmp_path: Path) -> None:
    said = run(elsewhere, "backup", tmp_path / "empty.zip")
    assert said.exit_code == 1
    assert not (tmp_path / "empty.zip").exists()
