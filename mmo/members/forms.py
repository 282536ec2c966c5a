"""The forms of a member's card and of a head's appointment."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from mmo.database import text_key
from mmo.extensions import db
from mmo.labels import ISSUER, POST
from mmo.members.models import CardProposal, Issuer, Post, SelfEducation
from mmo.members.own import may_read
from mmo.members.workplaces import join_year, workplaces
from mmo.records import choices
from mmo.records.fields import Choice, Day, Flag, LongText, Number, Reference, Text
from mmo.records.forms import RecordForm
from mmo.web import today

TOPIC = ("topic", "since", "output", "outcome")
"""Fields of a card that stand in the table of self-education."""
PERSONAL = (
    "education", "experience_years", "category", "category_assigned_on", "category_valid_until",
    "pedagogical", *TOPIC,
)  # fmt: skip
"""Fields that are read by the member and by those who may read cards."""


class MemberForm(RecordForm):
    main = (
        "full_name", "organisation_id", "position", "homeroom_class", "education",
        "experience_years", "category", "joined_on",
    )  # fmt: skip
    more = (
        (_l("Category, self-education, leaving"), (
            "category_assigned_on", "category_valid_until", "topic", "since", "output",
            "outcome", "pedagogical", "left_on",
        )),
    )  # fmt: skip
    apart = frozenset(TOPIC)

    full_name = Text(_l("Full name"), _l("Enter the full name: surname, name, patronymic."), 200)
    organisation_id = Reference(_l("Organisation"), _l("Choose where the member works."))
    position = Text(_l("Position"), longest=200)
    homeroom_class = Text(_l("Class"), longest=60, description=_l("For example 7A."))
    education = Text(_l("Education"), longest=300)
    experience_years = Number(_l("Experience, years"), most=80)
    category = Text(
        _l("Category"), longest=100,
        description=_l("“No category” is an answer too; only an empty field is a gap."),
        render_kw={"list": "categories"},
    )  # fmt: skip
    joined_on = Day(_l("Member since"), _l("Enter the day of joining."))
    category_assigned_on = Day(_l("Category assigned on"))
    category_valid_until = Day(_l("Category valid until"))
    topic = Text(_l("Self-education topic"))
    since = Number(_l("Works on it since (year)"), most=2100)
    output = Text(_l("Form of its outcome"))
    outcome = LongText(_l("What came of it"), longest=4000, render_kw={"rows": 2})
    pedagogical = Flag(_l("Teaching staff"), default=True)
    left_on = Day(_l("Left on"))

    def prepare(self) -> None:
        """Offer where members may work; leave out what is not to be read."""
        super().prepare()
        if self.record is not None and not may_read(self.record):
            for name in PERSONAL:
                del self[name]
        offered = workplaces()
        self.organisation_id.offer(offered)
        if self.record is None and not self.is_submitted():
            self.joined_on.data = self.joined_on.data or min(today(), g.year.end)
            self.organisation_id.data = self.organisation_id.data or offered[0][0]

    def read(self, record: Any) -> dict[str, Any]:
        """The self-education topic."""
        return read_topic(record)

    def write(self, record: Any) -> None:
        """The card, and the name as it is looked for."""
        super().write(record)
        record.name_key = text_key(record.full_name)

    def write_parts(self, record: Any) -> None:
        """The self-education topic, and the organisation on the year's list."""
        join_year(record.organisation_id)
        write_topic(self, record)

    @staticmethod
    def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Nobody leaves before joining, and a category ends after it begins."""
        joined, left = values.get("joined_on"), values.get("left_on")
        if joined and left and left < joined:
            yield "left_on", _("The day of leaving is before the day of joining.")
        assigned, until = values.get("category_assigned_on"), values.get("category_valid_until")
        if assigned and until and until < assigned:
            yield "category_valid_until", _("The category ends before it was assigned.")


class OwnForm(RecordForm):
    """What a member enters in their own card, and what they ask to be put right in it."""

    main = (*TOPIC, "proposal")
    apart = frozenset(main)

    topic = Text(_l("Self-education topic"))
    since = Number(_l("Works on it since (year)"), most=2100)
    output = Text(_l("Form of its outcome"))
    outcome = LongText(_l("What came of it"), longest=4000, render_kw={"rows": 2})
    proposal = LongText(
        _l("What is to be put right in the card"), longest=2000,
        description=_l("The head reads it and corrects the card."),
    )  # fmt: skip

    def read(self, record: Any) -> dict[str, Any]:
        """The self-education topic."""
        return read_topic(record)

    def write_parts(self, record: Any) -> None:
        """The topic, and what is asked of the head."""
        write_topic(self, record)
        if self.proposal.data:
            db.session.add(
                CardProposal(
                    association_id=record.association_id, year_id=record.year_id,
                    member_id=record.id, text=self.proposal.data, made_on=today(),
                )
            )  # fmt: skip


def read_topic(record: Any) -> dict[str, Any]:
    """The self-education of a member, as the fields of a form."""
    found = _topic_of(record)
    return {name: getattr(found, name) for name in TOPIC} if found else {}


def write_topic(form: RecordForm, record: Any) -> None:
    """Keep the self-education of a form: a row where anything of it is filled, or was."""
    values = {name: form[name].data for name in TOPIC}
    found = _topic_of(record)
    if found is None and any(value is not None for value in values.values()):
        found = SelfEducation(
            association_id=record.association_id, year_id=record.year_id, member_id=record.id
        )
        db.session.add(found)
    for name, value in values.items():
        if found is not None and getattr(found, name) != value:
            setattr(found, name, value)


def _topic_of(record: Any) -> SelfEducation | None:
    return db.session.get(SelfEducation, (record.association_id, record.id))


class HeadAppointmentForm(RecordForm):
    main = ("member_id", "post", "issuer", "order_number", "order_date", "from_on", "to_on")

    member_id = Reference(_l("Member"), _l("Choose who is appointed."))
    post = Choice(_l("Post"), {post: POST[post.value] for post in Post})
    issuer = Choice(_l("Whose order"), {issuer: ISSUER[issuer.value] for issuer in Issuer})
    order_number = Text(_l("Number of the order"), longest=60)
    order_date = Day(_l("Date of the order"))
    from_on = Day(_l("Head since"), _l("Enter the first day."))
    to_on = Day(_l("Head until"), description=_l("Empty while the appointment holds."))

    def prepare(self) -> None:
        """Offer the members, and what the association's level usually asks for."""
        super().prepare()
        self.member_id.offer(choices.members())
        if self.record is None and not self.is_submitted():
            district = g.year.level == "municipal"
            self.issuer.data = self.issuer.data or (
                Issuer.EDUCATION_DEPARTMENT if district else Issuer.SCHOOL
            )

    def validate_to_on(self, field: Any) -> None:
        """An appointment ends after it begins."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("The last day is before the first."))
