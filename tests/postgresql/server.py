"""A throw-away PostgreSQL server: made in a temporary folder, gone after the tests."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path


def binaries() -> Path:
    """The folder of the server's programs.

    Raises:
        RuntimeError: there is no PostgreSQL server on this machine.
    """
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    path = found[0] if found else shutil.which("initdb")
    if path is None:
        raise RuntimeError("no PostgreSQL server here (Debian: apt install postgresql)")
    return Path(path).resolve().parent


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A running server; gives the address of its superuser, without a database's name."""
    programs, data = binaries(), folder / "data"
    user = _owner(folder)
    _as(user, [programs / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8",
               "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _as(user, [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
    try:
        yield f"postgresql://owner@127.0.0.1:{port}"
    finally:
        _as(user, [programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then the folder is given to its own user."""
    if os.getuid() != 0:
        return None
    owner = "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"
    shutil.chown(folder, owner)
    for parent in folder.parents:  # the way to the folder must be open to that user
        if parent.stat().st_uid == 0 and parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return owner


def _as(user: str | None, command: list[object]) -> None:
    words = [str(word) for word in command]
    if user:
        words = ["runuser", "-u", user, "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
