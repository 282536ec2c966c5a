"""The words that a rule file may use, each registered by the feature whose records it is about.

* a *collection* is records that a ``count`` or ``evidence`` rule counts, such as ``meetings``;
* a *group* is records that an ``each`` rule goes through, and a *property* is what each of them
  must have, such as ``held_meetings`` and ``signed_protocol``;
* a *state* is a thing that a ``state`` rule asks of the year as a whole, such as ``plan_agreed``;
* a *condition* decides whether a rule applies at all.

Nothing here knows a clause, a deadline or a threshold: those stand in the rule files, and where
a word can be asked more narrowly ("a head *appointed by the school*") the file says so in
``where``, checked against the word's `Options`. Words are functions of a year's records (and of
a day); they never read the clock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from mmo.schoolyear import AcademicYear


class Records(Protocol):
    """The records of one association's year: rows by the name of their source."""

    @property
    def calendar(self) -> AcademicYear: ...

    def __getitem__(self, source: str) -> Sequence[Any]: ...


class Options(BaseModel):
    """What a rule file may say in ``where`` of a word; a word without any takes none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reason(NamedTuple):
    """Why a record does not count or is not in order: a code, and what its sentence needs.

    The sentences stand in `mmo.compliance.sentences`; details are dates, numbers and words.
    """

    code: str
    details: tuple[Any, ...] = ()


class Countable(NamedTuple):
    """A record that may count.

    It counts from `done_on`. Until then it is scheduled for `planned_for`, unless it was
    cancelled by `cancelled_on` (`ALWAYS` where the day of the cancellation is not known).
    """

    ref: str
    kind: str = ""
    done_on: date | None = None
    planned_for: date | None = None
    cancelled_on: date | None = None
    clauses: Sequence[str] = ()
    never: Reason | None = None
    """Set where the record cannot count, whatever the day."""


class Item(NamedTuple):
    """A record of a group: it is judged from `base` until the day before `until`, if any."""

    ref: str
    row: Any
    base: date
    deadline_from: date
    until: date | None = None
    never: Reason | None = None
    """Set where the record was looked at and is not judged, whatever the day."""


class Fineness(NamedTuple):
    """Since when an item has a property (None: it has not), and what it lacks where it has not."""

    since: date | None
    lacking: Reason


class Standing(NamedTuple):
    """What a state is on a day.

    `lapsed_on` is the day of the event that ended it, where there was one, whether or not the
    state really held before. `reasons` name the records looked at and why each does not do.
    """

    holds: bool
    lapsed_on: date | None = None
    reasons: tuple[tuple[str, Reason], ...] = ()


Countables = Callable[[Records], Iterable[Countable]]
Items = Callable[[Records], Iterable[Item]]
Dates = Callable[[Records], Iterable[date | None]]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Collection:
    """Records that can be counted; `kinds` are the words that a rule may pick among.

    `record` is how its records are named (``meeting:z1``); `add` and `finish` are the actions
    that make a new record and an existing one count.
    """

    name: str
    record: str
    records: Countables
    add: str
    finish: str = ""
    kinds: tuple[str, ...] = ()
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """What each item of a group must have, and the action that gives it.

    `entered_with` says that a new item is entered together with it, so that making one is
    enough.
    """

    name: str
    fineness: Callable[..., Fineness]
    action: str
    options: type[Options]
    entered_with: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Records that a rule goes through one by one; `add` is the action that makes one."""

    name: str
    items: Items
    add: str
    properties: dict[str, Property] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """A thing that holds of the year as a whole, or does not.

    `dates` are all days on which, or on the day after which, the standing may change.
    `actions` are what makes it hold, in order.
    """

    name: str
    standing: Callable[..., Standing]
    dates: Dates
    actions: Callable[[Records, date], Sequence[str]]
    options: type[Options]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so for a rule to apply."""

    name: str
    holds: Callable[[Records, date], bool]
    dates: Dates


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All registered words."""

    collections: dict[str, Collection] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)

    def collection(
        self,
        name: str,
        *,
        record: str,
        add: str,
        finish: str = "",
        kinds: Iterable[str] = (),
        evidence: bool = False,
    ) -> Callable[[F], F]:
        """Register a function of a year's records that yields `Countable`s."""

        def register(records: F) -> F:
            self.collections[name] = Collection(
                name, record, records, add, finish, tuple(kinds), evidence
            )
            return records

        return register

    def group(self, name: str, *, add: str) -> Callable[[F], F]:
        """Register a function of a year's records that yields `Item`s."""

        def register(items: F) -> F:
            self.groups[name] = Group(name, items, add)
            return items

        return register

    def has(
        self,
        name: str,
        *groups: str,
        action: str,
        options: type[Options] = Options,
        entered_with: bool = False,
    ) -> Callable[[F], F]:
        """Register a function of a row and options that gives its `Fineness`."""

        def register(fineness: F) -> F:
            for group in groups:
                self.groups[group].properties[name] = Property(
                    name, fineness, action, options, entered_with
                )
            return fineness

        return register

    def state(
        self,
        name: str,
        *,
        dates: Dates,
        actions: Callable[[Records, date], Sequence[str]],
        options: type[Options] = Options,
    ) -> Callable[[F], F]:
        """Register a function of records, a day and options that gives a `Standing`."""

        def register(standing: F) -> F:
            self.states[name] = State(name, standing, dates, actions, options)
            return standing

        return register

    def condition(self, name: str, *, dates: Dates) -> Callable[[F], F]:
        """Register a function of records and a day that says whether it holds."""

        def register(holds: F) -> F:
            self.conditions[name] = Condition(name, holds, dates)
            return holds

        return register

    def finishing(self, ref: str) -> str:
        """The action that makes the named record count; empty where there is none."""
        record = ref.partition(":")[0]
        return next((c.finish for c in self.collections.values() if c.record == record), "")

    def evidence_kinds(self) -> set[str]:
        """How a rule names what proves a clause: ``seminar``, ``material.guideline``."""
        return {
            kind
            for collection in self.collections.values()
            if collection.evidence
            for kind in collection.kinds
        }


words = Vocabulary()


def filled(text: str | None) -> bool:
    """Whether a text is there and is not only white space (evaluation.md, Meaning)."""
    return text is not None and bool(text.strip())
