"""The form of an item of the plan."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mmo.plans import reading, revisions
from mmo.plans.models import Cause
from mmo.records import choices
from mmo.records.fields import Clauses, Day, Flag, LongText, Reference, Text
from mmo.records.forms import RecordForm
from mmo.web import today

MATTERS = ("section", "title", "due", "responsible_id", "priority", "expected", "clauses")
"""What makes up an item of a plan; marking it as done changes no plan."""


class PlanItemForm(RecordForm):
    main = ("section", "title", "due", "responsible_id", "as_revision")
    more = (
        (_l("How it was done"), ("done_on", "result", "reason")),
        (_l("Expected result, importance, clauses"), ("expected", "priority", "clauses")),
    )
    apart = frozenset({"as_revision"})

    section = Text(
        _l("Section"), _l("Enter the section of the plan."), 200,
        description=_l("Choose a section of the plan or write a new one."),
    )  # fmt: skip
    title = LongText(
        _l("What is done"), _l("Write what will be done."), 1000, render_kw={"rows": 2}
    )
    due = Day(_l("Term"), description=_l("Without a term it is expected by the year's end."))
    responsible_id = Reference(_l("Responsible"))
    done_on = Day(_l("Done on"))
    result = LongText(_l("Result"), longest=4000, render_kw={"rows": 2})
    expected = LongText(_l("Expected result"), longest=1000, render_kw={"rows": 2})
    priority = Flag(_l("Main direction of the work"))
    reason = LongText(_l("Why it was not done"), longest=1000, render_kw={"rows": 2})
    clauses = Clauses(
        description=_l("The clauses that the item serves; done, it proves what is advised.")
    )
    as_revision = Flag(
        _l("Enter it as a change of the plan"),
        description=_l(
            "The plan is agreed or approved. Ticked, the change is kept as a new revision that is "
            "to be agreed again; otherwise it counts as a correction."
        ),
    )

    def prepare(self) -> None:
        """Offer the members and the plan's sections; a change is asked about once it matters."""
        super().prepare()
        self.responsible_id.offer(choices.members(), _("nobody yet"))
        self.section.suggestions = reading.sections()
        self.plan = reading.plan_of_year()
        if not reading.is_settled(self.plan):
            del self.as_revision

    @staticmethod
    def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What is done was done already."""
        if values.get("done_on") and values["done_on"] > today():
            yield "done_on", _("This day is still ahead; enter it when it is done.")

    def write(self, record: Any) -> None:
        """The item, in the plan of the year; the first item begins the plan."""
        self.plan = reading.begun()
        record.plan_id = self.plan.id
        matters = any(getattr(record, name) != self[name].data for name in MATTERS)
        super().write(record)
        self._revised = matters and "as_revision" in self and self.as_revision.data

    def write_parts(self, record: Any) -> None:
        """A change of a plan that was agreed is kept as its revision, where the person says so."""
        if self._revised and self.plan is not None:
            self.plan.revised_on = today()
            revisions.keep(self.plan, Cause.REVISED)
