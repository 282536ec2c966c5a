"""The rule engine: measures in, statuses out. The only module that knows durable_rules.

durable_rules is exact in one narrow shape and silently wrong or deadly outside it, so it lives
here, in that shape: one `Host` without its timer threads; one lock; a new session id for every
run; one batch of flat facts, the trigger last; every rule begins with the trigger; a rule that
gives every fact a place, and one that proves that the run reached its end; the session's state
deleted whatever happened. Its exceptions quote all facts, so they are never logged or chained.

The engine decides. A measure says how much was done of what is wanted and which days matter; it
holds no status and no outcome of a comparison. A status is whatever rule of `STATUS_RULES` fires
(evaluation.md, Status of a rule on day D); without these rules nothing comes out.
"""

import itertools
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from durable.engine import Host

from mmo.compliance.rulefile import Status

RULESET = "statuses"

logging.getLogger("durable").addFilter(lambda _record: False)  # its lines quote facts as well


class EngineError(RuntimeError):
    """The engine did not finish, or did not decide every measure."""


class Measure(NamedTuple):
    """What was measured of a rule on a day; days are ordinals, so that the engine compares ints.

    `expected` is what is done and what is scheduled together; `soon_from` is the first day on
    which the rule is due soon.
    """

    applies: bool
    obligation: str
    wanted: int
    done: int
    expected: int
    schedulable: bool
    day: int
    due: int
    soon_from: int


def _same(left: str, operator: str, right: str) -> dict[str, Any]:
    """A comparison of two properties of one fact, as durable_rules writes it."""
    return {operator: {left: {"$m": right}}}


_FULFILLED = _same("done", "$gte", "wanted")
_UNFULFILLED = _same("done", "$lt", "wanted")
_OVERDUE = _same("day", "$gt", "due")
_IN_TIME = _same("day", "$lte", "due")
_SOON = _same("day", "$gte", "soon_from")
_NOT_SOON = _same("day", "$lt", "soon_from")

STATUS_RULES: dict[str, tuple[Status, list[dict[str, Any]]]] = {
    "not applicable": (Status.NOT_APPLICABLE, [{"applies": False}]),
    "met": (Status.MET, [{"applies": True}, _FULFILLED]),
    "gap": (Status.GAP, [{"applies": True}, {"obligation": "must"}, _UNFULFILLED, _OVERDUE]),
    "unconfirmed": (
        Status.UNCONFIRMED,
        [{"applies": True}, {"obligation": "should"}, _UNFULFILLED, _OVERDUE],
    ),
    "due soon": (Status.DUE_SOON, [{"applies": True}, _UNFULFILLED, _IN_TIME, _SOON]),
    "at risk": (
        Status.AT_RISK,
        [
            {"applies": True},
            {"schedulable": True},
            _UNFULFILLED,
            _NOT_SOON,
            _same("expected", "$lt", "wanted"),
        ],
    ),
    "pending, scheduled": (
        Status.PENDING,
        [
            {"applies": True},
            {"schedulable": True},
            _UNFULFILLED,
            _NOT_SOON,
            _same("expected", "$gte", "wanted"),
        ],
    ),
    "pending": (
        Status.PENDING,
        [{"applies": True}, {"schedulable": False}, _UNFULFILLED, _NOT_SOON],
    ),
}


class _QuietHost(Host):
    """A host without timer threads: together with `delete_state` they use freed memory."""

    def _run(self) -> None:
        return


class Engine:
    """Decides statuses. Safe to share between threads: one run at a time."""

    def __init__(
        self, rules: dict[str, tuple[Status, list[dict[str, Any]]]] = STATUS_RULES
    ) -> None:
        self._lock = threading.Lock()
        self._sessions = itertools.count(1)
        self._decided: dict[int, Status] = {}
        self._finished = False
        self._host = _QuietHost()
        self._host.set_rulesets({RULESET: self._ruleset(rules)})
        self._run([])  # the first run of a ruleset is the dangerous one: make it an empty one

    def decide(self, measures: Iterable[Measure]) -> dict[Measure, Status]:
        """The status of every distinct measure.

        Raises:
            EngineError: the run did not finish, or a measure was left undecided.
        """
        distinct = list(dict.fromkeys(measures))
        with self._lock:
            decided = self._run([measure._asdict() for measure in distinct])
        if len(decided) != len(distinct):
            raise EngineError(f"{len(distinct) - len(decided)} measures were left undecided")
        return {measure: decided[number] for number, measure in enumerate(distinct, start=1)}

    def _run(self, facts: list[dict[str, Any]]) -> dict[int, Status]:
        session = str(next(self._sessions))
        self._decided, self._finished = {}, False
        batch: list[dict[str, Any]] = [
            {"kind": "measure", "id": number, "sid": session, **fact}
            for number, fact in enumerate(facts, start=1)
        ]
        batch.append({"kind": "eval", "id": 0, "sid": session})
        failed = False
        try:
            state = self._host.assert_facts(RULESET, batch)
            failed = not self._finished or "exception" in (state or {})
        except Exception:
            failed = True
        finally:
            try:
                self._host.delete_state(RULESET, session)
            except Exception:
                failed = True
        if failed:
            raise EngineError("durable_rules did not finish a run")
        return self._decided

    def _ruleset(
        self, rules: dict[str, tuple[Status, list[dict[str, Any]]]]
    ) -> dict[str, dict[str, Any]]:
        trigger = {"trigger": {"kind": "eval"}}
        ruleset: dict[str, dict[str, Any]] = {
            name: {
                "all": [trigger, {"measure": {"$and": [{"kind": "measure"}, *conditions]}}],
                "run": self._decider(status),
            }
            for name, (status, conditions) in rules.items()
        }
        never = {"never": {"kind": "never"}}
        ruleset["_sink"] = {
            "all": [trigger, {"measure": {"kind": "measure"}}, never],
            "run": lambda context: None,
        }
        ruleset["_end"] = {"all": [trigger], "run": self._finish}
        return ruleset

    def _decider(self, status: Status) -> Callable[[Any], None]:
        def decide(context: Any) -> None:
            self._decided[context.measure.id] = status

        return decide

    def _finish(self, context: Any) -> None:
        self._finished = True
