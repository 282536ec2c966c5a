"""Papers about members: the bank, self-education, a petition, the order of a head."""

from typing import Any
from uuid import UUID

from mmo.activities.models import ActivityStatus
from mmo.database import AnyRow
from mmo.documents.figures import active, makeup
from mmo.documents.people import member, naming
from mmo.documents.records import NoSuchRecord, YearRecords, found_in, of_year
from mmo.documents.wording import day, number, short_day, text
from mmo.labels import KIND, POST


def bank(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the bank of members: who they are, and the make-up in figures."""
    of_year(records, year)
    members = active(records)
    return {"members": _cards(records, members), "makeup": makeup(members)}


def self_education(records: YearRecords, year: UUID) -> dict[str, Any]:
    """The fields of the list of self-education topics, and the experience generalised."""
    of_year(records, year)
    named = naming(records)
    return {
        "members": _cards(records, active(records)),
        "experience": [
            {
                "number": str(place),
                "date": short_day(row.date),
                "title": text(row.title),
                "people": [named(each.member_id) for each in records.participants.get(row.id, ())],
            }
            for place, row in enumerate(
                (
                    row
                    for row in records.activities
                    if row.kind == "experience" and row.status is ActivityStatus.DONE
                ),
                start=1,
            )
        ],
    }


def _cards(records: YearRecords, members: list[AnyRow]) -> list[dict[str, Any]]:
    named = naming(records)
    return [
        {**named(row.id), "number": str(place), **card(records, row)}
        for place, row in enumerate(members, start=1)
    ]


def card(records: YearRecords, row: AnyRow) -> dict[str, Any]:
    """What papers say of a member beside the name and the post."""
    organisation = records.organisations.get(row.organisation_id)
    topic = records.self_education.get(row.id)
    return {
        "organisation": text(organisation.name if organisation else None),
        "homeroom_class": text(row.homeroom_class),
        "education": text(row.education),
        "experience": number(row.experience_years),
        "category": text(row.category),
        "category_until": short_day(row.category_valid_until),
        "joined": short_day(row.joined_on),
        "topic": text(topic.topic if topic else None),
        "topic_since": number(topic.since if topic else None),
        "topic_output": text(topic.output if topic else None),
    }


def petition(records: YearRecords, member_id: UUID) -> dict[str, Any]:
    """The fields of a petition to encourage a member, with what speaks for it."""
    row = found_in(records.members.values(), member_id)
    done = [
        activity
        for activity in records.activities
        if activity.status is ActivityStatus.DONE
        and any(each.member_id == member_id for each in records.participants.get(activity.id, ()))
    ]
    return {
        "member": {**member(records, member_id), **card(records, row)},
        "merits": [
            {
                "kind": str(KIND[activity.kind]),
                "title": text(activity.title),
                "date": day(activity.date),
            }
            for activity in done
        ],
    }


def order(records: YearRecords, appointment: UUID) -> dict[str, Any]:
    """The fields of the draft of an order that appoints a head."""
    row = found_in(records.appointments, appointment)
    appointed = records.members.get(row.member_id)
    if appointed is None:
        raise NoSuchRecord(str(row.member_id))
    return {
        "order": {
            "number": text(row.order_number),
            "date": day(row.order_date),
            "since": day(row.from_on),
            "until": day(row.to_on),
        },
        "appointed": {**member(records, row.member_id), "post": str(POST[row.post])},
    }
