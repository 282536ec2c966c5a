"""Does to a bundle what an action of an explanation asks a person to do."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from mmo.compliance.explaining import Action
from mmo.schoolyear import record_window
from tests.factories import full_member, material, meeting, plan_item

Bundle = dict[str, Any]


def do(bundle: Bundle, actions: list[Action], day: date, rule: Any) -> tuple[Bundle, date]:
    """The bundle after these actions, and the first day on which all of them have happened.

    Args:
        day: E, the day as of which records are read.
        rule: the rule whose actions they are; an appointment has to satisfy its `where`.
    """
    doer = Doer(deepcopy(bundle), day, rule)
    for action in actions:
        for _ in range(action.times):
            DOING[action.code](doer, action)
    return doer.bundle, doer.latest


class Doer:
    def __init__(self, bundle: Bundle, day: date, rule: Any) -> None:
        self.bundle, self.day, self.latest, self.rule = bundle, day, day, rule
        self.made = 0

    def new_id(self) -> str:
        self.made += 1
        return f"new-{self.made}"

    def list(self, name: str) -> list[Any]:
        if not self.bundle.get(name):
            self.bundle[name] = []
        records: list[Any] = self.bundle[name]
        return records

    def find(self, name: str, action: Action) -> Any:
        """The record that an action names, or, for a new one, the last of its list."""
        if action.ref is None:
            return self.list(name)[-1]
        own = action.ref.partition(":")[2]
        return next(record for record in self.list(name) if record["id"] == own)

    def dated(self, action: Action) -> str:
        """Today, or the nearest day on which the record may stand."""
        day = self.day
        if action.dated is not None:
            day = min(max(day, action.dated.first), action.dated.last)
        self.latest = max(self.latest, day)
        return day.isoformat()

    def today(self) -> str:
        return self.day.isoformat()

    def somebody(self) -> str:
        if not self.list("members"):
            self.member()
        ref: str = self.list("members")[0]["id"]
        return ref

    def member(self) -> None:
        start = self.bundle["year"]["start"]
        self.latest = max(self.latest, date.fromisoformat(start))
        organisation = self.good_organisation()
        self.list("members").append(full_member(self.new_id(), organisation, joined_on=start))

    def good_organisation(self) -> str:
        code = "a-good-school"
        if code not in {each["code"] for each in self.list("organisations")}:
            self.list("organisations").append(
                {"code": code, "name": "Школа", "kind": "general", "in_municipality": True}
            )
        return code

    def held_meeting(self) -> str:
        window = record_window(int(self.bundle["year"]["start"][:4]))
        day = min(max(self.day, window.first), window.last)
        self.latest = max(self.latest, day)
        made = meeting(self.new_id(), day.isoformat())
        self.list("meetings").append(made)
        return str(made["id"])

    def plan(self) -> Bundle:
        if not self.bundle.get("plan"):
            self.bundle["plan"] = {"created_on": self.today(), "items": []}
        plan: Bundle = self.bundle["plan"]
        return plan

    def analysis(self) -> Bundle:
        if not self.bundle.get("analysis"):
            self.bundle["analysis"] = {}
        analysis: Bundle = self.bundle["analysis"]
        return analysis


def _hold_meeting(doer: Doer, action: Action) -> None:
    doer.list("meetings").append(meeting(doer.new_id(), doer.dated(action)))


def _mark_meeting_held(doer: Doer, action: Action) -> None:
    if action.ref and action.ref.startswith("agenda_item:"):
        own = action.ref.partition(":")[2]
        found = next(
            each
            for each in doer.list("meetings")
            if own in {question["id"] for question in each.get("agenda") or []}
        )
    else:
        found = doer.find("meetings", action)
    found["status"] = "held"
    doer.latest = max(doer.latest, date.fromisoformat(found["date"]))


def _mark_activity_done(doer: Doer, action: Action) -> None:
    found = doer.find("activities", action)
    found["status"] = "done"
    doer.latest = max(doer.latest, date.fromisoformat(found["date"]))


def _add_evidence(doer: Doer, action: Action) -> None:
    kinds = [kind for kind in action.kinds if not kind.startswith("material.")]
    if action.kinds and not kinds:
        _add_material(doer, action)
        return
    made = {"id": doer.new_id(), "kind": kinds[0] if kinds else "consultation",
            "date": doer.dated(action), "status": "done", "title": "Дело",
            "clauses": [] if kinds else [action.clause]}  # fmt: skip
    doer.list("activities").append(made)


def _add_material(doer: Doer, action: Action) -> None:
    kind = action.kinds[0].removeprefix("material.") if action.kinds else "other"
    doer.list("materials").append(material(doer.new_id(), doer.dated(action), kind=kind))


def _sign_protocol(doer: Doer, action: Action) -> None:
    found = doer.find("meetings", action)
    protocol = found.get("protocol") or {
        "number": "1", "drafted_on": doer.today(), "chair": doer.somebody()
    }  # fmt: skip
    found["protocol"] = protocol | {"signed_on": max(doer.today(), found["date"])}


def _add_meeting_material(doer: Doer, action: Action) -> None:
    found = doer.find("meetings", action)
    day = max(doer.today(), found["date"]) if action.ref is None else doer.today()
    found["materials"] = [*(found.get("materials") or []), material(doer.new_id(), day)]


def _settle(doer: Doer, action: Action) -> None:
    items = doer.plan()["items"]
    own = (action.ref or "").partition(":")[2]
    next(item for item in items if item["id"] == own)["done_on"] = doer.dated(action)


def _fill_result(doer: Doer, action: Action) -> None:
    own = (action.ref or "").partition(":")[2]
    next(item for item in doer.plan()["items"] if item["id"] == own)["result"] = "справка"


def _make_plan(doer: Doer, _action: Action) -> None:
    plan = doer.plan()
    plan["created_on"] = min(plan["created_on"], doer.today())
    if not plan.get("items"):
        plan["items"] = [plan_item(doer.new_id())]


def _appoint_head(doer: Doer, _action: Action) -> None:
    where = doer.rule.where
    doer.list("head_appointments").append(
        {
            "id": doer.new_id(),
            "member": doer.somebody(),
            "post": where.posts[0].value,
            "issuer": where.issuers[0].value,
            "order_number": "1",
            "order_date": doer.today(),
            "from": doer.today(),
        }
    )


def _form_group(doer: Doer, action: Action) -> None:
    made = {"id": doer.new_id(), "topic": "Тема", "curator": doer.somebody(),
            "formed_on": doer.dated(action)}  # fmt: skip
    doer.list("creative_groups").append(made)


def _set(part: str, **values: Callable[[Doer], Any]) -> Callable[[Doer, Action], None]:
    """An action that sets fields of a part of which the year has one."""

    def act(doer: Doer, _action: Action) -> None:
        current = doer.bundle.get(part) or {}
        doer.bundle[part] = current | {key: value(doer) for key, value in values.items()}

    return act


def _on(name: str, **values: Callable[[Doer], Any]) -> Callable[[Doer, Action], None]:
    """An action that sets fields of the record that it names."""

    def act(doer: Doer, action: Action) -> None:
        doer.find(name, action).update({key: value(doer) for key, value in values.items()})

    return act


CARD = {"position": "учитель", "education": "высшее", "experience_years": 1, "category": "первая"}

DOING: dict[str, Callable[[Doer, Action], None]] = {
    "hold_meeting": _hold_meeting,
    "mark_meeting_held": _mark_meeting_held,
    "mark_activity_done": _mark_activity_done,
    "mark_plan_item_done": _settle,
    "add_evidence": _add_evidence,
    "add_activity": _add_evidence,
    "add_material": _add_material,
    "sign_protocol": _sign_protocol,
    "add_meeting_material": _add_meeting_material,
    "fill_meeting_form": _on("meetings", form=lambda _: "семинар"),
    "add_member": lambda doer, _action: doer.member(),
    "complete_card": lambda doer, action: doer.find("members", action).update(CARD),
    "correct_membership": _on(
        "members", organisation=lambda doer: doer.good_organisation(), pedagogical=lambda _: True
    ),
    "choose_topic": _on("members", self_education=lambda _: {"topic": "Тема"}),
    "settle_plan_item": _settle,
    "fill_result": _fill_result,
    "make_plan": _make_plan,
    "agree_plan": lambda doer, _action: doer.plan().update(agreed_on=doer.today()),
    "approve_plan": lambda doer, _a: doer.plan().update(approved_at_meeting=doer.held_meeting()),
    "include_in_school_plan": lambda doer, _a: doer.plan().update(in_school_plan_on=doer.today()),
    "appoint_head": _appoint_head,
    "adopt_regulation": _set(
        "regulation",
        title=lambda _: "Положение",
        approved_on=Doer.today,
        valid_from=lambda _: None,
        valid_to=lambda _: None,
    ),
    "set_theme": _set("theme", text=lambda _: "Тема", date=Doer.today),
    "set_goal": _set("goal", text=lambda _: "Цель", date=Doer.today),
    "form_creative_group": _form_group,
    "approve_group_topic": _on("creative_groups", approved_at_meeting=Doer.held_meeting),
    "hand_in": _on("submissions", submitted_on=Doer.today),
    "complete_analysis": _set("analysis", completed_on=Doer.today),
    "submit_analysis": _set("analysis", submitted_on=Doer.today),
    "review_analysis": _set(
        "analysis", reviewed_on=Doer.today, reviewed_by=lambda _: "Совсем другой человек"
    ),
}
"""What a person does for each action."""
