"""The dashboard's requests a second, against an empty page and a bare page of 100 rows."""

import multiprocessing
import socket
import time
from datetime import date
from pathlib import Path

import waitress
from flask import Flask, render_template_string
from sqlalchemy import select

from mmo import create_app
from mmo.accounts.guard import public
from mmo.config import Settings
from mmo.database import Base
from mmo.demo.building import build
from mmo.extensions import db
from mmo.members.models import Member

SECONDS = 4.0
ROWS = """<!doctype html><title>rows</title><table>
{% for row in rows %}<tr><td>{{ row.full_name }}</td><td>{{ row.position }}</td>
<td>{{ row.education }}</td><td>{{ row.category }}</td><td>{{ row.joined_on }}</td></tr>
{% endfor %}</table>"""


def measure(folder: Path) -> None:
    """Print the lines about serving."""
    port = free_port()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(folder, port))
    server.start()
    try:
        cookie = sign_in(port)
        empty = rate(port, "/bench/empty", cookie)
        rows = rate(port, "/bench/rows", cookie)
        board = rate(port, "/associations/school-zarechnaya/2026/", cookie)
        past = rate(port, "/associations/school-zarechnaya/2026/?as_of=2026-10-20", cookie)
    finally:
        server.terminate()
        server.join()
    print("Requests a second on one server (ratio to the bare page of 100 rows)")
    for name, found in (
        ("empty page", empty),
        ("100 rows by Core", rows),
        ("dashboard, today", board),
        ("dashboard, a past day", past),
    ):
        print(f"  {name:30s} {found:8.0f} /s   {found / rows:.2f}   ({found / empty:.2f} of empty)")


def serve(folder: Path, port: int) -> None:
    """The demonstration with two more pages, in a process of its own."""
    app = create_app(Settings(data_dir=folder, htmx="local"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        build(date(2026, 11, 23))
        db.session.remove()
    add_pages(app)
    waitress.serve(app, host="127.0.0.1", port=port, threads=4, _quiet=True)


def add_pages(app: Flask) -> None:
    """The two pages that the dashboard is compared with."""

    @app.get("/bench/empty")
    @public
    def empty() -> str:
        return "<!doctype html><title>empty</title>"

    @app.get("/bench/rows")
    @public
    def rows() -> str:
        columns = (
            Member.full_name, Member.position, Member.education, Member.category, Member.joined_on
        )  # fmt: skip
        found = (db.session.execute(select(*columns)).all() * 2)[:100]
        return render_template_string(ROWS, rows=found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def sign_in(port: int) -> str:
    """Sign in as a head; returns the cookie. Waits until the server answers."""
    import re
    import urllib.error
    import urllib.parse
    import urllib.request
    from http.cookiejar import CookieJar

    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/login"
    for _attempt in range(120):
        try:
            page = opener.open(address).read().decode()
            break
        except urllib.error.URLError:
            time.sleep(0.5)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    form = {"login": "school-head", "password": "demo", "csrf_token": token[1]}
    opener.open(address, urllib.parse.urlencode(form).encode())
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def rate(port: int, path: str, cookie: str) -> float:
    """Requests a second over two connections kept open."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        counts = pool.starmap(ask, [(port, path, cookie)] * 2)
    return sum(counts) / SECONDS


def ask(port: int, path: str, cookie: str) -> int:
    """Ask again and again for a while; returns how often. A plain socket costs least."""
    request = (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        stream = connection.makefile("rb")
        once(connection, stream, request)
        count, ends = 0, time.perf_counter() + SECONDS
        while time.perf_counter() < ends:
            once(connection, stream, request)
            count += 1
    return count


def once(connection: socket.socket, stream: object, request: bytes) -> None:
    connection.sendall(request)
    length, status = 0, stream.readline()  # type: ignore[attr-defined]
    assert b" 200 " in status, status
    while line := stream.readline().strip():  # type: ignore[attr-defined]
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    stream.read(length)  # type: ignore[attr-defined]
