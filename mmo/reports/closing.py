"""Where the actions that concern the analysis are done: its page, the right step unfolded."""

from uuid import UUID

from flask import url_for

from mmo.compliance.explaining import Action
from mmo.records.closing import closes

STEPS = {
    "complete_analysis": "complete",
    "submit_analysis": "submit",
    "review_analysis": "review",
}


@closes(*STEPS)
def step_of_analysis(action: Action, _record: UUID | None) -> str:
    """The page of the analysis with the step that closes the gap."""
    step = STEPS[action.code]
    return url_for("reports.analysis", step=step, _anchor=step)
