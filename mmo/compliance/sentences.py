"""The sentences of an explanation: each reason, each action, each status in words.

Names of records come from outside (`mmo.naming`), because who may see them differs.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo.compliance.explaining import Action, Explanation, Looked, Outcome
from mmo.compliance.measuring import CountGauge, EachGauge
from mmo.compliance.rulefile import EvidenceRule, Responsible
from mmo.compliance.vocabulary import Reason
from mmo.labels import CARD_FIELD, ISSUER, KIND, OUTCOME, POST, RESPONSIBLE, STATUS
from mmo.schoolyear import Window


def day(value: date | None) -> str:
    """A date in words: ``20 февраля 2026``."""
    return format_date(value, "d MMMM y") if value else "—"


def reason(why: Reason) -> str:
    """Why a record did not count, or is not in order."""
    return str(REASONS[why.code](*why.details))


REASONS: Mapping[str, Callable[..., Any]] = {
    "cancelled": lambda on: _("cancelled on %(day)s", day=day(on)) if on else _("cancelled"),
    "outside_window": lambda first, last: _(
        "outside the span that counts, %(first)s to %(last)s", first=day(first), last=day(last)
    ),
    "after_due": lambda on: _("planned after the due day, %(day)s", day=day(on)),
    "never_marked": lambda on: _("its day, %(day)s, has passed and it was not marked as held",
                                 day=day(on)),
    "done_later": lambda on: _("done only on %(day)s", day=day(on)),
    "dated_later": lambda on: _("dated later, %(day)s", day=day(on)),
    "no_term": lambda on=None: _("not done and has no term"),
    "later": lambda on: _("only since %(day)s", day=day(on)),
    "not_yet": lambda on: _("its day, %(day)s, is still ahead", day=day(on)),
    "left": lambda on: _("left on %(day)s", day=day(on)),
    "closed_before_year": lambda on: _("closed on %(day)s, before the year", day=day(on)),
    "fine": lambda: _("in order"),
    "not_there": lambda: _("not entered"),
    "approved_later": lambda on: _("approved later, %(day)s", day=day(on)),
    "valid_later": lambda on: _("in force only since %(day)s", day=day(on)),
    "ran_out": lambda on: _("ran out on %(day)s", day=day(on)),
    "wrong_organisation": lambda: _("works in an organisation that is not of general education"),
    "outside_municipality": lambda: _("works outside the municipality"),
    "not_pedagogical": lambda: _("is not teaching staff"),
    "empty_fields": lambda *names: _("not filled: %(fields)s",
                                     fields=", ".join(str(CARD_FIELD[name]) for name in names)),
    "no_topic": lambda: _("no self-education topic"),
    "begins_later": lambda on: _("begins on %(day)s", day=day(on)),
    "ended": lambda on: _("ended on %(day)s", day=day(on)),
    "wrong_issuer": lambda word: _("appointed by: %(issuer)s", issuer=ISSUER[word]),
    "wrong_post": lambda word: _("post: %(post)s", post=POST[word]),
    "no_order_number": lambda: _("the order has no number"),
    "no_order_date": lambda: _("the order has no date"),
    "order_later": lambda on: _("the order is dated later, %(day)s", day=day(on)),
    "not_settled": lambda: _("not marked as done, and no reason is given"),
    "no_result": lambda: _("no result is written down"),
    "no_items": lambda: _("the plan has no items"),
    "created_later": lambda on: _("made later, %(day)s", day=day(on)),
    "not_agreed": lambda: _("not agreed"),
    "agreed_later": lambda on: _("agreed later, %(day)s", day=day(on)),
    "revised_since": lambda on, agreed: _("revised on %(day)s, after it was agreed on %(agreed)s",
                                          day=day(on), agreed=day(agreed)),
    "not_in_school_plan": lambda: _("not marked as part of the school's plan"),
    "in_school_plan_later": lambda on: _("in the school's plan only since %(day)s", day=day(on)),
    "approval_names_no_meeting": lambda: _("no meeting is named that approved it"),
    "approval_meeting_not_held": lambda on: _("the meeting of %(day)s is not marked as held",
                                              day=day(on)),
    "approval_meeting_outside": lambda on: _("the meeting of %(day)s is not of this year",
                                             day=day(on)),
    "approval_meeting_later": lambda on: _("approved later, %(day)s", day=day(on)),
    "no_form": lambda: _("the form is not given"),
    "no_protocol": lambda: _("there are no minutes"),
    "not_signed": lambda on: _("minutes drafted on %(day)s, not signed", day=day(on)),
    "no_meeting_material": lambda: _("no material is attached"),
    "not_submitted": lambda: _("not handed in"),
    "not_completed": lambda: _("not completed"),
    "not_completed_yet": lambda on: _("completed only on %(day)s", day=day(on)),
    "not_handed_in": lambda: _("not handed in"),
    "not_handed_in_yet": lambda on: _("handed in only on %(day)s", day=day(on)),
    "not_reviewed": lambda: _("not reviewed"),
    "not_reviewed_yet": lambda on: _("reviewed only on %(day)s", day=day(on)),
    "reviewer_not_named": lambda: _("the reviewer is not named"),
    "reviewed_by_author": lambda: _("reviewed by its own author"),
}  # fmt: skip
"""The sentence of every reason; it is given the reason's details."""

ACTIONS: Mapping[str, Any] = {
    "hold_meeting": _l("Hold a meeting and mark it as held"),
    "mark_meeting_held": _l("Mark as held"),
    "sign_protocol": _l("Sign the minutes"),
    "fill_meeting_form": _l("Give the form of the meeting"),
    "add_meeting_material": _l("Attach a material to the meeting"),
    "add_agenda_item": _l("Put a question on the agenda"),
    "add_activity": _l("Enter an activity"),
    "mark_activity_done": _l("Mark as done"),
    "add_material": _l("Add a material"),
    "add_evidence": _l("Enter one of these, or tag a record with the clause"),
    "add_member": _l("Enter a member"),
    "complete_card": _l("Complete the card"),
    "correct_membership": _l("Correct the card, or enter the day of leaving"),
    "choose_topic": _l("Enter the self-education topic"),
    "add_plan_item": _l("Add an item to the plan"),
    "settle_plan_item": _l("Mark as done, or say why it was not"),
    "mark_plan_item_done": _l("Mark as done"),
    "fill_result": _l("Write down the result"),
    "make_plan": _l("Make the plan"),
    "agree_plan": _l("Have the plan agreed"),
    "approve_plan": _l("Approve the plan at a meeting"),
    "include_in_school_plan": _l("Have the plan included in the school's"),
    "appoint_head": _l("Enter the head's appointment"),
    "adopt_regulation": _l("Enter the regulation in force"),
    "set_theme": _l("Enter the theme of the year"),
    "set_goal": _l("Enter the goal of the year"),
    "form_creative_group": _l("Form a creative group"),
    "approve_group_topic": _l("Name the meeting that approved the topic"),
    "add_submission": _l("Enter a paper that was asked for"),
    "hand_in": _l("Hand it in and enter the day"),
    "complete_analysis": _l("Complete the analysis"),
    "submit_analysis": _l("Hand the analysis in"),
    "review_analysis": _l("Have the analysis reviewed by somebody else"),
}
"""What every action says on its button."""


def action(todo: Action, name: str | None) -> str:
    """An action in words, with the name of the record that it is done to."""
    text = str(ACTIONS[todo.code])
    if todo.times > 1:
        text += " " + ngettext("(%(num)d time)", "(%(num)d times)", todo.times)
    if todo.kinds:
        text += ": " + ", ".join(str(KIND[kind]) for kind in todo.kinds)
    return f"{text}: {name}" if name else text


def when(todo: Action, asked: date) -> str | None:
    """What an action must be dated, where its span is over or has not begun."""
    if todo.dated is None or asked in todo.dated:
        return None
    if asked < todo.dated.first:
        return _("from %(day)s", day=day(todo.dated.first))
    return _("the span ended on %(day)s: enter it if it took place, otherwise the gap stays",
             day=day(todo.dated.last))  # fmt: skip


def measured(explanation: Explanation) -> str:
    """How much is there of what is wanted."""
    gauge, finding = explanation.gauge.gauge, explanation.finding
    match gauge:
        case CountGauge():
            text = _("%(actual)s of %(target)s", actual=finding.actual, target=finding.target)
            if finding.scheduled:
                text += "; " + ngettext("%(num)d more is scheduled", "%(num)d more are scheduled",
                                        finding.scheduled)  # fmt: skip
            return text
        case EachGauge():
            judged = sum(each.outcome in (Outcome.FINE, Outcome.OPEN)
                         for each in explanation.looked)  # fmt: skip
            return _("%(fine)s of %(all)s in order", fine=judged - len(finding.open), all=judged)
    reasons = [reason(each.reason) for each in explanation.looked if each.reason]
    return "; ".join(reasons) or str(STATUS[finding.status])


def looked_after(record: Looked) -> str:
    """What stands after the name of a record that was looked at."""
    return looked(record, "")


def looked(record: Looked, name: str) -> str:
    """A record that was looked at, and what became of it."""
    parts = [name, str(OUTCOME[record.outcome])]
    if record.reason:
        parts[-1] += f": {reason(record.reason)}"
    if record.late:
        parts.append(ngettext("%(num)d day late", "%(num)d days late", record.late))
    if record.deadline:
        parts.append(_("by %(day)s", day=day(record.deadline)))
    return "; ".join(parts)


def change(explanation: Explanation) -> str | None:
    """When the status changes if nothing is done."""
    if not explanation.turn:
        return None
    return _("%(day)s: becomes “%(status)s”", day=day(explanation.turn.day),
             status=STATUS[explanation.turn.after])  # fmt: skip


def shared_reading(explanation: Explanation) -> str | None:
    """The reading that all rules of a kind share, where the text itself gives no measure."""
    if isinstance(explanation.gauge.rule, EvidenceRule):
        return _("The text does not say what proves this; one such record in the year is taken "
                 "as enough.")  # fmt: skip
    return None


def people(responsible: Iterable[Responsible]) -> str:
    """Who is responsible, in words."""
    return ", ".join(str(RESPONSIBLE[who]) for who in responsible)


def span(window: Window) -> str:
    """A span of days in words."""
    return f"{day(window.first)} — {day(window.last)}"
