"""The clauses of both regulations and the check of each, as plain data.

Words such as ``plan_items`` or ``documents`` name functions of the evaluator; nothing is
computed here. The order of the two lists is the order of the regulations.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """``count(things) >= target, due``."""

    things: str
    target: int
    due: str
    window: str = "year"
    schedulable: bool = False


@dataclass(frozen=True)
class Evidence:
    """Activities and materials of these kinds, and anything tagged with the clause."""

    activities: tuple[str, ...]
    materials: tuple[str, ...]
    only_with_attestation: bool = False


@dataclass(frozen=True)
class Each:
    """``each item is fine within days of its base date``.

    ``days`` is None where the item has a deadline of its own; ``none`` is the deadline that
    the rule takes when there are no items, None where it is not applicable then.
    """

    items: str
    fine: str
    days: int | None
    none: str | None = None


@dataclass(frozen=True)
class State:
    """``holds, due``; ``lapse`` names the event that gives a lost state more time."""

    holds: str
    due: str
    lapse: str | None = None


@dataclass(frozen=True)
class AllOf:
    """The worst status of other clauses: a derived clause."""

    clauses: tuple[str, ...]


Check = Count | Evidence | Each | State | AllOf


@dataclass(frozen=True)
class Clause:
    """A clause and its rules: pairs of a rule id and its check."""

    id: str
    obligation: str
    rules: tuple[tuple[str, Check], ...] = ()

    @property
    def derived(self) -> bool:
        return any(isinstance(check, AllOf) for _, check in self.rules)


def _clause(obligation: str, clause: str, only: Check | None, several: dict[str, Check]) -> Clause:
    """One rule takes the clause's id, several take a suffix each."""
    if only is not None:
        return Clause(clause, obligation, ((clause, only),))
    return Clause(clause, obligation, tuple((f"{clause}#{k}", c) for k, c in several.items()))


def must(clause: str, only: Check | None = None, **several: Check) -> Clause:
    return _clause("must", clause, only, several)


def should(clause: str, only: Check | None = None, **several: Check) -> Clause:
    return _clause("should", clause, only, several)


def info(clause: str) -> Clause:
    return Clause(clause, "info")


def may(clause: str) -> Clause:
    return Clause(clause, "may")


def evidence(activities: str = "", materials: str = "", attestation: bool = False) -> Evidence:
    return Evidence(tuple(activities.split()), tuple(materials.split()), attestation)


def all_of(clauses: str) -> AllOf:
    return AllOf(tuple(clauses.split()))


def one_meeting_in(trimester: str) -> Count:
    return Count("meetings", 1, f"{trimester}_end", window=trimester, schedulable=True)


PUBLISHED = "methodical guideline programme"

MUNICIPAL = (
    info("mun.1.1"),
    info("mun.1.2"),
    info("mun.1.3"),
    info("mun.2.1"),
    info("mun.2.2"),
    should("mun.2.2.1", evidence("seminar conference training reading")),
    should("mun.2.2.2", evidence("notice_methodical", PUBLISHED)),
    should("mun.2.2.3", evidence("experience workshop open_event")),
    should("mun.2.2.4", evidence()),
    should("mun.2.2.5", evidence("consultation mentoring", "guideline")),
    should("mun.2.2.6", evidence("petition contest training")),
    must("mun.3.1", Each("active_members", "belongs", 14, none="documents")),
    must("mun.3.2", State("plan_agreed", "documents", lapse="plan_revised")),
    must("mun.3.3", Count("meetings", 3, "year_end", schedulable=True)),
    should("mun.3.4", Each("held_meetings", "form_filled", 7)),
    must("mun.4.1", State("municipal_head", "documents", lapse="head_lost")),
    info("mun.4.2"),
    must("mun.4.2.b1", Each("plan_items", "settled", 14)),
    should(
        "mun.4.2.b2",
        material=evidence("", PUBLISHED),
        notice=evidence("notice_legal notice_methodical notice_experience notice_event"),
    ),
    must(
        "mun.4.2.b3",
        members=Each("active_members", "card_complete", 30, none="documents"),
        programme=Count("programmes", 1, "year_end", window="ever"),
    ),
    should("mun.4.2.b4", evidence("consultation mentoring")),
    should("mun.4.2.b5", evidence("proposal")),
    must("mun.4.2.b6", all_of("mun.5.1 mun.5.2 mun.5.3 mun.5.4")),
    must("mun.5.1", State("plan_exists", "documents")),
    must("mun.5.2", Each("held_meetings", "protocol_signed", 7, none="year_end")),
    must("mun.5.3", State("analysis_complete", "analysis")),
    must("mun.5.4", Count("materials", 1, "year_end")),
)

SCHOOL = (
    info("sch.1.1"),
    info("sch.1.2"),
    info("sch.1.3"),
    should("sch.1.4", evidence("council_report")),
    info("sch.1.5"),
    info("sch.1.5.b1"),
    info("sch.1.5.b2"),
    info("sch.1.5.b3"),
    info("sch.1.5.b4"),
    info("sch.1.5.b5"),
    info("sch.2.1"),
    info("sch.2.2"),
    should("sch.2.2.b1", evidence("training psychology_training seminar conference reading")),
    should("sch.2.2.b2", evidence("", PUBLISHED)),
    should("sch.2.2.b3", evidence()),
    should("sch.2.2.b4", evidence("notice_legal")),
    should("sch.2.2.b5", evidence("petition contest training")),
    should("sch.2.2.b6", evidence("experience workshop open_event")),
    should("sch.2.2.b7", evidence("workshop seminar")),
    should("sch.2.2.b8", evidence("event_review")),
    should("sch.2.2.b9", evidence("petition assessment")),
    info("sch.3.1"),
    should("sch.3.1.b1", evidence("monitoring")),
    should("sch.3.1.b2", evidence("extracurricular")),
    should("sch.3.1.b3", evidence("", "methodical guideline")),
    should("sch.3.1.b4", evidence("attestation", attestation=True)),
    should("sch.3.1.b5", evidence("proposal")),
    should("sch.3.1.b6", evidence("prevention")),
    should("sch.3.1.b7", evidence("proposal")),
    should("sch.3.1.b8", evidence("monitoring")),
    info("sch.3.2"),
    should("sch.3.2.b1", evidence("", "class_plan")),
    should("sch.3.2.b2", evidence("", "methodical guideline")),
    should("sch.3.2.b3", evidence()),
    must("sch.3.2.b4", Each("new_creative_groups", "approved", 30)),
    should("sch.3.2.b5", evidence("joint_event peer_visit")),
    info("sch.3.3"),
    should("sch.3.3.b1", evidence("notice_legal")),
    should("sch.3.3.b2", evidence("notice_methodical")),
    should("sch.3.3.b3", evidence("notice_experience")),
    should("sch.3.3.b4", evidence("notice_event")),
    info("sch.3.4"),
    should("sch.3.4.b1", evidence("training psychology_training")),
    should("sch.3.4.b2", evidence("consultation mentoring internship")),
    should("sch.3.4.b3", evidence("exhibition")),
    should("sch.3.4.b4", evidence("", "guideline")),
    should("sch.3.4.b5", evidence("workshop seminar reading creative_report")),
    should("sch.3.4.b6", evidence("upward_coordination")),
    info("sch.4.1"),
    may("sch.4.1.b1"),
    may("sch.4.1.b2"),
    may("sch.4.1.b3"),
    may("sch.4.1.b4"),
    may("sch.4.1.b5"),
    may("sch.4.1.b6"),
    may("sch.4.1.b7"),
    info("sch.4.2"),
    should("sch.4.2.b1", State("analysis_reviewed", "analysis")),
    must("sch.4.2.b2", Each("priority_items", "settled", 14)),
    must("sch.4.2.b3", Each("done_items", "result_filled", 14)),
    info("sch.4.2.b4"),
    must("sch.5.1", State("school_head", "documents", lapse="head_lost")),
    info("sch.5.2"),
    must("sch.5.2.r1", all_of("sch.5.3 sch.5.4 sch.6.b4")),
    must(
        "sch.5.2.r2",
        all_of("sch.6.b1 sch.6.b2 sch.6.b3 sch.6.b4 sch.6.b5 sch.6.b6 sch.6.b7 sch.6.b8 sch.6.b9"),
    ),
    must("sch.5.2.r3", Each("submissions", "submitted", None)),
    should("sch.5.2.r4", evidence("training psychology_training seminar conference workshop")),
    should("sch.5.2.r5", evidence("psychology_training")),
    should("sch.5.2.r6", evidence("assessment peer_visit")),
    should("sch.5.2.r7", evidence("open_event extracurricular contest joint_event")),
    should("sch.5.2.o1", evidence("joint_event peer_visit")),
    should("sch.5.2.o2", evidence("open_event seminar conference workshop")),
    should("sch.5.2.o3", evidence("experience")),
    should("sch.5.2.o4", evidence("consultation mentoring")),
    should("sch.5.2.o5", evidence("event_review")),
    should("sch.5.2.o6", evidence("consultation mentoring", "class_plan")),
    should("sch.5.2.o7", evidence("attestation", attestation=True)),
    should("sch.5.2.o8", evidence("research")),
    should("sch.5.2.o9", Count("working_creative_groups", 1, "year_end", window="ever")),
    must(
        "sch.5.3",
        approval=State("plan_approved", "documents"),
        school_plan=State("plan_in_school_plan", "documents"),
    ),
    must(
        "sch.5.4",
        t1=one_meeting_in("first"),
        t2=one_meeting_in("second"),
        t3=one_meeting_in("third"),
        protocol=Each("held_meetings", "protocol_signed", 7),
    ),
    must("sch.5.5", State("analysis_submitted", "analysis")),
    must("sch.6.b1", State("regulation_in_force", "documents", lapse="regulation_expired")),
    must("sch.6.b2", State("theme_stated", "documents")),
    must("sch.6.b3", State("goal_stated", "documents")),
    must(
        "sch.6.b4",
        year=State("analysis_complete", "analysis"),
        events=Count("analyses", 1, "analysis"),
    ),
    must("sch.6.b5", State("plan_exists", "documents")),
    must("sch.6.b6", Each("held_meetings", "protocol_signed", 7, none="year_end")),
    must("sch.6.b7", Each("held_meetings", "material_kept", 7, none="year_end")),
    must("sch.6.b8", Each("active_members", "card_complete", 30, none="documents")),
    must(
        "sch.6.b9",
        topics=Each("active_members", "topic_filled", 45, none="topics"),
        experience=Count("experience", 1, "year_end", schedulable=True),
    ),
)

REGULATIONS = {"mun": MUNICIPAL, "sch": SCHOOL}
REGULATION_OF_LEVEL = {"municipal": "mun", "school": "sch"}
