"""What the contents of a living regulation say: how many clauses stand how."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from mmo.compliance.rulefile import Status

SHOWN = (Status.GAP, Status.DUE_SOON, Status.AT_RISK, Status.UNCONFIRMED)
"""The states that a section tells of: those where something is to be done."""

Counts = list[tuple[Status, int]]


def counted(clauses: Iterable[tuple[Any, Any]]) -> Counts:
    """How many judged clauses there are of every state, in the order of states."""
    found = Counter(Status(finding.status) for clause, finding in clauses if clause.rules)
    return [(status, found[status]) for status in Status if found[status]]


def counted_by_section(clauses: Iterable[tuple[Any, Any]]) -> dict[str, Counts]:
    """The same by sections, for the states where something is to be done."""
    sections: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for clause, finding in clauses:
        sections[clause.id.split(".")[1]].append((clause, finding))
    return {
        code: [(status, number) for status, number in counted(pairs) if status in SHOWN]
        for code, pairs in sections.items()
    }
