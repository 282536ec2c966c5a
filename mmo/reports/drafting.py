"""Drafts a paper from the year's records. What somebody has typed is never touched.

A text that is still the program's own is drafted again with the figures, so that a paper does not
contradict itself; what the records have left behind is told before the paper is handed in.
"""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from mmo import journal
from mmo.compliance.rulefile import Obligation, Status
from mmo.compliance.sentences import day
from mmo.extensions import db
from mmo.naming import names
from mmo.reports.content import PaperView, SectionView
from mmo.reports.evidence import ClauseLine
from mmo.reports.figures import FIGURES, refs_behind
from mmo.reports.models import ReportSection
from mmo.reports.sections import SECTIONS, Section


def draft(view: PaperView) -> None:
    """Work the figures of every section out again, and the texts that nobody has written."""
    # Both are read before anything is written.
    texts = {code: drafted_text(view, code) for code in TEXTS}
    last = {section.code: view.last_now(section) for section in SECTIONS[view.paper]}
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
        row.typed = {
            code: typed for code, typed in row.typed.items() if typed != row.figures.get(code)
        }
        row.last = last[section.code]
        if section.drafted and (row.is_untouched or not row.text.strip()):
            row.text = row.drafted = texts[section.code]
        rows.append(row)
    journal.save(*rows, action="draft")


def drafted_text(view: PaperView, section: str) -> str:
    """The text that the records say for a section."""
    return "\n".join(TEXTS[section](view)).replace("\r\n", "\n").strip()


def left_behind(view: PaperView) -> list[Section]:
    """The sections of an open paper of which the records say something else by now."""
    if not view.way.is_open:
        return []
    return [each.section for each in view.sections if each.row and _is_behind(view, each)]


def _is_behind(view: PaperView, shown: SectionView) -> bool:
    row, section = shown.row, shown.section
    assert row is not None
    if shown.moved or (row.last is not None and row.last != view.last_now(section)):
        return True
    return section.drafted and row.is_untouched and row.text != drafted_text(view, section.code)


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
    """What the association takes over into the next year, in the words of a plan."""
    for line in _gaps(view):
        yield _("Ensure that clause %(label)s of the regulation is met: “%(gist)s”.",
                label=line.label, gist=line.clause.gist)  # fmt: skip
    for name in (*_behind(view, "plan_undone"), *_behind(view, "plan_excused")):
        yield _("Carry over into the plan and finish: %(name)s.", name=name)
    for name in _behind(view, "decisions_overdue"):
        yield _("Carry out the decision left from this year: %(name)s.", name=name)


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
