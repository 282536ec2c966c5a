"""The shape of a rule file: what an author may write, checked with pydantic.

The shape is described for authors in `rules/README.md`. Words are checked against the
vocabulary that the features registered, so a misspelt one is found when the file is read.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from flask_babel import gettext as _
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from mmo.compliance.rulefields import (
    CollectionName,
    ConditionName,
    Days,
    EvidenceKind,
    GroupName,
    StateName,
    TermOrNothing,
    TermText,
    Text,
    ValueText,
    known,
    options_of,
)
from mmo.compliance.terms import Term
from mmo.compliance.vocabulary import Group, Options, words

KINDS = ("count", "evidence", "each", "state", "all_of")


class Obligation(StrEnum):
    """`must`: a missing one is a gap; `should`: advice; `may`: a right; `info`: text only."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    INFO = "info"


class Status(StrEnum):
    """The status of a rule or a clause, worst first; `info` is for clauses without rules."""

    GAP = "gap"
    UNCONFIRMED = "unconfirmed"
    DUE_SOON = "due_soon"
    AT_RISK = "at_risk"
    PENDING = "pending"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    INFO = "info"


class Responsible(StrEnum):
    HEAD = "head"
    MEMBERS = "members"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    MK_HEAD = "mk_head"
    EDUCATION_DEPARTMENT = "education_department"
    PEDAGOGICAL_COUNCIL = "pedagogical_council"
    ASSEMBLY = "assembly"


class Span(StrEnum):
    """The days whose records a ``count`` rule counts."""

    YEAR = "year"
    ANY_TIME = "any time"
    TRIMESTER_1 = "trimester 1"
    TRIMESTER_2 = "trimester 2"
    TRIMESTER_3 = "trimester 3"


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Example(Entry):
    """A small year and what must be said of the rule in it; the tests run every one."""

    on: date
    expect: Status
    given: dict[str, Any] = Field(default_factory=dict)
    due: date | None = None
    actual: StrictInt | None = None
    scheduled: StrictInt | None = None


class RuleEntry(Entry):
    """What every kind of rule has."""

    id: Annotated[str, Field(pattern=r"^[^\s#]*$")] = ""
    title: Text | None = None
    """What this rule is about, where its clause has several."""
    responsible: tuple[Responsible, ...] = ()
    remedy: Text
    reading: str | None = None
    examples: tuple[Example, ...] = ()


class CountRule(RuleEntry):
    """At least so many records of a collection, of these kinds, in this span."""

    kind: Literal["count"] = Field(default="count", exclude=True)
    count: CollectionName
    of_kind: tuple[str, ...] = ()
    at_least: Annotated[StrictInt, Field(ge=1)] = 1
    within: Span = Span.YEAR
    schedulable: StrictBool = False
    due: TermText

    @field_validator("of_kind")
    @classmethod
    def _known_kinds(cls, kinds: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        collection = words.collections.get(info.data.get("count", ""))
        if collection is None:
            return kinds  # told of `count` already
        return tuple(known(kind, set(collection.kinds), _("kind")) for kind in kinds)


class EvidenceRule(RuleEntry):
    """At least one thing that proves the clause: of these kinds, or tagged with the clause."""

    kind: Literal["evidence"] = Field(default="evidence", exclude=True)
    evidence: tuple[EvidenceKind, ...]
    applies_when: ConditionName | None = None
    due: TermText = Term("year_end")


class EachRule(RuleEntry):
    """Every item of a group has a property within so many days."""

    kind: Literal["each"] = Field(default="each", exclude=True)
    each: GroupName
    has: str
    where: Annotated[Options, Field(validate_default=True)] = Options()
    within: Days
    if_none: TermOrNothing

    @field_validator("has")
    @classmethod
    def _known_property(cls, name: str, info: ValidationInfo) -> str:
        group = cls._group(info)
        return known(name, group.properties, _("property of this group")) if group else name

    @field_validator("where", mode="before")
    @classmethod
    def _known_options(cls, given: Any, info: ValidationInfo) -> Any:
        group = cls._group(info)
        wanted = group and group.properties.get(info.data.get("has", ""))
        return options_of(wanted.options, given) if wanted else Options()

    @staticmethod
    def _group(info: ValidationInfo) -> Group | None:
        """None where the fault is told of `each` already."""
        return words.groups.get(info.data.get("each", ""))


class StateRule(RuleEntry):
    """A state holds by a day."""

    kind: Literal["state"] = Field(default="state", exclude=True)
    state: StateName
    where: Annotated[Options, Field(validate_default=True)] = Options()
    due: TermText

    @field_validator("where", mode="before")
    @classmethod
    def _known_options(cls, given: Any, info: ValidationInfo) -> Any:
        state = words.states.get(info.data.get("state", ""))
        return options_of(state.options, given) if state else Options()


class AllOfRule(RuleEntry):
    """As the worst of other clauses: derived, shown as a consequence, left out of totals."""

    kind: Literal["all_of"] = Field(default="all_of", exclude=True)
    all_of: tuple[str, ...] = Field(min_length=1)
    remedy: str = ""


def _kind_of(entry: object) -> str | None:
    if not isinstance(entry, Mapping):
        return getattr(entry, "kind", None)
    named = [kind for kind in KINDS if kind in entry]
    return named[0] if len(named) == 1 else None


AnyRule = Annotated[
    Annotated[CountRule, Tag("count")]
    | Annotated[EvidenceRule, Tag("evidence")]
    | Annotated[EachRule, Tag("each")]
    | Annotated[StateRule, Tag("state")]
    | Annotated[AllOfRule, Tag("all_of")],
    Discriminator(
        _kind_of,
        custom_error_type="literal_error",
        custom_error_context={"expected": ", ".join(KINDS)},
    ),
]


class ClauseEntry(Entry):
    """A numbered point or bullet of the regulation."""

    id: Annotated[str, Field(pattern=r"^[^\s#]+$")]
    gist: Text
    obligation: Obligation
    rules: tuple[AnyRule, ...] = ()
    use: tuple[EvidenceKind, ...] = ()
    """Of a right: the kinds of records that show that it was used."""
    reading: str | None = None
    note: str | None = None
    after: str | None = None
    """In a later edition: the clause that this new one follows."""

    @model_validator(mode="after")
    def _rules_fit_obligation(self) -> "ClauseEntry":
        judged = self.obligation in (Obligation.MUST, Obligation.SHOULD)
        if judged and not self.rules:
            raise ValueError(_("a clause that is “must” or “should” needs at least one rule"))
        if not judged and self.rules:
            raise ValueError(_("a clause that is “may” or “info” has no rules"))
        derived = [rule for rule in self.rules if isinstance(rule, AllOfRule)]
        if derived and len(self.rules) > 1:
            raise ValueError(_("a clause with “all_of” has no other rule"))
        return self


class Parameter(Entry):
    """A default that the regulation's text does not give; an organisation may set its own."""

    title: Text
    default: ValueText


class EditionEntry(Entry):
    """One edition of the regulation.

    A later edition may be `based_on` an earlier one: its clauses replace those of the same id,
    new ones stand `after` another, and `removed` ones are gone.
    """

    edition: str
    in_force_from: date
    source: str | None = None
    based_on: str | None = None
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    sections: dict[str, str] = Field(default_factory=dict)
    lists: dict[Annotated[str, Field(pattern="^[a-z]$")], str] = Field(default_factory=dict)
    """How the bullets of a list are called: ``b`` in ``sch.3.1.b4``."""
    clauses: tuple[ClauseEntry, ...] = ()
    removed: tuple[str, ...] = ()


class RegulationEntry(Entry):
    """A whole rule file."""

    regulation: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,15}$")]
    title: Text
    level: Literal["school", "municipal"]
    default_for_level: StrictBool = False
    editions: tuple[EditionEntry, ...]

    @field_validator("editions")
    @classmethod
    def _at_least_one(cls, editions: tuple[EditionEntry, ...]) -> tuple[EditionEntry, ...]:
        """`min_length` would also be told of every list in which all entries are at fault."""
        if not editions:
            raise ValueError(_("fewer than %(limit)d entries", limit=1))
        return editions
