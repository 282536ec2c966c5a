"""«Напомнить»: a text for a messenger or a letter to somebody who has no account here.

Papers and letters of a school are in Russian, whatever language the screens have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from uuid import UUID

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.compliance.models import YearState
from mmo.compliance.regulations import YearRules
from mmo.compliance.rulefile import AnyRule, ClauseEntry, Responsible, Status
from mmo.compliance.sentences import day as in_words
from mmo.compliance.sentences import people
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.findings import Judge
from mmo.meetings.models import AgendaItem, Meeting, MeetingStatus

OPEN = (Status.GAP, Status.UNCONFIRMED, Status.DUE_SOON, Status.AT_RISK, Status.PENDING)
WITHOUT_ACCOUNT = {
    Responsible.PEDAGOGICAL_COUNCIL: _l("To the pedagogical council"),
    Responsible.EDUCATION_DEPARTMENT: _l("To the education department"),
    Responsible.ASSEMBLY: _l("To the members of the association"),
    Responsible.MEMBERS: _l("To the members of the association"),
    Responsible.DIRECTOR: _l("To the director"),
    Responsible.DEPUTY: _l("To the deputy director"),
    Responsible.MK_HEAD: _l("To the head of the methodical office"),
}
"""Whom a head may have to remind outside the program, those without any account first."""
LONGEST_LINK = 1_800
"""Characters of a mailto address; mail programs cut longer ones."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A text to send, and what it is about."""

    subject: str
    text: str

    @property
    def link(self) -> str:
        """An address that opens the letter in the person's own mail program."""
        body = quote(self.text.replace("\n", "\r\n"))
        start = f"mailto:?subject={quote(self.subject)}&body="
        room = LONGEST_LINK - len(start)
        if len(body) > room:
            body = body[:room].rpartition("%20")[0]
        return start + body


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open rule that somebody else than the head is responsible for."""

    clause: ClauseEntry
    rule: AnyRule
    status: Status
    due: date | None

    @property
    def others(self) -> list[Responsible]:
        return [who for who in WITHOUT_ACCOUNT if who in self.rule.responsible]


def waiting(year: AnyRow) -> tuple[YearRules, list[Waiting]]:
    """What others than the head have to do in a year, as it was last judged."""
    judge: Judge = current_app.extensions["judge"]
    rules = judge.rules_of(db.session(), year)
    stored = db.session.scalar(
        select(YearState.rules).where(
            YearState.association_id == year.association_id, YearState.year_id == year.id
        )
    )
    found = list(_open(rules, stored or {}))
    ranks = list(WITHOUT_ACCOUNT)
    found.sort(key=lambda each: (ranks.index(each.others[0]), each.due or date.max))
    return rules, found


def _open(rules: YearRules, stored: dict[str, list[str]]) -> Iterator[Waiting]:
    for clause, rule in rules.edition.rules():
        status, due, *_more = stored.get(rule.id, (Status.MET, None))
        each = Waiting(clause, rule, Status(status), date.fromisoformat(due) if due else None)
        if each.status in OPEN and each.others:
            yield each


def about_clause(year: AnyRow, rules: YearRules, each: Waiting, sender: str) -> Letter:
    """A reminder of what a clause asks for."""
    with force_locale("ru"):
        label = rules.edition.label(each.clause.id)
        due = _("Please do it by %(day)s.", day=in_words(each.due)) if each.due else ""
        heads = dict.fromkeys(str(WITHOUT_ACCOUNT[who]) for who in each.others)
        lines = [
            "; ".join(heads),
            "",
            _("Hello!"),
            _("We remind you of clause %(label)s of “%(title)s”: %(gist)s.", label=label,
              title=rules.regulation.title, gist=_bare(each.clause.gist)),
            due,
            "",
            *_signature(year, sender),
        ]  # fmt: skip
        return Letter(_("Reminder of clause %(label)s", label=label), _joined(lines))


def about_meeting(year: AnyRow, meeting_id: UUID, sender: str) -> Letter | None:
    """An invitation to a planned meeting with its agenda; None where there is none."""
    meeting = db.session.execute(
        select(Meeting.date, Meeting.number, Meeting.theme, Meeting.place, Meeting.form).where(
            Meeting.association_id == year.association_id,
            Meeting.year_id == year.id,
            Meeting.id == meeting_id,
            Meeting.status == MeetingStatus.PLANNED,
        )
    ).first()
    if meeting is None:
        return None
    questions = db.session.scalars(
        select(AgendaItem.question)
        .where(
            AgendaItem.association_id == year.association_id, AgendaItem.meeting_id == meeting_id
        )
        .order_by(AgendaItem.ordinal)
    ).all()
    with force_locale("ru"):
        when = in_words(meeting.date)
        lines = [
            _("Hello!"),
            _("A meeting of the association takes place on %(day)s.", day=when),
            _("Theme: %(theme)s.", theme=_bare(meeting.theme)),
            _("Form: %(form)s.", form=_bare(meeting.form)) if meeting.form else "",
            _("Place: %(place)s.", place=_bare(meeting.place)) if meeting.place else "",
            _("Agenda:") if questions else "",
            *(f"{number}. {question}" for number, question in enumerate(questions, start=1)),
            "",
            *_signature(year, sender),
        ]
        return Letter(_("Meeting on %(day)s", day=when), _joined(lines))


def planned_meetings(year: AnyRow, today: date) -> list[AnyRow]:
    """The meetings that are still ahead."""
    chosen = select(Meeting.id, Meeting.date, Meeting.theme).where(
        Meeting.association_id == year.association_id,
        Meeting.year_id == year.id,
        Meeting.status == MeetingStatus.PLANNED,
        Meeting.date >= today,
    )
    return list(db.session.execute(chosen.order_by(Meeting.date, Meeting.ordinal)))


def whom(each: Waiting) -> str:
    """Who is responsible, in words."""
    return people(each.rule.responsible)


def _signature(year: AnyRow, sender: str) -> list[str]:
    return [sender, year.name, year.founder]


def _bare(text: str) -> str:
    return text.strip().rstrip(".;")


def _joined(lines: list[str]) -> str:
    """The lines; an empty one only where a part ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
