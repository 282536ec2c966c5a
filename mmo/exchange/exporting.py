"""Writes an association's year as a bundle: every key, in the format's order."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mmo.activities.models import Participation
from mmo.associations.models import AssociationYear, Organisation, YearOrganisation
from mmo.exchange import mapping, schema
from mmo.exchange.mapping import Mapping, Refs
from mmo.extensions import db
from mmo.meetings.models import Attendance, Protocol
from mmo.members.models import SelfEducation

Rows = dict[Any, list[dict[str, Any]]]


def export_bundle(year: AssociationYear) -> schema.Bundle:
    """The bundle of a year."""
    return schema.Bundle.model_validate(_Export(year).run())


def to_json(bundle: schema.Bundle) -> str:
    """A bundle as the text of its file."""
    data = bundle.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=1)


class _Export:
    def __init__(self, year: AssociationYear) -> None:
        self.year = year
        self.refs = Refs()

    def run(self) -> dict[str, Any]:
        rows = {model: self._rows(model) for model in mapping.LISTED}
        for model in mapping.LISTED:
            self.refs[model] = {row.id: row.ref for row in rows[model]}
        meetings, agenda = rows[mapping.Meeting], rows[mapping.AgendaItem]
        decisions = self._by("agenda_item_id", mapping.DECISION, rows[mapping.Decision])
        questions: Rows = defaultdict(list)
        for row in agenda:
            fields = mapping.AGENDA_ITEM.fields(row, self.refs)
            nested = {"votes": _votes(row), "decisions": decisions[row.id]}
            questions[row.meeting_id].append(fields | nested)
        papers = self._by("meeting_id", mapping.MATERIAL, rows[mapping.Material])
        return {
            "format": schema.FORMAT,
            **self._head(),
            "head_appointments": self._all(mapping.HEAD_APPOINTMENT, rows[mapping.HeadAppointment]),
            "members": self._members(rows[mapping.Member]),
            "plan": self._plan(rows[mapping.PlanItem]),
            "meetings": self._meetings(meetings, questions, papers),
            "activities": self._activities(rows[mapping.Activity]),
            "materials": papers[None],
            "creative_groups": self._all(mapping.CREATIVE_GROUP, rows[mapping.CreativeGroup]),
            "submissions": self._all(mapping.SUBMISSION, rows[mapping.Submission]),
            "analysis": self._only(mapping.ANALYSIS),
        }

    def _head(self) -> dict[str, Any]:
        year, association = self.year, self.year.association
        spans = [{"start": span.first, "end": span.last} for span in year.calendar.trimesters]
        regulation = {
            "title": year.regulation_title,
            "approved_on": year.regulation_approved_on,
            "valid_from": year.regulation_valid_from,
            "valid_to": year.regulation_valid_to,
        }
        return {
            "association": {
                "code": association.code,
                "name": association.name,
                "level": association.level,
                "organisation": association.organisation.code,
            },
            "organisations": self._organisations(),
            "year": {"start": year.start, "end": year.end, "trimesters": spans},
            "theme": _dated(year.theme, year.theme_on),
            "goal": _dated(year.goal, year.goal_on),
            "regulation": regulation if year.regulation_title is not None else None,
        }

    def _organisations(self) -> list[dict[str, Any]]:
        found = db.session.scalars(
            select(Organisation)
            .join(YearOrganisation, YearOrganisation.organisation_id == Organisation.id)
            .where(
                YearOrganisation.association_id == self.year.association_id,
                YearOrganisation.year_id == self.year.id,
            )
            .order_by(YearOrganisation.ordinal)
        )
        keys = schema.OrganisationIn.model_fields
        return [{key: getattr(row, key) for key in keys} for row in found]

    def _members(self, rows: list[Any]) -> list[dict[str, Any]]:
        codes: dict[UUID, str] = {
            row.id: row.code
            for row in db.session.execute(select(Organisation.id, Organisation.code))
        }
        studies = {
            row.member_id: {"topic": row.topic, "since": row.since, "output": row.output}
            for row in self._rows(SelfEducation)
        }
        return [
            mapping.MEMBER.fields(row, self.refs)
            | {"organisation": codes[row.organisation_id], "self_education": studies.get(row.id)}
            for row in rows
        ]

    def _plan(self, items: list[Any]) -> dict[str, Any] | None:
        plan = self._only(mapping.PLAN)
        return None if plan is None else plan | {"items": self._all(mapping.PLAN_ITEM, items)}

    def _meetings(self, rows: list[Any], questions: Rows, papers: Rows) -> list[dict[str, Any]]:
        attendance: Rows = defaultdict(list)
        for entry in self._rows(Attendance):
            member = self.refs.name(mapping.Member, entry.member_id)
            attendance[entry.meeting_id].append(
                {"member": member, "state": entry.state, "reason": entry.reason}
            )
        protocols = {
            row.meeting_id: mapping.PROTOCOL.fields(row, self.refs) for row in self._rows(Protocol)
        }
        return [
            mapping.MEETING.fields(row, self.refs)
            | {
                "attendance": attendance[row.id],
                "agenda": questions[row.id],
                "protocol": protocols.get(row.id),
                "materials": papers[row.id],
            }
            for row in rows
        ]

    def _activities(self, rows: list[Any]) -> list[dict[str, Any]]:
        participants: dict[Any, list[str | None]] = defaultdict(list)
        for entry in self._rows(Participation):
            member = self.refs.name(mapping.Member, entry.member_id)
            participants[entry.activity_id].append(member)
        return [
            mapping.ACTIVITY.fields(row, self.refs) | {"participants": participants[row.id]}
            for row in rows
        ]

    def _all(self, kind: Mapping, rows: Iterable[Any]) -> list[dict[str, Any]]:
        return [kind.fields(row, self.refs) for row in rows]

    def _by(self, parent: str, kind: Mapping, rows: Iterable[Any]) -> Rows:
        found: Rows = defaultdict(list)
        for row in rows:
            found[getattr(row, parent)].append(kind.fields(row, self.refs))
        return found

    def _only(self, kind: Mapping) -> dict[str, Any] | None:
        rows = self._rows(kind.model)
        return kind.fields(rows[0], self.refs) if rows else None

    def _rows(self, model: Any) -> list[Any]:
        chosen = select(model).where(
            model.association_id == self.year.association_id, model.year_id == self.year.id
        )
        if "ordinal" in model.__mapper__.columns:
            chosen = chosen.order_by(model.ordinal)
        return list(db.session.scalars(chosen))


def _dated(text: str | None, day: Any) -> dict[str, Any] | None:
    return None if text is None else {"text": text, "date": day}


def _votes(row: Any) -> dict[str, Any] | None:
    if row.votes_for is None:
        return None
    return {"for": row.votes_for, "against": row.votes_against, "abstained": row.votes_abstained}
