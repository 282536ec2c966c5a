"""Six journeys: a school's and a district's year, each lived in three ways."""

import pytest

from tests.journeys import dashboard, ending, evidence, meeting, preparing, setting_up, taking_out
from tests.journeys.conftest import Begin
from tests.journeys.person import MODES, Mode

STEPS = (
    setting_up.first_run_in_the_browser,
    setting_up.organisation_and_year,
    setting_up.association_and_head,
    setting_up.reviewer,
    setting_up.by_their_links,
    preparing.about_the_year,
    preparing.members,
    preparing.accounts,
    preparing.plan,
    meeting.meetings_planned,
    meeting.first_meeting,
    dashboard.prepared,
    evidence.first_item,
    meeting.second_meeting,
    evidence.second_item,
    meeting.third_meeting,
    evidence.activities,
    evidence.group_and_submission,
    dashboard.worked,
    ending.analysis,
    dashboard.whole,
    taking_out.comes_out,
    ending.turn_of_the_year,
)


def journeys() -> list[object]:
    """Both levels in every mode; each goes to whichever worker is free."""
    return [
        pytest.param(level, mode, id=f"{level}-{mode.name}",
                     marks=pytest.mark.xdist_group(f"journey-{level}-{mode.name}"))
        for level in ("school", "municipal")
        for mode in MODES
    ]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize(("level", "mode"), journeys())
def test_a_year_is_lived_from_the_first_run_to_the_next_year(
    begin: Begin, level: str, mode: Mode
) -> None:
    story = begin(level, mode)
    for step in STEPS:
        step(story)
    for person in story.people.values():
        assert person.visit.problems == []
        assert person.visit.outside == []
