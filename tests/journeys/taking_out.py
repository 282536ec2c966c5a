"""The year that was entered in the browser, taken out as a file and judged somewhere else."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from mmo.clock import standing_at
from tests.journeys.person import Person
from tests.journeys.story import Story

SETTLED = ("met", "not_applicable")


def comes_out(story: Story) -> None:
    """In another installation `check` says of the exported year what the dashboard shows."""
    head = story.people["head"]
    code = re.search(r"/associations/([^/]+)/", head.page.url)
    assert code
    with standing_at(story.clock.moment), TemporaryDirectory() as folder:
        file = Path(folder) / "year.json"
        file.write_text(_run(story.site.app, "export-bundle", code[1], "2026"))
        other = story.another()
        _run(other, "import-bundle", str(file))
        told = json.loads(_run(other, "check", code[1], "--year", "2026", "--format", "json"))
    (year,) = told
    for obligation, heading in (("must", "В порядке"), ("should", "Рекомендации")):
        assert _seen(head, heading) == _judged(other, year, obligation)


def _run(app: Flask, *arguments: str) -> str:
    answer = app.test_cli_runner().invoke(args=list(arguments))
    assert answer.exit_code == 0, answer.output
    return str(answer.stdout)


def _seen(head: Person, heading: str) -> set[str]:
    """The clauses that the dashboard lists as settled under a heading."""
    head.menu("Состояние")
    clauses = head.unfold(heading).locator("ul.shorts").get_by_role("link").all_inner_texts()
    return {clause.removeprefix("п. ") for clause in clauses}


def _judged(app: Flask, year: dict[str, Any], obligation: str) -> set[str]:
    regulations = app.extensions["judge"].regulations.by_id
    edition = regulations[year["regulation"]].editions[-1]
    return {
        edition.label(clause["id"])
        for clause in year["clauses"]
        if clause["obligation"] == obligation
        and not clause["derived"]
        and clause["status"] in SETTLED
    }
