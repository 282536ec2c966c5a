"""Who may do what where. Roles give abilities; a grant says in which scope.

The one table that decides: `ABILITIES`. A head, secretary or member has a role in one
association; a deputy director and a director in an organisation, which founds associations;
the head of the methodical office in the municipality, the administrator in the installation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from mmo.accounts.models import Role
from mmo.associations.models import Level


class Can(StrEnum):
    """What a person may do with an association."""

    SEE_STATE = "see_state"
    """The regulation's clauses with their statuses and numbers, without names."""
    READ_RECORDS = "read_records"
    """Plan, meetings, minutes, activities, materials, and members' names."""
    READ_CARDS = "read_cards"
    """Members' personal cards."""
    PROPOSE = "propose"
    """Add a question to a coming agenda, a material, an event of one's own."""
    KEEP_MINUTES = "keep_minutes"
    EDIT = "edit"
    AGREE_PLAN = "agree_plan"
    REVIEW = "review"
    """Return or accept the analysis and the year-end report."""
    SHARE = "share"
    """Send upward what the office may read of a school's association, and take it back."""
    READ_SHARED = "read_shared"
    """What a school's association has sent upward."""
    REVIEW_SHARED = "review_shared"
    """Return or accept what a school's association has sent upward."""
    SET_UP = "set_up"
    """Years, trimesters, the wording of the regulation, its parameters."""


WRITES = {Can.PROPOSE, Can.KEEP_MINUTES, Can.EDIT, Can.AGREE_PLAN, Can.REVIEW}
"""What nobody may do in a closed year, until it is reopened."""

_READS = {Can.SEE_STATE, Can.READ_RECORDS}

ABILITIES: dict[Role, set[Can]] = {
    Role.HEAD: {
        *_READS,
        Can.READ_CARDS,
        Can.PROPOSE,
        Can.KEEP_MINUTES,
        Can.EDIT,
        Can.SHARE,
        Can.READ_SHARED,
        Can.SET_UP,
    },
    Role.SECRETARY: {*_READS, Can.READ_CARDS, Can.PROPOSE, Can.KEEP_MINUTES},
    Role.MEMBER: {*_READS, Can.PROPOSE},
    Role.DEPUTY: {
        *_READS,
        Can.READ_CARDS,
        Can.REVIEW,
        Can.SHARE,
        Can.READ_SHARED,
        Can.SET_UP,
    },
    Role.DIRECTOR: {*_READS, Can.READ_CARDS, Can.READ_SHARED},
    Role.OFFICE: {*_READS, Can.READ_CARDS, Can.AGREE_PLAN, Can.REVIEW, Can.SET_UP},
    Role.ADMIN: {Can.SEE_STATE, Can.SET_UP},
}
OFFICE_ABOVE_SCHOOL = {Can.SEE_STATE, Can.READ_SHARED, Can.REVIEW_SHARED}
"""Of a school's association the methodical office sees the state; records only as shared."""


@dataclass(frozen=True, slots=True)
class Scoped:
    """A role in its scope; a scope of None is the municipality or the installation."""

    role: Role
    association_id: UUID | None = None
    organisation_id: UUID | None = None


def abilities(grants: Iterable[Scoped], association: Any) -> set[Can]:
    """What these grants allow with an association.

    Args:
        association: anything with ``association_id``, ``level``, ``organisation_id``,
            ``in_municipality``.
    """
    found: set[Can] = set()
    for grant in grants:
        if _reaches(grant, association):
            above = grant.role is Role.OFFICE and association.level != Level.MUNICIPAL
            found |= OFFICE_ABOVE_SCHOOL if above else ABILITIES[grant.role]
    return found


def roles_at(grants: Iterable[Scoped], association: Any) -> set[Role]:
    """What a person with these grants is to an association."""
    return {grant.role for grant in grants if _reaches(grant, association)}


def _reaches(grant: Scoped, association: Any) -> bool:
    match grant.role:
        case Role.HEAD | Role.SECRETARY | Role.MEMBER:
            return grant.association_id == association.association_id
        case Role.DEPUTY | Role.DIRECTOR:
            return grant.organisation_id == association.organisation_id
        case Role.OFFICE:
            return bool(association.in_municipality)
    return True
