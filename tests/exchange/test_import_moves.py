"""Records that move within a year, and what goes away with what they belong to."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db
from mmo.materials.models import Material
from mmo.meetings.models import AgendaItem, Decision, Meeting
from mmo.plans.models import Plan, PlanItem
from tests.exchange.whole_year import BUNDLE, Json, everything, exported, stored, whole_year

Bring = Callable[..., AssociationYear]

MOVED_TO: Json = {
    "id": "z2", "number": None, "date": "2025-12-02", "status": "planned", "cancelled_on": None,
    "form": None, "theme": "Итоги", "place": None, "attendance": [], "invited": [], "agenda": [],
    "protocol": None, "materials": [],
}  # fmt: skip


def keys(*models: Any) -> list[dict[str, Any]]:
    return [{ref: row.id for ref, row in stored(model).items()} for model in models]


def without_the_first_meeting() -> Json:
    """The whole year, but of its only meeting nothing is left that refers to it."""
    data = whole_year()
    data["plan"]["approved_at_meeting"] = None
    data["creative_groups"][0]["approved_at_meeting"] = None
    data["meetings"] = [dict(MOVED_TO)]
    return data


def test_a_material_that_moves_to_the_general_list_stays_the_same_record(bring: Bring) -> None:
    bring(BUNDLE)
    before = keys(Material)
    data = whole_year()
    data["materials"] += data["meetings"][0]["materials"]
    data["meetings"][0]["materials"] = []
    bring(data)
    assert exported() == data
    assert keys(Material) == before
    bring(BUNDLE)
    assert exported() == BUNDLE
    assert keys(Material) == before


def test_an_agenda_item_that_moves_to_another_meeting_stays_the_same_record(bring: Bring) -> None:
    bring(BUNDLE)
    before = keys(AgendaItem, Decision, Meeting)
    data = whole_year()
    data["meetings"].append(MOVED_TO | {"agenda": data["meetings"][0]["agenda"]})
    data["meetings"][0]["agenda"] = []
    bring(data)
    assert exported() == data
    agenda, decisions, meetings = keys(AgendaItem, Decision, Meeting)
    assert [agenda, decisions, {"z1": meetings["z1"]}] == before


def test_what_moves_out_of_a_meeting_that_goes_away_stays_the_same_record(bring: Bring) -> None:
    bring(BUNDLE)
    before = keys(AgendaItem, Decision, Material)
    data = without_the_first_meeting()
    data["meetings"][0]["agenda"] = BUNDLE["meetings"][0]["agenda"]
    data["materials"] += BUNDLE["meetings"][0]["materials"]
    bring(data)
    assert exported() == data
    assert keys(AgendaItem, Decision, Material) == before


def test_a_decision_that_moves_to_another_question_stays_the_same_record(bring: Bring) -> None:
    bring(BUNDLE)
    before = keys(Decision)
    data = whole_year()
    data["meetings"][0]["agenda"] = [data["meetings"][0]["agenda"][0] | {"id": "q2"}]
    bring(data)
    assert exported() == data
    assert keys(Decision) == before


def test_with_a_meeting_goes_all_that_it_had(bring: Bring) -> None:
    bring(BUNDLE)
    data = without_the_first_meeting()
    bring(data)
    assert exported() == data
    assert keys(AgendaItem, Decision) == [{}, {}]
    assert set(stored(Meeting)) == {"z2"}
    assert set(stored(Material)) == {"x1"}
    assert everything()["protocol"] == everything()["attendance"] == []


def test_what_goes_with_a_meeting_is_told_in_the_audit_log(bring: Bring) -> None:
    bring(BUNDLE)
    gone = keys(AgendaItem, Decision, Meeting)
    bring(without_the_first_meeting())
    chosen = select(AuditLine.record_kind, AuditLine.record_id, AuditLine.changes)
    told = {
        (line.record_kind, line.record_id)
        for line in db.session.execute(chosen)
        if line.changes.get("id", [None])[-1] is None and "id" in line.changes
    }
    kinds = ("agenda_item", "decision", "meeting")
    for kind, ids in zip(kinds, gone, strict=True):
        assert {(kind, key) for key in ids.values()} <= told


def test_a_plan_that_is_removed_goes_with_its_items_and_may_come_again(bring: Bring) -> None:
    bring(BUNDLE)
    data = whole_year() | {"plan": None}
    bring(data)
    assert exported() == data
    assert everything()["plan"] == everything()["plan_item"] == []
    bring(BUNDLE)
    assert exported() == BUNDLE
    assert set(stored(PlanItem)) == {"p1"}


def test_a_plan_and_an_analysis_that_change_stay_the_same_records(bring: Bring) -> None:
    bring(BUNDLE)
    before = db.session.scalars(select(Plan.id)).all()
    data = whole_year()
    data["plan"]["agreed_by"] = data["analysis"]["reviewed_by"] = "иначе"
    bring(data)
    assert exported() == data
    assert db.session.scalars(select(Plan.id)).all() == before
