"""Six journeys: a school's and a district's year, lived in three ways."""

from tests.journeys import ending, evidence, meeting, preparing, setting_up

STEPS = (
    setting_up.first_run_in_the_browser,
    setting_up.organisation_and_year,
    setting_up.association_and_head,
    setting_up.reviewer,
    setting_up.by_their_links,
    preparing.about_the_year,
    preparing.members,
    preparing.plan,
    meeting.meetings_planned,
    meeting.first_meeting,
    evidence.first_item,
    meeting.second_meeting,
    evidence.second_item,
    meeting.third_meeting,
    evidence.activities,
    evidence.group_and_submission,
    ending.analysis,
    ending.turn_of_the_year,
)
