"""Random choices for one year: its frame, its boundary dates, its texts, ids and tags."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from .clauses import REGULATION_OF_LEVEL, REGULATIONS, Evidence
from .properties import plus_days

T = TypeVar("T")
Json = dict[str, Any]

# The window of 2023 and of 2027 holds a 29 February, that of 2099 none though 2100 % 4 == 0;
# the first and the last year there is are for dates that cannot be counted beyond.
STARTING_YEARS = (2023,) * 8 + (2025,) * 5 + (2024,) * 3 + (2026, 2027, 2022, 1999, 2099)
EDGE_YEARS = (1, 9999)
BLANKS: tuple[str | None, ...] = (None, None, None, "", " ", "  ", "\t\n", "\u00a0 ")
ID_STYLES = ("{p}{n}", "{p}{n}", "{n}", "{P}{n}", "{n}-{p}", "Я{n}", "{p}.{n}", "\U0001d537{n}")


def clause_ids(regulation: str, provable: bool) -> list[str]:
    """Ids of the clauses that evidence can prove, or of all the others."""
    return [
        clause.id
        for clause in REGULATIONS[regulation]
        if provable == any(isinstance(check, Evidence) for _, check in clause.rules)
    ]


PROVABLE = {regulation: clause_ids(regulation, True) for regulation in REGULATIONS}
OTHER = {regulation: clause_ids(regulation, False) for regulation in REGULATIONS}
TAG_ONLY = {
    regulation: [
        clause.id
        for clause in REGULATIONS[regulation]
        for _, check in clause.rules
        if isinstance(check, Evidence) and not check.activities and not check.materials
    ]
    for regulation in REGULATIONS
}
# Kinds that prove some clause all alone are drawn somewhat more often.
COUNTED_KINDS = sorted(
    {"experience", "attestation"}
    | {
        kind
        for clauses in REGULATIONS.values()
        for clause in clauses
        for _, check in clause.rules
        if isinstance(check, Evidence) and len(check.activities) == 1
        for kind in check.activities
    }
)


def window_of(start: date) -> tuple[date, date]:
    """1 August of the starting year and the next 31 July, or the last day there is."""
    closes = date.max if start.year == date.max.year else date(start.year + 1, 7, 31)
    return date(start.year, 8, 1), closes


def boundaries(year: Json) -> list[date]:
    """The days on which something may change in any association's year."""
    start, end = date.fromisoformat(year["start"]), date.fromisoformat(year["end"])
    opens, closes = window_of(start)
    documents = date(start.year, 9, 30)
    edges = [plus_days(opens, -1), opens, closes, plus_days(closes, 1), start, end]
    edges += [documents, plus_days(documents, 1), plus_days(end, 15), plus_days(end, 16)]
    edges += [plus_days(start, days) for days in (7, 14, 30, 45)]
    dues = [documents, end, plus_days(end, 15)]
    for trimester in year["trimesters"]:
        first, last = (date.fromisoformat(trimester[key]) for key in ("start", "end"))
        edges += [plus_days(first, -1), first, last, plus_days(last, 1)]
        dues.append(last)
    edges += [plus_days(due, -days) for due in dues for days in (14, 15)]
    leap_years = (y for y in (opens.year, closes.year) if y % 4 == 0 and (y % 100 or y % 400 == 0))
    edges += [date(leap, 2, 29) for leap in leap_years]
    return edges


class Draw:
    """A source of choices for one association's year.

    ``quality`` is the share of things that were done as they should be; 1 is a model year.
    """

    def __init__(self, rng: random.Random, level: str) -> None:
        self.rng = rng
        self.level = level
        self.regulation = REGULATION_OF_LEVEL[level]
        self.model = rng.random() < 0.15
        self.quality = 1.0 if self.model else rng.uniform(0.15, 0.97)
        self.year = self._year()
        self.start = date.fromisoformat(self.year["start"])
        self.end = date.fromisoformat(self.year["end"])
        self.opens, self.closes = window_of(self.start)
        self.hot = boundaries(self.year)
        self._numbers: Counter[str] = Counter()
        self._first_number = rng.choice((0, 0, 7, 97))
        self._id_styles = ID_STYLES[:2] if rng.random() < 0.5 else ID_STYLES

    # --- plain choices ---

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def good(self) -> bool:
        return self.rng.random() < self.quality

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.rng.random() * len(options))]

    def maybe(self, value: T, probability: float = 0.5) -> T | None:
        return value if self.rng.random() < probability else None

    def size(self, most: int) -> int:
        """How many records: none in one year of ten, unless the year is a model one."""
        if self.model:
            return self.rng.randint((most + 1) // 2, most)
        return 0 if self.chance(0.1) else self.rng.randint(0, most)

    def text(self, words: str) -> str | None:
        """A filled text where things were done as they should be, else an empty one."""
        return words if self.good() else self.pick(BLANKS)

    def ident(self, prefix: str) -> str:
        """An id unique among the records of the type that the prefix stands for."""
        self._numbers[prefix] += 1
        number = self._numbers[prefix] + self._first_number
        return self.pick(self._id_styles).format(p=prefix, P=prefix.upper(), n=number)

    def tags(self) -> list[str]:
        """No tags half of the time; else mostly clauses of the own regulation, without
        repetition."""
        if self.chance(0.45):
            return []
        own = self.regulation
        other = "sch" if own == "mun" else "mun"
        pools = [PROVABLE[own]] * 13 + [TAG_ONLY[own]] * 2
        pools += [OTHER[own]] * 2 + [PROVABLE[other]] * 2 + [OTHER[other]]
        found = [self.pick(self.pick(pools)) for _ in range(self.pick((1, 1, 2, 3)))]
        return list(dict.fromkeys(found))

    # --- dates ---

    def day(self) -> date:
        """Any day: often a boundary or next to one, sometimes far outside the year."""
        luck = self.rng.random()
        if luck < 0.45:
            return plus_days(self.pick(self.hot), self.pick((-1, 0, 0, 1)))
        if luck < 0.84:
            return self.within(self.opens, self.closes)
        if luck < 0.88:
            return plus_days(self.closes, self.pick((1, 1, 2, 15, 30)))
        if luck < 0.95:
            return self.within(plus_days(self.opens, -80), plus_days(self.closes, 80))
        return plus_days(self.opens, self.rng.randint(-7000, 1100))

    def inside(self) -> date:
        """A day of the record window."""
        return min(max(self.day(), self.opens), self.closes)

    def within(self, first: date, last: date) -> date:
        return plus_days(first, int(self.rng.random() * ((last - first).days + 1)))

    def early(self) -> date:
        """A day by which the documents of the start of the year are usually there."""
        luck = self.rng.random()
        if not self.model and luck < 0.25:
            return self.day()
        if luck < 0.6:
            return plus_days(date(self.start.year, 9, 30), self.pick((-20, -14, -1, 0, 0, 1)))
        return self.within(self.opens, date(self.start.year, 9, 30))

    def after(self, base: date, days: int) -> date:
        """A day after the base one, often at the deadline that lies so many days later."""
        if self.model:
            return plus_days(base, self.rng.randint(0, max(days, 0)))
        steps = (0, 0, 1, days - 1, days, days, days + 1, self.rng.randint(0, 3 * days + 3), -1)
        return plus_days(base, self.pick(steps))

    def near(self, base: date) -> date:
        """The base day, a day next to it, one some weeks away, or any."""
        if self.chance(0.2):
            return self.day()
        return plus_days(base, self.pick((-14, -1, 0, 0, 0, 1, 14, self.rng.randint(-40, 40))))

    # --- the frame of the year ---

    def _year(self) -> Json:
        number = self.pick(EDGE_YEARS if self.chance(0.01) else STARTING_YEARS)
        start = self._start(number)
        _, closes = window_of(start)
        latest = (closes - start).days
        length = min(self._length(start, number), latest)
        spans = [
            (plus_days(start, first).isoformat(), plus_days(start, last).isoformat())
            for first, last in self._trimesters(length)
        ]
        trimesters = [{"start": first, "end": last} for first, last in spans]
        end = plus_days(start, length)
        return {"start": start.isoformat(), "end": end.isoformat(), "trimesters": trimesters}

    def _start(self, number: int) -> date:
        """Mostly 1 September; from 1 August to 31 December, or to a week before time ends."""
        luck = self.rng.random()
        if luck < 0.65:
            return date(number, 9, 1)
        last = date(number, 12, 31 if number < date.max.year else 20)
        edges = (date(number, 8, 1), date(number, 8, 2), date(number, 9, 2), last)
        return self.pick(edges) if luck < 0.85 else self.within(edges[0], last)

    def _length(self, start: date, number: int) -> int:
        """Days from the start to the end of the year, before it is cut at the next 31 July."""
        luck = self.rng.random()
        if number == date.max.year or luck < 0.03:
            return self.rng.randint(6, 60)
        ends = ((5, 26), (5, 31), (5, 31), (6, 15), (7, 16), (7, 17), (7, 31))
        month, day = self.pick(ends)
        return (date(number + 1, month, day) - start).days - self.pick((0, 0, 1, 2))

    def _trimesters(self, length: int) -> list[tuple[int, int]]:
        """Three spans in order within the year, with or without holidays between them."""
        third = length // 3
        jitter, most = third // 3, 1 + third // 4
        ends = [third * n - 1 + self.rng.randint(-jitter, jitter) for n in (1, 2)]
        gaps = [min(most, self.pick((1, 1, 2, 8, 9))) for _ in ends]
        second, last = ends[0] + gaps[0], ends[1] + gaps[1]
        first = min(ends[0], self.pick((0, 0, 0, 0, 0, 0, 1, 5)))
        finish = max(last, length - self.pick((0, 0, 0, 0, 0, 0, 1, 5)))
        middle = second if self.chance(0.02) else ends[1]
        return [(first, ends[0]), (second, middle), (last, finish)]
