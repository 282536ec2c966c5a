"""Ready plans that an association may begin with: data files in `ready_made/`, in Russian.

A term is a month and a day (``09-20``); it falls into the year that the plan is made for.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).with_name("ready_made")


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """An item of a ready plan."""

    section: str
    title: str
    due: str | None
    expected: str | None
    clauses: tuple[str, ...]
    priority: bool


@dataclass(frozen=True, slots=True)
class ReadyPlan:
    """A ready plan of one level."""

    name: str
    title: str
    level: str
    items: tuple[ReadyItem, ...]

    @property
    def sections(self) -> list[str]:
        return list(dict.fromkeys(item.section for item in self.items))


@functools.cache
def ready_plans() -> dict[str, ReadyPlan]:
    """The ready plans by the names of their files."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _read(path: Path) -> ReadyPlan:
    data = YAML(typ="safe", pure=True).load(path)
    return ReadyPlan(path.stem, data["title"], data["level"], tuple(_items(data["sections"])))


def _items(sections: list[dict[str, Any]]) -> Iterator[ReadyItem]:
    for section in sections:
        for item in section["items"]:
            yield ReadyItem(
                section["title"],
                item["title"],
                item.get("due"),
                item.get("expected"),
                tuple(item.get("clauses", ())),
                item.get("priority", False),
            )


def day_in(year: int, due: str | None) -> date | None:
    """A month and a day as a day of an academic year."""
    if due is None:
        return None
    month, day = (int(part) for part in due.split("-"))
    return date(year if month >= 8 else year + 1, month, day)


def a_year_later(day: date | None, years: int) -> date | None:
    """The same day so many years later; 29 February becomes 28 where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
