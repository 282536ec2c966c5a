"""Brings an association's year to what a bundle says, in one transaction.

Records are matched by their id in the file: what the format does not hold stays on a record
whose id remains. Importing the same bundle twice changes nothing. Signed minutes that the bundle
changes are kept as a version before.
"""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from mmo import journal
from mmo.activities.models import Participation
from mmo.associations.models import (
    Association,
    AssociationYear,
    Organisation,
    YearOrganisation,
)
from mmo.database import uuid7
from mmo.exchange import mapping, schema, signed
from mmo.exchange.storing import Storing, new_row, set_values
from mmo.extensions import db
from mmo.meetings.models import Attendance, Protocol
from mmo.members.models import SelfEducation


def import_bundle(
    bundle: schema.Bundle,
    *,
    new_association: UUID | None = None,
    also: Callable[[AssociationYear], None] = lambda _year: None,
) -> AssociationYear:
    """Store a bundle that was found valid. Returns the year as it now is.

    Args:
        new_association: the id that an association gets that is not here yet.
        also: what else is written in the same transaction.
    """
    running = _Import(bundle, new_association or uuid7())
    with journal.change("import"):
        signed.keep(bundle)
        year = running.run()
        also(year)
        if running.is_new:
            journal.rebuild_history(year)
    return year


class _Import(Storing):
    def __init__(self, bundle: schema.Bundle, new_association: UUID) -> None:
        super().__init__()
        self.bundle = bundle
        self.new_association = new_association
        self.is_new = False

    def run(self) -> AssociationYear:
        organisations = {
            entry.code: self._organisation(entry) for entry in self.bundle.organisations
        }
        association = self._association(organisations)
        self.year = self._year(association)
        self.children(
            YearOrganisation,
            [
                {"organisation_id": organisation.id, "ordinal": ordinal}
                for ordinal, organisation in enumerate(organisations.values())
            ],
        )
        self._members(organisations)
        self._records()
        self.delete_gone()
        return self.year

    def _organisation(self, entry: schema.OrganisationIn) -> Organisation:
        found = db.session.scalar(select(Organisation).where(Organisation.code == entry.code))
        return set_values(found or new_row(Organisation), dict(entry))

    def _association(self, organisations: dict[str, Organisation]) -> Association:
        entry = self.bundle.association
        found = db.session.scalar(select(Association).where(Association.code == entry.code))
        organisation = organisations[entry.organisation]
        values = {"code": entry.code, "name": entry.name, "level": entry.level}
        if found is None:
            found = new_row(Association)
            found.id = self.new_association
        return set_values(found, values | {"organisation_id": organisation.id})

    def _year(self, association: Association) -> AssociationYear:
        entry = self.bundle.year
        found = db.session.scalar(
            select(AssociationYear).where(
                AssociationYear.association_id == association.id,
                AssociationYear.year == entry.start.year,
            )
        )
        regulation, theme, goal = self.bundle.regulation, self.bundle.theme, self.bundle.goal
        values = {
            "association_id": association.id,
            "year": entry.start.year,
            "start": entry.start,
            "end": entry.end,
            "theme": theme and theme.text,
            "theme_on": theme and theme.date,
            "goal": goal and goal.text,
            "goal_on": goal and goal.date,
            "regulation_title": regulation and regulation.title,
            "regulation_approved_on": regulation and regulation.approved_on,
            "regulation_valid_from": regulation and regulation.valid_from,
            "regulation_valid_to": regulation and regulation.valid_to,
        }
        for number, span in enumerate(entry.trimesters, start=1):
            values[f"trimester{number}_start"] = span.start
            values[f"trimester{number}_end"] = span.end
        self.is_new = found is None
        return set_values(found or new_row(AssociationYear), values)

    def _members(self, organisations: dict[str, Organisation]) -> None:
        entries = self.bundle.members
        self.many(
            mapping.MEMBER,
            entries,
            lambda entry: {
                "organisation_id": organisations[entry.organisation].id,
                "name_key": mapping.name_key(entry.full_name),
            },
        )
        members = self.ids[mapping.Member]
        self.children(
            SelfEducation,
            [
                {"member_id": members[entry.id], **dict(entry.self_education)}
                for entry in entries
                if entry.self_education is not None
            ],
        )

    def _records(self) -> None:
        bundle = self.bundle
        self.many(mapping.HEAD_APPOINTMENT, bundle.head_appointments)
        self.many(mapping.MEETING, bundle.meetings)
        plan = self.one(mapping.PLAN, bundle.plan)
        items = bundle.plan.items if bundle.plan else []
        self.many(mapping.PLAN_ITEM, items, lambda _entry: {"plan_id": plan.id if plan else None})
        self._meeting_parts()
        self.many(mapping.ACTIVITY, bundle.activities)
        self._participants()
        self.many(mapping.CREATIVE_GROUP, bundle.creative_groups)
        self.many(mapping.SUBMISSION, bundle.submissions)
        self.one(mapping.ANALYSIS, bundle.analysis)

    def _meeting_parts(self) -> None:
        meetings = self.ids[mapping.Meeting]
        members = self.ids[mapping.Member]
        agenda = [(m, item) for m in self.bundle.meetings for item in m.agenda]
        decisions = [(item, made) for _m, item in agenda for made in item.decisions]
        meeting_of = {item.id: meetings[meeting.id] for meeting, item in agenda}
        self.many(
            mapping.AGENDA_ITEM,
            [item for _m, item in agenda],
            lambda item: {"meeting_id": meeting_of[item.id], **_votes(item.votes)},
        )
        item_of = {made.id: self.ids[mapping.AgendaItem][item.id] for item, made in decisions}
        self.many(
            mapping.DECISION,
            [made for _item, made in decisions],
            lambda made: {"agenda_item_id": item_of[made.id]},
        )
        self.children(
            Attendance,
            [
                {
                    "meeting_id": meetings[meeting.id],
                    "member_id": members[entry.member],
                    "state": entry.state,
                    "reason": entry.reason,
                    "ordinal": ordinal,
                }
                for meeting in self.bundle.meetings
                for ordinal, entry in enumerate(meeting.attendance)
            ],
        )
        self.children(
            Protocol,
            [
                {
                    "meeting_id": meetings[meeting.id],
                    **mapping.PROTOCOL.columns(meeting.protocol, self.ids),
                }
                for meeting in self.bundle.meetings
                if meeting.protocol is not None
            ],
        )
        own = {paper.id: meetings[m.id] for m in self.bundle.meetings for paper in m.materials}
        papers = [paper for meeting in self.bundle.meetings for paper in meeting.materials]
        self.many(
            mapping.MATERIAL,
            [*papers, *self.bundle.materials],
            lambda paper: {"meeting_id": own.get(paper.id)},
        )

    def _participants(self) -> None:
        activities, members = self.ids[mapping.Activity], self.ids[mapping.Member]
        self.children(
            Participation,
            [
                {
                    "activity_id": activities[activity.id],
                    "member_id": members[member],
                    "ordinal": ordinal,
                }
                for activity in self.bundle.activities
                for ordinal, member in enumerate(activity.participants)
            ],
        )


def _votes(votes: schema.Votes | None) -> dict[str, int | None]:
    parts = ("for_", "against", "abstained")
    return {f"votes_{part.rstrip('_')}": getattr(votes, part, None) for part in parts}
