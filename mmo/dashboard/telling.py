"""The state of a year as plain text, for people at a terminal."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from mmo.compliance import sentences
from mmo.compliance.explaining import Explanation, Outcome
from mmo.compliance.rulefile import Obligation, Status
from mmo.dashboard.panels import Names
from mmo.dashboard.picture import SECTIONS, Line, Picture, paint, rule_title
from mmo.findings import JudgedYear, the_engine
from mmo.labels import OBLIGATION, STATUS
from mmo.schoolyear import year_name
from mmo.web import day_of

TOLD_WHOLE = (Status.GAP, Status.UNCONFIRMED, Status.DUE_SOON, Status.AT_RISK)
"""Statuses of which each record that was looked at is told."""


def tell(judged: JudgedYear) -> Iterator[str]:
    """The lines about one year: the headline, then what is missing, gaps first."""
    row, gauges = judged.row, judged.gauges
    picture = paint(the_engine(), gauges, judged.findings)
    called = Names(row, picture.explanations.values(), named=True)
    must = judged.findings.summary()[Obligation.MUST]
    yield f"{row.name} ({row.code}), {year_name(row.year)}"
    state = _("State on %(day)s", day=sentences.day(judged.findings.day))
    order = _(
        "Of %(all)s required clauses %(met)s are in order",
        all=sum(must.values()) - must[Status.NOT_APPLICABLE],
        met=must[Status.MET],
    )
    gaps = ngettext("%(num)d gap", "%(num)d gaps", must[Status.GAP])
    yield f"{state}. {order}; {gaps}."
    for obligation in (Obligation.MUST, Obligation.SHOULD):
        for status in SECTIONS:
            for line in picture.section(obligation, status):
                yield from _tell_line(line, called, judged)
    yield from _tell_settled(picture, judged)
    yield ""


def _tell_line(line: Line, called: Names, judged: JudgedYear) -> Iterator[str]:
    label = judged.gauges.rules.edition.label
    clauses = ", ".join(label(clause.id) for clause in line.clauses)
    yield ""
    head = f"{str(STATUS[line.status]).upper()} · {OBLIGATION[line.obligation]}"
    yield f"{head} · {_('cl.')} {clauses}: {rule_title(line.first)}"
    facts = [sentences.measured(line.first)]
    if line.due:
        facts.append(_("due on %(day)s", day=sentences.day(line.due)))
        if line.due_is_reading:
            facts[-1] += f" ({_('term set in the organisation')})"
    facts.append(sentences.people(line.responsible))
    yield "  " + "; ".join(facts)
    yield f"  {_('What closes it')}: {line.first.gauge.rule.remedy}"
    for action in line.actions:
        note = sentences.when(action, judged.findings.day)
        text = sentences.action(action, called(action.ref))
        yield f"    → {text}" + (f" ({note})" if note else "")
    for part in line.parts[: 1 if line.status in TOLD_WHOLE else 0]:
        yield from _tell_why(part, called)


def _tell_why(part: Explanation, called: Names) -> Iterator[str]:
    if change := sentences.change(part):
        yield f"  {_('If nothing is done')}: {change}"
    for looked in part.looked:
        ahead = looked.reason is not None and looked.reason.code == "not_yet"
        if looked.late or not (ahead or looked.outcome is Outcome.FINE):
            text = sentences.looked(looked, called(looked.ref) or looked.ref)
            if entered := called.entered_late(looked):
                text += f"; {_('entered only on %(day)s', day=sentences.day(day_of(entered)))}"
            yield f"    · {text}"


def _tell_settled(picture: Picture, judged: JudgedYear) -> Iterator[str]:
    label = judged.gauges.rules.edition.label
    for obligation in (Obligation.MUST, Obligation.SHOULD):
        for status in (Status.MET, Status.NOT_APPLICABLE):
            if settled := picture.settled_of(obligation, status):
                yield ""
                yield f"{STATUS[status]} · {OBLIGATION[obligation]}: " + ", ".join(
                    label(clause.id) for clause, _found in settled
                )
    if picture.consequences:
        told = [f"{label(clause.id)} — {STATUS[found.status]}"
                for clause, found in picture.consequences]  # fmt: skip
        yield ""
        yield f"{_('Consequences')}: " + ", ".join(told)
