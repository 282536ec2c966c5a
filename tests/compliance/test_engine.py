"""The engine decides every status, says nothing where it fails, and lasts."""

import ast
import gc
import logging
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import durable_rules_engine
import pytest

from mmo.compliance.engine import Engine, EngineError, Measure
from mmo.compliance.rulefile import Status
from mmo.config import ROOT
from mmo.findings import the_engine

DUE, SOON_FROM = 739_400, 739_386
"""A due day as a number, and the day 14 days before it."""

SECRET = 813_407
"""A number of records that nobody may find in a message or in a log."""


def measure(**said: Any) -> Measure:
    """A required rule of one record, of which there is none, long before it is due."""
    common = {
        "applies": True,
        "obligation": "must",
        "wanted": 1,
        "done": 0,
        "schedulable": False,
        "day": SOON_FROM - 100,
        "due": DUE,
        "soon_from": SOON_FROM,
    } | said
    return Measure(**({"expected": common["done"]} | common))


def status_of(**said: Any) -> Status:
    (status,) = the_engine().decide([measure(**said)]).values()
    return status


def plainly(one: Measure) -> Status:
    """The ladder of statuses in plain Python, to compare with."""
    if not one.applies:
        return Status.NOT_APPLICABLE
    if one.done >= one.wanted:
        return Status.MET
    if one.day > one.due:
        return Status.GAP if one.obligation == "must" else Status.UNCONFIRMED
    if one.day >= one.soon_from:
        return Status.DUE_SOON
    short = one.schedulable and one.expected < one.wanted
    return Status.AT_RISK if short else Status.PENDING


def random_measure(rng: random.Random) -> Measure:
    done = rng.randint(0, 4)
    due = rng.randint(1, 60)
    return Measure(
        applies=rng.random() < 0.9,
        obligation=rng.choice(["must", "should"]),
        wanted=rng.randint(1, 4),
        done=done,
        expected=done + rng.randint(0, 2),
        schedulable=rng.random() < 0.5,
        day=rng.randint(1, 60),
        due=due,
        soon_from=due - rng.choice([0, 5, 14]),
    )


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (SOON_FROM - 1, Status.PENDING),
        (SOON_FROM, Status.DUE_SOON),
        (DUE, Status.DUE_SOON),
        (DUE + 1, Status.GAP),
    ],
)
def test_what_is_missing_goes_from_ahead_to_a_gap(day: int, status: Status) -> None:
    assert status_of(day=day) is status


@pytest.mark.parametrize(("day", "status"), [(DUE, "due_soon"), (DUE + 1, "unconfirmed")])
def test_missing_advice_is_never_a_gap(day: int, status: str) -> None:
    assert status_of(obligation="should", day=day) == status


@pytest.mark.parametrize(
    ("done", "scheduled", "status"),
    [
        (1, 1, Status.AT_RISK),
        (0, 0, Status.AT_RISK),
        (1, 2, Status.PENDING),
        (0, 3, Status.PENDING),
        (0, 4, Status.PENDING),
        (3, 0, Status.MET),
    ],
)
def test_too_little_on_the_way_is_at_risk(done: int, scheduled: int, status: Status) -> None:
    found = status_of(wanted=3, done=done, expected=done + scheduled, schedulable=True)
    assert found is status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (SOON_FROM - 1, Status.AT_RISK),
        (SOON_FROM, Status.DUE_SOON),
        (DUE, Status.DUE_SOON),
        (DUE + 1, Status.GAP),
    ],
)
def test_at_risk_ends_where_it_is_due_soon(day: int, status: Status) -> None:
    assert status_of(schedulable=True, day=day) is status


def test_what_cannot_be_scheduled_is_never_at_risk() -> None:
    assert status_of(wanted=3, done=1, schedulable=False) is Status.PENDING


@pytest.mark.parametrize("day", [1, SOON_FROM, DUE, DUE + 1, 3_652_059])
def test_what_is_done_is_met_on_any_day(day: int) -> None:
    assert status_of(wanted=2, done=2, day=day) is Status.MET
    assert status_of(wanted=2, done=5, day=day) is Status.MET


@pytest.mark.parametrize("done", [0, 1])
@pytest.mark.parametrize("day", [1, DUE, DUE + 1])
def test_what_does_not_apply_has_no_other_status(day: int, done: int) -> None:
    assert status_of(applies=False, day=day, done=done) is Status.NOT_APPLICABLE


def test_a_due_day_before_the_calendar_begins_is_only_passed() -> None:
    assert status_of(day=1, due=1, soon_from=-13) is Status.DUE_SOON
    assert status_of(day=2, due=1, soon_from=-13) is Status.GAP


def test_every_measure_of_a_large_batch_is_decided_as_in_plain_python() -> None:
    rng = random.Random(7)
    measures = [random_measure(rng) for _ in range(3_000)]
    assert the_engine().decide(measures) == {one: plainly(one) for one in measures}


def test_equal_measures_are_decided_together() -> None:
    assert the_engine().decide([measure()] * 50) == {measure(): Status.PENDING}


def test_nothing_asked_is_nothing_decided() -> None:
    assert the_engine().decide([]) == {}


# --- where it fails


@pytest.fixture
def nothing_told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever fails: no log line, of any level, speaks of the facts."""
    caplog.set_level(logging.NOTSET)
    yield
    told = [logging.Formatter().format(record) for record in caplog.get_records("call")]
    assert [line for line in told if str(SECRET) in line] == []


def assert_silent(engine: Engine) -> None:
    """The engine raises, and what it raises holds no facts, not even in what it came from."""
    with pytest.raises(EngineError) as caught:
        engine.decide([measure(done=SECRET, wanted=SECRET + 1)])
    assert str(SECRET) not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_without_rules_nothing_comes_out() -> None:
    assert_silent(Engine(rules={}))


def test_a_measure_that_no_rule_decides_is_not_left_out() -> None:
    engine = Engine(rules={"met": (Status.MET, [{"obligation": "must"}])})
    assert list(engine.decide([measure()]).values()) == [Status.MET]
    with pytest.raises(EngineError, match="1 measures were left undecided"):
        engine.decide([measure(), measure(obligation="should")])


class Failing(Engine):
    """Its actions quote the facts that they fail on."""

    def _decider(self, status: Status) -> Any:
        def decide(context: Any) -> None:
            raise ValueError(f"cannot decide {context.measure._d}")

        return decide


def test_an_exception_in_an_action_is_no_answer(nothing_told: None) -> None:
    assert_silent(Failing())


class HalfDone(Engine):
    """One of its actions fails after the others decided."""

    def _decider(self, status: Status) -> Any:
        def decide(context: Any) -> None:
            if context.measure.done == SECRET:
                raise ValueError(f"cannot decide {context.measure._d}")
            self._decided[context.measure.id] = status

        return decide


def test_one_failed_action_spoils_the_whole_run_and_no_other(nothing_told: None) -> None:
    engine = HalfDone()
    with pytest.raises(EngineError):
        engine.decide([measure(), measure(done=SECRET, wanted=SECRET + 1)])
    assert engine.decide([measure()]) == {measure(): Status.PENDING}


class Unfinished(Engine):
    """Its runs stop before their end, from the second on: the first is the warm-up."""

    runs = 0

    def _finish(self, context: Any) -> None:
        self.runs += 1
        self._finished = self.runs == 1


def test_an_unfinished_run_is_no_answer(nothing_told: None) -> None:
    assert_silent(Unfinished())


@pytest.mark.parametrize("function", ["assert_facts", "delete_state"])
def test_a_failure_of_the_library_is_told_without_the_facts(
    function: str, monkeypatch: pytest.MonkeyPatch, nothing_told: None
) -> None:
    engine = Engine()
    real = getattr(engine._host, function)

    def fail(*given: Any) -> None:
        real(*given)
        raise RuntimeError(f"could not handle {given} {SECRET}")

    monkeypatch.setattr(engine._host, function, fail)
    assert_silent(engine)
    monkeypatch.undo()
    assert engine.decide([measure()]) == {measure(): Status.PENDING}


def test_what_the_library_logs_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, nothing_told: None
) -> None:
    def fail(*given: Any) -> None:
        raise RuntimeError(f"could not go on with {SECRET}")

    engine = Engine()
    monkeypatch.setattr(durable_rules_engine, "complete_and_start_action", fail)
    assert_silent(engine)


# --- how long it lasts


def resident_kilobytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4


def test_thousands_of_runs_neither_die_nor_grow() -> None:
    """Without the deletion of sessions the library dies at the 1,025th of a host."""
    engine = the_engine()
    rng = random.Random(3)
    batches = [[random_measure(rng) for _ in range(10)] for _ in range(50)]
    for batch in batches * 6:
        engine.decide(batch)
    gc.collect()
    before = resident_kilobytes()
    for batch in batches * 60:
        assert len(engine.decide(batch)) == len(set(batch))
    gc.collect()
    assert resident_kilobytes() - before < 4_096


def test_threads_do_not_take_each_others_answers() -> None:
    engine = the_engine()

    def work(seed: int) -> int:
        rng = random.Random(seed)
        for _ in range(200):
            measures = [random_measure(rng) for _ in range(rng.randint(1, 12))]
            assert engine.decide(measures) == {one: plainly(one) for one in measures}
        return seed

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == list(range(8))


def imported_by(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_one_module_only_knows_the_library() -> None:
    files = [*(ROOT / "mmo").rglob("*.py"), ROOT / "app.py"]
    knowing = {
        str(path.relative_to(ROOT))
        for path in files
        if imported_by(path) & {"durable", "durable_rules_engine"}
    }
    assert knowing == {"mmo/compliance/engine.py"}
