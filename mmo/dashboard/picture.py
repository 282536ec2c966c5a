"""What the dashboard of an association's year shows on a day, as data without words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mmo.compliance.engine import Engine
from mmo.compliance.explaining import Action, Explanation, closed_together, explain
from mmo.compliance.judging import ClauseFinding, RuleFinding, YearFindings, is_derived
from mmo.compliance.measuring import YearGauges
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import (
    ClauseEntry,
    CountRule,
    EachRule,
    EvidenceRule,
    Obligation,
    Responsible,
    StateRule,
    Status,
)

SECTIONS = (Status.GAP, Status.UNCONFIRMED, Status.DUE_SOON, Status.AT_RISK, Status.PENDING)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: the rules that the same actions close, the most pressing first."""

    status: Status
    obligation: Obligation
    due: date | None
    parts: tuple[Explanation, ...]

    @property
    def first(self) -> Explanation:
        return self.parts[0]

    @property
    def actions(self) -> tuple[Action, ...]:
        return self.first.actions

    @property
    def possible(self) -> tuple[Action, ...]:
        """What can be done already: of what is ahead, nothing that waits for a coming record."""
        if self.status is not Status.PENDING:
            return self.actions
        here = self.first.finding.open
        return tuple(each for each in self.actions if each.ref is None or each.ref in here)

    @property
    def clauses(self) -> list[ClauseEntry]:
        return list({part.gauge.clause.id: part.gauge.clause for part in self.parts}.values())

    @property
    def responsible(self) -> list[Responsible]:
        return list(dict.fromkeys(who for p in self.parts for who in p.gauge.rule.responsible))

    @property
    def due_is_reading(self) -> bool:
        """Whether the due day rests on a default that the regulation's text does not give."""
        return any(parameters_of(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Picture:
    """The state of a year on a day."""

    findings: YearFindings
    lines: tuple[Line, ...]
    consequences: tuple[tuple[ClauseEntry, ClauseFinding], ...]
    settled: tuple[tuple[ClauseEntry, ClauseFinding], ...]
    explanations: dict[str, Explanation]

    def section(self, obligation: Obligation, status: Status) -> list[Line]:
        """The lines of one obligation and status."""
        return [
            line for line in self.lines if line.obligation == obligation and line.status == status
        ]

    def settled_of(
        self, obligation: Obligation, status: Status
    ) -> list[tuple[ClauseEntry, ClauseFinding]]:
        """Clauses of one obligation that are met, or to which nothing applies."""
        return [
            (clause, found)
            for clause, found in self.settled
            if found.obligation == obligation and found.status == status
        ]


def paint(engine: Engine, year: YearGauges, findings: YearFindings) -> Picture:
    """The picture of a year whose findings are known."""
    explanations = explain(engine, year, findings)
    clauses = list(zip(year.rules.edition.clauses, findings.clauses, strict=True))
    return Picture(
        findings,
        tuple(_lines(explanations, findings)),
        tuple((entry, found) for entry, found in clauses if is_derived(entry)),
        tuple(
            (entry, found)
            for entry, found in clauses
            if not is_derived(entry) and found.status in (Status.MET, Status.NOT_APPLICABLE)
        ),
        explanations,
    )


def _lines(explanations: dict[str, Explanation], findings: YearFindings) -> Iterator[Line]:
    for obligation in (Obligation.MUST, Obligation.SHOULD):
        for status in SECTIONS:
            rules = sorted(
                _rules_with(findings, obligation, status),
                key=lambda rule: rule.due or date.max,
            )
            for parts in closed_together(explanations, [rule.id for rule in rules]):
                yield Line(status, obligation, parts[0].finding.due, tuple(parts))


def _rules_with(
    findings: YearFindings, obligation: Obligation, status: Status
) -> Iterable[RuleFinding]:
    for clause in findings.clauses:
        if clause.obligation is obligation and not clause.derived:
            yield from (rule for rule in clause.rules if rule.status is status)


def parameters_of(part: Explanation) -> list[str]:
    """The parameters of the rule file that a rule's due day is counted with."""
    match part.gauge.rule:
        case EachRule() as rule:
            return [rule.within] if isinstance(rule.within, str) else []
        case CountRule() | EvidenceRule() | StateRule() as rule:
            return [name for name, _sort in rule.due.uses()]
    return []


def readings_of(part: Explanation, rules: YearRules) -> list[tuple[str, str]]:
    """These parameters with their titles: terms that the regulation's text does not give."""
    titles = rules.edition.parameter_titles
    return [(name, titles[name]) for name in parameters_of(part)]


def rule_title(part: Explanation) -> str:
    """What a rule is about: its own title, or its clause's gist."""
    return part.gauge.rule.title or part.gauge.clause.gist
