"""Six journeys: a school's and a district's year, lived in three ways."""

from tests.journeys.preparing import about_the_year, members, plan
from tests.journeys.setting_up import (
    association_and_head,
    by_their_links,
    first_run_in_the_browser,
    organisation_and_year,
    reviewer,
)

STEPS = (
    first_run_in_the_browser,
    organisation_and_year,
    association_and_head,
    reviewer,
    by_their_links,
    about_the_year,
    members,
    plan,
)
