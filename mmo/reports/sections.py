"""The template of each paper: its sections, and the figures that belong to them."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from mmo.reports.models import Paper


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a paper.

    Attributes:
        hint: what to write under the figures.
        clauses: whether each clause with its evidence stands in it.
        drafted: whether a text is drafted for it, not only figures.
    """

    code: str
    title: Any
    figures: tuple[str, ...] = ()
    hint: Any = ""
    clauses: bool = False
    drafted: bool = False


COMPOSITION = (
    "members",
    "members_joined",
    "members_left",
    "members_by_category",
    "members_by_education",
    "members_by_experience",
)
PLAN = (
    "plan_items",
    "plan_done",
    "plan_excused",
    "plan_undone",
    "plan_by_section",
    "plan_done_by_section",
)
MEETINGS = ("meetings", "meetings_held", "meetings_cancelled", "minutes_signed")
DECISIONS = ("decisions", "decisions_done", "decisions_overdue")
EVENTS = ("events", "events_by_kind")
EXPERIENCE = ("experience", "experience_by_kind", "materials", "materials_by_kind", "groups")
TRAINING = ("training", "training_by_kind", "categories_ending")
SELF_EDUCATION = ("topics", "topic_results", "topics_missing")

DIFFICULTIES = Section(
    "difficulties",
    _l("Difficulties"),
    ("papers", "papers_in_time", "papers_late"),
    _l("What was not done, and why."),
    drafted=True,
)
TASKS = Section(
    "tasks", _l("Tasks for the next year"), hint=_l("What the next plan begins with."), drafted=True
)
CLAUSES = Section(
    "clauses",
    _l("Clauses of the regulation"),
    hint=_l("What the figures do not tell about the clauses."),
    clauses=True,
)

SECTIONS: dict[Paper, tuple[Section, ...]] = {
    Paper.ANALYSIS: (
        Section(
            "composition",
            _l("Composition"),
            COMPOSITION,
            _l("What changed in the composition, and what follows from it."),
        ),
        Section(
            "meetings",
            _l("Meetings"),
            MEETINGS,
            _l("Themes, forms, what was useful; why something was put off."),
        ),
        Section("plan", _l("The plan"), PLAN, _l("What was achieved; why something was not done.")),
        Section(
            "decisions", _l("Decisions"), DECISIONS, _l("What the decisions of meetings led to.")
        ),
        Section(
            "events", _l("Open events and visits"), EVENTS, _l("What was shown and discussed.")
        ),
        Section(
            "experience", _l("Experience"), EXPERIENCE, _l("Whose experience was generalised.")
        ),
        Section(
            "training",
            _l("Training and attestation"),
            TRAINING,
            _l("Courses, attestation, what is to come."),
        ),
        Section(
            "self_education",
            _l("Self-education"),
            SELF_EDUCATION,
            _l("Topics, stages, what came of them."),
        ),
        CLAUSES,
        DIFFICULTIES,
        Section(
            "conclusion", _l("Conclusion"), hint=_l("An assessment of the year."), drafted=True
        ),
        TASKS,
    ),
    Paper.REPORT: (
        Section("composition", _l("Composition"), COMPOSITION),
        Section("work", _l("Meetings and decisions"), (*MEETINGS, *DECISIONS)),
        Section("plan", _l("The plan"), PLAN),
        Section("activities", _l("Activities"), ("activities", "activities_by_kind")),
        Section("self_education", _l("Self-education"), SELF_EDUCATION),
        Section("experience", _l("Experience"), EXPERIENCE),
        CLAUSES,
        Section(
            "needs",
            _l("Needs"),
            ("categories_ending", "topics_missing"),
            _l("What the association needs: people, training, materials."),
        ),
        TASKS,
    ),
}


def section_of(paper: Paper, code: str) -> Section | None:
    """A section of a paper; None where it has no such section."""
    return next((each for each in SECTIONS[paper] if each.code == code), None)


def figures_of(paper: Paper) -> set[str]:
    """The figures that a paper tells."""
    return {code for section in SECTIONS[paper] for code in section.figures}
