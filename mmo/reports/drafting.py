"""Drafts a paper from the year's records. What somebody has typed is never touched."""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from mmo import journal
from mmo.compliance.rulefile import Obligation, Status
from mmo.compliance.sentences import day
from mmo.extensions import db
from mmo.naming import names
from mmo.reports.content import PaperView
from mmo.reports.evidence import ClauseLine
from mmo.reports.figures import FIGURES, refs_behind
from mmo.reports.models import ReportSection
from mmo.reports.sections import SECTIONS


def draft(view: PaperView) -> None:
    """Work the figures of every section out again, and draft the texts that are still empty."""
    texts = {code: drafted_text(view, code) for code in TEXTS}  # read before anything is written
    rows = []
    for section in SECTIONS[view.paper]:
        row = view.rows.get(section.code) or ReportSection(
            association_id=view.year.association_id,
            year_id=view.year.id,
            paper=view.paper,
            section=section.code,
            text="",
            typed={},
        )
        row.figures = {code: view.live[code] for code in section.figures}
        if section.drafted and not row.text.strip():
            row.text = texts[section.code]
        rows.append(row)
    journal.save(*rows, action="draft")


def drafted_text(view: PaperView, section: str) -> str:
    """The text that the records say for a section."""
    return "\n".join(TEXTS[section](view))


def _difficulties(view: PaperView) -> Iterator[str]:
    for line in _gaps(view):
        due = _("; its term was %(day)s", day=day(line.due)) if line.due else ""
        yield _("Not in order: clause %(label)s, %(gist)s%(due)s.", label=line.label,
                gist=line.clause.gist, due=due)  # fmt: skip
    for name in _behind(view, "plan_undone"):
        yield _("Not done, and no reason given: %(name)s.", name=name)
    for name in _behind(view, "decisions_overdue"):
        yield _("Not carried out in time: %(name)s.", name=name)


def _conclusion(view: PaperView) -> Iterator[str]:
    required = [line for line in view.lines if _applies(line)]
    met = sum(line.status is Status.MET for line in required)
    live = _counts(view)
    yield _("Of %(all)s required clauses %(met)s are in order; gaps: %(gaps)s.",
            all=len(required), met=met, gaps=len(_gaps(view)))  # fmt: skip
    yield _("Plan items done: %(done)s of %(all)s.", done=live["plan_done"],
            all=live["plan_items"])  # fmt: skip
    yield _("Meetings held: %(held)s of %(all)s; minutes signed: %(signed)s.",
            held=live["meetings_held"], all=live["meetings"],
            signed=live["minutes_signed"])  # fmt: skip
    yield _("Decisions carried out: %(done)s of %(all)s.", done=live["decisions_done"],
            all=live["decisions"])  # fmt: skip


def _tasks(view: PaperView) -> Iterator[str]:
    for line in _gaps(view):
        remedies = dict.fromkeys(rule.remedy for rule in line.clause.rules if rule.remedy)
        for remedy in remedies:
            yield _("%(remedy)s (clause %(label)s).", remedy=str(remedy).rstrip("."),
                    label=line.label)  # fmt: skip
    for name in _behind(view, "plan_undone"):
        yield _("Finish: %(name)s.", name=name)
    for name in _behind(view, "decisions_overdue"):
        yield _("Carry out: %(name)s.", name=name)


TEXTS: dict[str, Callable[[PaperView], Iterator[str]]] = {
    "difficulties": _difficulties,
    "conclusion": _conclusion,
    "tasks": _tasks,
}


def _gaps(view: PaperView) -> list[ClauseLine]:
    return [line for line in view.lines if line.missed]


def _applies(line: ClauseLine) -> bool:
    required = line.clause.obligation is Obligation.MUST
    return required and line.status not in (None, Status.NOT_APPLICABLE)


def _counts(view: PaperView) -> dict[str, int]:
    return {code: value for code, value in view.live.items() if isinstance(value, int)}


def _behind(view: PaperView, code: str) -> list[str]:
    refs = refs_behind(db.session(), view.year, FIGURES[code], view.today)
    known = names(db.session(), view.year, refs)
    return [known[ref].name for ref in refs if ref in known]
