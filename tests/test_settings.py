"""Settings as an administrator gives them: folders, ports, addresses."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from flask import Flask
from flask_migrate import upgrade

from mmo import create_app
from mmo.administration.serving import serve, the_server
from mmo.config import ROOT, Settings


def test_a_relative_data_folder_is_taken_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MMO_DATA_DIR", "instance/demo")
    with create_app(Settings()).app_context():
        upgrade()
    assert (tmp_path / "instance/demo/mmo.db").is_file()
    assert (tmp_path / "instance/demo/secret-key").is_file()


def test_make_run_serves_the_demonstration_where_it_is_told_to() -> None:
    said = subprocess.run(
        ["make", "-n", "-o", "setup", "run", "PORT=8123"], cwd=ROOT, capture_output=True, text=True
    )
    assert "MMO_DATA_DIR=instance/demo" in said.stdout
    assert "demo --port 8123" in said.stdout


def test_a_port_that_is_taken_is_said_in_one_line(app: Flask) -> None:
    with socket.socket() as taken, app.app_context():
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(click.ClickException, match=rf"{port}.*--port"):
            serve("127.0.0.1", port)


def test_the_server_takes_in_little_more_than_the_program_takes(app: Flask) -> None:
    server = the_server(app, host="127.0.0.1", port=0)
    server.close()
    most = server.adj.max_request_body_size
    assert app.config["MAX_CONTENT_LENGTH"] < most <= 2 * app.config["MAX_CONTENT_LENGTH"]


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("MMO_TIME_ZONE", "Mars", "time_zone: Value error, 'Mars' is not a time zone"),
        ("MMO_RULES_DIR", "{wrong}", "small.yaml:"),
    ],
)
def test_what_stops_the_start_is_told_without_a_traceback(
    tmp_path: Path, setting: str, value: str, told: str
) -> None:
    (tmp_path / "small.yaml").write_text("regulation: small\ntitel: x\n", "utf-8")
    environment = os.environ | {"MMO_DATA_DIR": str(tmp_path)}
    environment[setting] = value.format(wrong=tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
