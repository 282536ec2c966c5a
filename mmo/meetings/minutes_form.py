"""The form of what the minutes say of one question: heard, spoke, votes, decisions."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import FieldList, Form, FormField, HiddenField

from mmo.database import uuid7
from mmo.meetings.models import AgendaItem
from mmo.meetings.reading import Whole
from mmo.meetings.said import Decided, Said, said_of
from mmo.records.fields import Day, Lines, LongText, Number, Reference
from mmo.records.forms import RecordForm

VOTES = ("votes_for", "votes_against", "votes_abstained")
MOST_VOTES = 100_000


class DecisionRow(Form):
    """A decision of a question: an earlier one by its key, or a new one with the key to be."""

    key = HiddenField()
    text = LongText(_l("Decision"), render_kw={"rows": 2})
    responsible_id = Reference(_l("Responsible"))
    due = Day(_l("Term"))


class MinutesForm(RecordForm):
    apart = frozenset(("decisions",))

    heard = LongText(_l("Heard"), render_kw={"rows": 3})
    spoke = Lines(_l("Spoke"), description=_l("One speaker on a line: “Ivanova A. P.: …”."))
    votes_for = Number(lazy_pgettext("votes", "For"), MOST_VOTES)
    votes_against = Number(lazy_pgettext("votes", "Against"), MOST_VOTES)
    votes_abstained = Number(lazy_pgettext("votes", "Abstained"), MOST_VOTES)
    decisions = FieldList(FormField(DecisionRow))

    whole: Whole
    theirs_said: Said | None = None
    """On a conflict: what somebody else saved meanwhile."""
    emptied: int = 0
    """How many decisions were sent without their text; they stay as they were."""

    def __init__(self, whole: Whole, item: AgendaItem, *, sent: bool = False) -> None:
        self.whole = whole
        super().__init__(item, **({} if sent else {"formdata": None}))
        self.stored = said_of(whole, item)
        if not sent:
            self.version.data = self.stored.token
        self._offer_a_row()
        self._name_fields(item.id)

    def read(self, record: Any) -> dict[str, Any]:
        """The decisions as rows."""
        rows = self.whole.decisions(record)
        return {
            "decisions": [
                {"key": str(row.id), "text": row.text, "responsible_id": row.responsible_id,
                 "due": row.due} for row in rows
            ]
        }  # fmt: skip

    def _overlay(self, asked: Any) -> None:
        """What the address of the page says is about the page, not about one question."""

    def _offer_a_row(self) -> None:
        """An empty row waits at the end; every member of the day may be responsible."""
        last = self.decisions.entries[-1] if self.decisions.entries else None
        if last is None or last.form.text.data:
            self.decisions.append_entry({"key": str(uuid7())})
        chosen = [row.responsible_id for row in self.whole.decisions(self.record)]
        offered = self.whole.offered(*chosen)
        for entry in self.decisions:
            entry.form.responsible_id.offer(offered)

    def _name_fields(self, item: UUID) -> None:
        """A page has many of these forms, so the ids of their fields say which one it is."""
        rows = [field for entry in self.decisions for field in entry.form]
        for field in (*self, *rows):
            field.id = f"{field.id}-{item}"
            field.label.field_id = field.id

    def said(self) -> Said:
        """What the form says. A decision that was there and has no text any more stays as it
        was: deleting is a button of its own."""
        before = {row.key: row for row in self.stored.decisions}
        decisions, self.emptied = [], 0
        for entry in self.decisions:
            row = entry.form
            key = _key(row.key.data)
            if row.text.data:
                decisions.append(Decided(key, row.text.data, row.responsible_id.data, row.due.data))
            elif key in before:
                self.emptied += 1
                decisions.append(before[key])
        votes = [self[name].data for name in VOTES]
        counted = any(each is not None for each in votes)
        return Said(
            self.heard.data or None, tuple(self.spoke.data or ()),
            tuple(each or 0 for each in votes) if counted else None, tuple(decisions),
        )  # fmt: skip

    @property
    def overvoted(self) -> int:
        """How many votes there are, where they are more than the members who are present."""
        votes = sum(self[name].data or 0 for name in VOTES)
        present = self.whole.figures.present
        return votes if present and votes > present else 0

    def problems(self) -> list[str]:
        """What is wrong, each with the name of its field."""
        found = [(each.label.text, each.errors) for each in self if each.name != "decisions"]
        for number, entry in enumerate(self.decisions, start=1):
            found += [(_("Decision %(number)d", number=number), each.errors) for each in entry.form]
        return [f"{label}: {error}" for label, errors in found for error in errors]


def _key(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid7()
