"""The picture of a year: how its state went, and how it goes on if nothing is done.

Coordinates are days from the start of the record window on the x axis and clauses on the y
axis; the template turns them into an SVG whose numbers also stand in a table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mmo.compliance.judging import worst
from mmo.compliance.rulefile import Status
from mmo.compliance.turning import Turn
from mmo.schoolyear import Window

STACK = (
    Status.MET,
    Status.NOT_APPLICABLE,
    Status.PENDING,
    Status.AT_RISK,
    Status.DUE_SOON,
    Status.GAP,
)
"""From the bottom of the picture to its top."""
WORSE = (Status.GAP, Status.UNCONFIRMED, Status.DUE_SOON, Status.AT_RISK)
HEIGHT = 100
DAY_WIDTH = 2.5


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on, so many ``must`` clauses have each status.

    A `rebuilt` step was not shown on its day: it was worked out from records that came later.
    """

    day: date
    counts: Mapping[str, int]
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class Lapse:
    """What becomes worse on a day if nothing is done: clauses by the status they get."""

    day: date
    clauses: tuple[tuple[str, Status], ...]

    @property
    def worst(self) -> Status:
        return worst((status, None) for _clause, status in self.clauses)[0]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the SVG needs."""

    window: Window
    today: date
    areas: tuple[tuple[Status, str], ...]
    lapses: tuple[Lapse, ...]
    months: tuple[tuple[date, float], ...]
    clauses: int
    rebuilt_until: date | None = None
    """Up to this day the picture was worked out afterwards."""

    def x(self, day: date) -> float:
        """Where a day stands; days outside the window stand at its edge."""
        inside = min(max(day, self.window.first), self.window.last)
        return (inside - self.window.first).days * DAY_WIDTH

    @property
    def width(self) -> float:
        return ((self.window.last - self.window.first).days + 1) * DAY_WIDTH

    @property
    def shows_today(self) -> bool:
        return self.today in self.window


def draw(window: Window, today: date, steps: Sequence[Step], lapses: Iterable[Lapse]) -> Chart:
    """The chart of a year whose state changed in these steps, in order of days."""
    clauses = max((sum(step.counts.values()) for step in steps), default=0)
    months = [
        date(window.first.year + (month > 12), month - 12 * (month > 12), 1)
        for month in range(8, 20)
    ]
    chart = Chart(window, today, (), tuple(lapses), (), clauses)
    placed = tuple((month, chart.x(month)) for month in months)
    areas = tuple(_areas(chart, steps)) if clauses else ()
    shown = (step.day for step in steps if not step.rebuilt)
    rebuilt_until = min(shown, default=today) if steps and steps[0].rebuilt else None
    return Chart(window, today, areas, chart.lapses, placed, clauses, rebuilt_until)


def _areas(chart: Chart, steps: Sequence[Step]) -> Iterable[tuple[Status, str]]:
    scale = HEIGHT / chart.clauses
    edges = [chart.x(step.day) for step in steps[1:]] + [chart.width]
    floor = [0.0] * len(steps)
    for status in STACK:
        top = [
            low + step.counts.get(status, 0) * scale for low, step in zip(floor, steps, strict=True)
        ]
        if top != floor:
            yield status, _path(chart.x(steps[0].day), edges, floor, top)
        floor = top


def _path(start: float, edges: Sequence[float], floor: list[float], top: list[float]) -> str:
    """Along the top from left to right, and back along the floor."""
    there = [f"V{HEIGHT - level:g}H{edge:g}" for edge, level in zip(edges, top, strict=True)]
    starts = [start, *edges[:-1]]
    back = [
        f"V{HEIGHT - level:g}H{edge:g}"
        for edge, level in zip(reversed(starts), reversed(floor), strict=True)
    ]
    return f"M{start:g} {HEIGHT - top[0]:g}" + "".join(there + back) + "Z"


def lapses(turns: Sequence[Turn]) -> list[Lapse]:
    """The days on which something becomes worse if nothing is done."""
    found = []
    order = list(Status)
    for day, changes in groupby(turns, key=lambda turn: turn.day):
        worse = {
            turn.clause: turn.after
            for turn in changes
            if turn.after in WORSE and order.index(turn.after) < order.index(turn.before)
        }
        if worse:
            found.append(Lapse(day, tuple(worse.items())))
    return found
