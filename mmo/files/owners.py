"""The records that have files, and the one decision who may read and who may change them."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, current_app, g, url_for
from flask_login import current_user
from sqlalchemy import select

from mmo.accounts.permissions import Can
from mmo.activities.models import Activity
from mmo.analyses.models import Analysis
from mmo.extensions import db
from mmo.groups.models import CreativeGroup
from mmo.materials.models import Material
from mmo.meetings.models import Meeting
from mmo.members.models import Member
from mmo.naming import NAMED, plain_names
from mmo.plans.models import Plan, PlanItem
from mmo.submissions.models import Submission

OWNERS: dict[str, type[Any]] = {
    "material": Material,
    "meeting": Meeting,
    "activity": Activity,
    "plan": Plan,
    "plan_item": PlanItem,
    "creative_group": CreativeGroup,
    "submission": Submission,
    "analysis": Analysis,
    "member": Member,
}
"""Kinds of records that files may belong to."""

OWN_WORK = frozenset(("material", "activity"))
"""What a member may make, and so may add files to where it is their own."""

PERSONAL = frozenset(("member",))
"""Records of which the files are personal data: read with the cards, and every look is logged."""


class Owner(NamedTuple):
    """A record that has files, or could."""

    kind: str
    id: UUID
    name: str
    created_by: UUID | None

    @property
    def address(self) -> str | None:
        """The record's own page; None where its kind has none."""
        endpoint = f"records.{self.kind}_show"
        known = endpoint in current_app.view_functions
        return url_for(endpoint, record_id=self.id) if known else None

    @property
    def may_change(self) -> bool:
        """Whether the person of this request may add, replace and delete its files."""
        return may_change(self.kind, self.created_by, g.can, current_user.account_id)


def reads(kind: str) -> Can:
    """What one needs to read the files of records of a kind."""
    return Can.READ_CARDS if kind in PERSONAL else Can.READ_RECORDS


def may_have_files(kind: str) -> bool:
    """Whether the page of a record shows its files to the person of this request."""
    return kind in OWNERS and reads(kind) in g.can


def may_change(kind: str, created_by: UUID | None, can: set[Can], account: UUID) -> bool:
    """Whether somebody may change the files of a record: the one place that decides it."""
    if g.year.closed_at is not None or reads(kind) not in can:
        return False
    if Can.EDIT in can or (kind == "meeting" and Can.KEEP_MINUTES in can):
        return True
    return kind in OWN_WORK and Can.PROPOSE in can and created_by == account


def find_owner(kind: str, record_id: UUID) -> Owner:
    """A record of this year whose files the person may read; any other does not exist (404)."""
    if kind not in OWNERS or reads(kind) not in g.can:
        abort(404)
    found = owners(kind, [record_id])
    if record_id not in found:
        abort(404)
    return found[record_id]


def owners(kind: str, ids: Iterable[UUID]) -> dict[UUID, Owner]:
    """The records of one kind with these ids, as far as they are of this year; one query."""
    model = OWNERS[kind]
    _model, columns, name = NAMED.get(kind, (model, (), lambda _row: plain_names()[kind]))
    rows = db.session.execute(
        select(model.id, model.created_by, *columns).where(
            model.association_id == g.year.association_id,
            model.year_id == g.year.id,
            model.id.in_(list(ids)),
        )
    )
    return {row.id: Owner(kind, row.id, name(row), row.created_by) for row in rows}
