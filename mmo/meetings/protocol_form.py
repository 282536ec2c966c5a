"""The form of the minutes' requisites: drafted with it, and signed."""

from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from mmo import journal
from mmo.extensions import db
from mmo.meetings import signing
from mmo.meetings.models import Protocol
from mmo.meetings.reading import Whole
from mmo.records.fields import Day, Flag, Reference, Text
from mmo.records.forms import RecordForm
from mmo.records.writing import Conflict
from mmo.web import day, today


class ProtocolForm(RecordForm):
    main = ("number", "drafted_on", "chair_id", "secretary_id", "signed_on")
    apart = frozenset(("incomplete",))

    number = Text(_l("Number of the minutes"), _l("Enter the number of the minutes."), 40,
                  description=_l("Continues within the year."))  # fmt: skip
    drafted_on = Day(_l("Drafted on"), _l("Enter the day of drafting."))
    chair_id = Reference(_l("Chair"), _l("Choose who chaired."))
    secretary_id = Reference(_l("Secretary"))
    signed_on = Day(_l("Signed on"), description=_l("Counts when you press “Sign”."))
    incomplete = Flag(_l("Sign all the same"))

    whole: Whole

    def __init__(self, whole: Whole, **more: Any) -> None:
        self.whole = whole
        super().__init__(whole.protocol, **more)

    @property
    def signs(self) -> bool:
        """Whether this is the signing, and not a draft."""
        return request.form.get("do") == "sign"

    @property
    def lacks(self) -> list[signing.Lack]:
        return list(signing.lacking(self.whole))

    def prepare(self) -> None:
        """Offer the members, and what is usual."""
        super().prepare()
        for field in (self.chair_id, self.secretary_id):
            field.offer(self.whole.offered(getattr(self.record, field.name, None)))
        if self.is_submitted():
            return
        self.signed_on.data = self.signed_on.data or today()
        if self.record is None:
            self.number.data = self.number.data or signing.next_protocol_number()
            self.drafted_on.data = self.drafted_on.data or self.whole.meeting.date
            self.chair_id.data = self.chair_id.data or signing.usual_chair(self.whole)
            self.secretary_id.data = self.secretary_id.data or signing.usual_secretary(self.whole)

    def validate_drafted_on(self, field: Any) -> None:
        """Minutes are drafted when the meeting has begun."""
        if field.data and field.data < self.whole.meeting.date:
            raise ValidationError(
                _("The meeting was on %(day)s: its minutes cannot be drafted earlier.",
                  day=day(self.whole.meeting.date))
            )  # fmt: skip

    def validate_signed_on(self, field: Any) -> None:
        """Minutes are signed after the meeting, by today."""
        if not self.signs:
            return
        if reason := signing.may_sign(self.whole.meeting):
            raise ValidationError(reason)
        if field.data is None:
            raise ValidationError(_("Enter the day of signing."))
        if field.data < self.whole.meeting.date:
            raise ValidationError(
                _("The meeting was on %(day)s: its minutes cannot be signed earlier.",
                  day=day(self.whole.meeting.date))
            )  # fmt: skip
        if field.data > today():
            raise ValidationError(_("The day of signing has not come yet."))

    def validate_incomplete(self, field: Any) -> None:
        """What is missing is signed only knowingly."""
        if self.signs and self.lacks and not field.data:
            raise ValidationError(
                _("Something is missing in the minutes. Add it, or tick “Sign all the same”.")
            )

    def keep(self) -> dict[str, tuple[str, str]]:
        """Keep the draft, or sign; returns the rules that it turned.

        Raises:
            Signed: somebody has signed meanwhile.
            Conflict: somebody has saved another draft meanwhile.
        """
        signs = self.signs
        with journal.change("sign" if signs else "change") as change:
            meeting = signing.open_meeting(self.whole.meeting.id)
            key = (g.year.association_id, meeting.id)
            protocol = db.session.get(Protocol, key, populate_existing=True)
            if (str(protocol.version) if protocol else "") != (self.version.data or ""):
                raise Conflict
            if protocol is None:
                protocol = Protocol(
                    association_id=meeting.association_id, year_id=meeting.year_id,
                    meeting_id=meeting.id,
                )  # fmt: skip
                db.session.add(protocol)
            self.signed_on.data = self.signed_on.data if signs else None
            self.write(protocol)
        return change.turned.get(g.year.id, {})
