"""From a gap to the form that closes it: the address of every action.

A feature says for the codes of its actions (`mmo.compliance.sentences.ACTIONS`) where they are
done; a button of the dashboard leads there, the form filled in.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask import g, url_for

from mmo.accounts.permissions import Can
from mmo.compliance.explaining import Action
from mmo.compliance.judging import RuleFinding
from mmo.compliance.rulefile import ClauseEntry, EvidenceRule
from mmo.web import today

Where = Callable[[Action, UUID | None], str | None]
"""An address; None where there is no record yet to do the action to."""
_places: dict[str, list[tuple[Where, Can]]] = {}


def closes(*codes: str, needs: Can = Can.EDIT) -> Callable[[Where], Where]:
    """Register where actions of these codes are done, and what a person needs for it.

    A code may have several places, for people of different abilities; the first is taken that
    the person may use.
    """

    def register(where: Where) -> Where:
        for code in codes:
            _places.setdefault(code, []).append((where, needs))
        return where

    return register


def closed_codes() -> set[str]:
    """The codes that lead somewhere."""
    return set(_places)


def address(action: Action, record_id: UUID | None = None, can: Any = None) -> str | None:
    """Where this person does an action; None where they may not, or nobody said where.

    Args:
        record_id: the id of the record that the action names.
        can: the person's abilities in the year; by default those of the request.
    """
    able = g.can if can is None else can
    where = next((place for place, needs in _places.get(action.code, ()) if needs in able), None)
    if where is None or (action.ref is not None and record_id is None):
        return None
    return where(action, record_id)


def new(endpoint: str, **filled: Any) -> Where:
    """A form of a new record; `filled` are its fields, from the action where they are callables."""

    def where(action: Action, _record: UUID | None) -> str:
        values = {name: value(action) if callable(value) else value
                  for name, value in filled.items()}  # fmt: skip
        return url_for(endpoint, **{name: v for name, v in values.items() if v is not None})

    return where


def open_record(endpoint: str, **filled: Any) -> Where:
    """The form of the record that the action names, some of its fields filled in.

    ``ask`` names a field that the form shows, where it would be folded.
    """

    def where(action: Action, record: UUID | None) -> str | None:
        if record is None:
            return None
        values = {name: value(action) if callable(value) else value
                  for name, value in filled.items()}  # fmt: skip
        return url_for(endpoint, record_id=record, **values)

    return where


def once_past(word: str) -> Callable[[Action], str]:
    """The status of a new record: this one, or planned where its day is still ahead."""

    def status(action: Action) -> str:
        day = dated(action)
        return word if day is None or day <= today() else "planned"

    return status


def dated(action: Action) -> date | None:
    """The day that a new record is filled in with: today, where it counts."""
    day = today()
    if action.dated is None or day in action.dated:
        return day
    return action.dated.last if day > action.dated.last else action.dated.first


def adding_address(clause: ClauseEntry, finding: RuleFinding) -> str | None:
    """Where a record is added to a clause that records prove, whatever its status."""
    rule = next((each for each in clause.rules if each.id == finding.id), None)
    if not isinstance(rule, EvidenceRule):
        return None
    return address(Action("add_evidence", None, rule.evidence, clause.id))
