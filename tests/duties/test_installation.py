"""An administrator's duties: what is left to set up, accounts, stale years, backups."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from mmo import journal
from mmo.accounts.making import new_account
from mmo.associations.models import AssociationYear
from tests.district.districts import make_stale
from tests.duties.looking import duties, line

SignIn = Callable[[str], FlaskClient]


def test_an_administrator_is_told_of_steps_accounts_and_stale_years(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("admin")
    lacking = line(client, "Осталось настроить: Руководитель объединения")
    assert lacking.words.endswith("— КАНАРЕЙКА school-7"), "it says of which association"
    assert not [each for each in duties(client) if "пароля" in each.words + each.facts]
    journal.save(new_account("Новая Анна", "new-a"))
    make_stale(school)
    assert line(client, "У 1 учётной записи ещё нет пароля").address.endswith("state=invited")
    assert "recheck" in line(client, "Состояние 1 объединения пора пересчитать").facts
    assert not [each for each in duties(sign_in("deputy")) if "пересчитать" in each.words]


def test_a_backup_is_remembered_and_its_lack_recalled(
    app: Flask, school: AssociationYear, sign_in: SignIn, tmp_path: Path
) -> None:
    client = sign_in("admin")
    assert "backup" in line(client, "Резервной копии ещё не делали").facts
    made = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "kept.backup")])
    assert made.exit_code == 0, made.output
    assert not [each for each in duties(client) if "копи" in each.words]
    assert "сделана резервная копия" in client.get("/log?action=backup").text
