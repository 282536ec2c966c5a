"""Duties about the person's own card: what is empty in it, and the self-education topic."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import and_, func, select

from mmo.accounts.models import Role
from mmo.duties.desk import Desk, of_places
from mmo.duties.duty import Duty
from mmo.extensions import db
from mmo.labels import CARD_FIELD
from mmo.members.facts import CARD_FIELDS
from mmo.members.models import CardProposal, Member, SelfEducation, SelfEducationStage
from mmo.naming import short_name

INSIDE = (Role.HEAD, Role.SECRETARY, Role.MEMBER)


def cards(desk: Desk) -> Iterator[Duty]:
    """What is empty in the own card of the present year; one query."""
    places = desk.at(*INSIDE)
    if not places or desk.person_id is None:
        return
    chosen = (
        select(Member.id, Member.year_id, *(getattr(Member, name) for name in CARD_FIELDS),
               SelfEducation.topic)
        .outerjoin(SelfEducation, (SelfEducation.association_id == Member.association_id)
                   & (SelfEducation.member_id == Member.id))
        .where(of_places(Member, places), Member.person_id == desk.person_id,
               Member.left_on.is_(None))
    )  # fmt: skip
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        own = place.address("members.own", member_id=row.id)
        empty = [str(CARD_FIELD[name]) for name in CARD_FIELDS if _is_empty(getattr(row, name))]
        if empty:
            yield Duty(
                _("Your card lacks: %(fields)s", fields=", ".join(empty)), _("you"), own,
                place.row.name, _("write it in a proposal, and the head puts it in"),
            )  # fmt: skip
        if _is_empty(row.topic):
            yield Duty(_("Choose a self-education topic"), _("you"), own, place.row.name)


def _is_empty(value: object) -> bool:
    return value is None or not str(value).strip()


def own_cards(desk: Desk) -> list[tuple[str, str]]:
    """The person's cards of the present year: association and address; one query."""
    places = desk.at(*INSIDE)
    if not places or desk.person_id is None:
        return []
    chosen = select(Member.id, Member.year_id).where(
        of_places(Member, places), Member.person_id == desk.person_id, Member.left_on.is_(None)
    )
    found = [
        (places[row.year_id].row.name,
         places[row.year_id].address("records.member_show", record_id=row.id))
        for row in db.session.execute(chosen)
    ]  # fmt: skip
    return sorted(found)


def stages(desk: Desk) -> Iterator[Duty]:
    """Own steps of self-education that have a term; one query."""
    places = desk.at(*INSIDE)
    if not places or desk.person_id is None:
        return
    chosen = (
        select(SelfEducationStage.id, SelfEducationStage.year_id, SelfEducationStage.title,
               SelfEducationStage.due)
        .join(Member, and_(Member.association_id == SelfEducationStage.association_id,
                           Member.id == SelfEducationStage.member_id))
        .where(of_places(SelfEducationStage, places), Member.person_id == desk.person_id,
               SelfEducationStage.done_on.is_(None), SelfEducationStage.due <= desk.last)
    )  # fmt: skip
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        yield Duty(
            row.title, _("you"),
            place.address("records.self_education_stage_show", record_id=row.id), place.row.name,
            _("self-education"), row.due,
        )  # fmt: skip


def asked_for(desk: Desk) -> Iterator[Duty]:
    """What members ask to be put right in their cards; one query."""
    places = desk.at(Role.HEAD)
    if not places:
        return
    chosen = (
        select(CardProposal.year_id, CardProposal.member_id, Member.full_name,
               func.min(CardProposal.made_on).label("since"))
        .join(Member, and_(Member.association_id == CardProposal.association_id,
                           Member.id == CardProposal.member_id))
        .where(of_places(CardProposal, places), CardProposal.settled_on.is_(None))
        .group_by(CardProposal.year_id, CardProposal.member_id, Member.full_name)
    )  # fmt: skip
    for row in db.session.execute(chosen):
        place = places[row.year_id]
        yield Duty(
            _("%(name)s asks to correct the card", name=short_name(row.full_name)),
            _("you"),
            place.address("records.member_show", record_id=row.member_id), place.row.name,
            since=row.since,
        )  # fmt: skip
