"""The make-up of the members on a day: how many, and who they are, as figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import g
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.associations.models import Organisation
from mmo.database import AnyRow, text_key
from mmo.extensions import db
from mmo.members.models import Member
from mmo.records.forms import of_year

BANDS = ((0, 2), (3, 5), (6, 10), (11, 20), (21, None))
"""Years of experience, from and to."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A question about the members and its answers with their numbers."""

    title: str
    bars: list[tuple[str, int]]

    @property
    def most(self) -> int:
        return max((number for _name, number in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class MakeUp:
    """The members of a day."""

    number: int
    pedagogical: int
    classes: list[str]
    figures: list[Figure]
    ending: Sequence[AnyRow]


def make_up(day: date) -> MakeUp:
    """The make-up on a day of the members who belong to the association then; one query."""
    rows = db.session.execute(
        select(
            Member.id, Member.full_name, Member.pedagogical, Member.homeroom_class,
            Member.education, Member.experience_years, Member.category,
            Member.category_valid_until, Organisation.name.label("organisation"),
        )
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(
            of_year(Member),
            Member.joined_on <= day,
            Member.left_on.is_(None) | (Member.left_on > day),
        )
        .order_by(Member.name_key)
    ).all()  # fmt: skip
    figures = [
        Figure(_("Experience, years"), _bands(rows)),
        Figure(_("Category"), _words(row.category for row in rows)),
        Figure(_("Education"), _words(row.education for row in rows)),
    ]
    if g.year.level == "municipal":
        figures.append(Figure(_("Organisations"), _words(row.organisation for row in rows)))
    soon = day + timedelta(days=365)
    return MakeUp(
        number=len(rows),
        pedagogical=sum(row.pedagogical for row in rows),
        classes=sorted({row.homeroom_class for row in rows if row.homeroom_class}, key=_class_key),
        figures=figures,
        ending=sorted(
            (row for row in rows
             if row.category_valid_until and day <= row.category_valid_until <= soon),
            key=lambda row: row.category_valid_until,
        ),
    )  # fmt: skip


def _class_key(name: str) -> tuple[int, str]:
    digits = "".join(sign for sign in name if sign.isdigit())
    return int(digits[:4] or 0), name


def _bands(rows: Iterable[Any]) -> list[tuple[str, int]]:
    years = [row.experience_years for row in rows]
    bars = []
    for first, last in BANDS:
        number = sum(y is not None and first <= y and (last is None or y <= last) for y in years)
        bars.append((_band(first, last), number))
    if missing := years.count(None):
        bars.append((_("not filled in"), missing))
    return bars


def _band(first: int, last: int | None) -> str:
    if last is None:
        return _("more than %(years)d years", years=first - 1)
    return _("%(first)d–%(last)d years", first=first, last=last)


def _words(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """How often each word stands there; words that differ in case only are one."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    missing = 0
    for value in values:
        if value is None or not value.strip():
            missing += 1
            continue
        key = text_key(value.strip()) or ""
        shown.setdefault(key, value.strip())
        counts[key] += 1
    bars = [(shown[key], number) for key, number in counts.most_common()]
    return [*bars, (_("not filled in"), missing)] if missing else bars
