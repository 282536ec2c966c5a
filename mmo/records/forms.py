"""The base of every form of a record: its version, its key, and how it is read and written."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar
from uuid import UUID

from flask import g, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from mmo.database import uuid7
from mmo.extensions import db
from mmo.pupils import looks_like_a_pupil
from mmo.records import choices
from mmo.records.fields import Clauses, Lines, LongText, Reference, References, Text

OWN = frozenset({"csrf_token", "version", "key"})
"""Fields of the machinery, that are no part of a record."""

Groups = tuple[tuple[Any, tuple[str, ...]], ...]


class RecordForm(FlaskForm):
    """A form of one kind of record.

    Attributes of a subclass are its fields, named like the model's attributes. `main` fields are
    always seen; the others stand in `more`, folded while they are empty.

    `version` is that of the record when the form was made: whoever saves first is not overwritten
    silently. `key` is the id of the record that a new form will make, so that a form sent twice
    makes one record.
    """

    main: ClassVar[tuple[str, ...]] = ()
    more: ClassVar[Groups] = ()
    apart: ClassVar[frozenset[str]] = frozenset()
    """Fields that are not attributes of the record; the subclass reads and writes them."""

    version = HiddenField()
    key = HiddenField()

    theirs: dict[str, Any]
    """On a conflict: the values that somebody else saved meanwhile, by field."""
    changed_by: str = ""
    """On a conflict: who saved them."""

    def __init__(self, record: Any = None, **more: Any) -> None:
        self.record, self.theirs = record, {}
        super().__init__(obj=record, data=self.read(record) if record is not None else None, **more)
        if not self.is_submitted() or more.get("formdata", request) is None:
            self.version.data = str(getattr(record, "version", None) or "")
            self.key.data = str(uuid7())
        if not self.is_submitted():
            self._overlay(request.args)
        self.prepare()

    def _overlay(self, asked: Mapping[str, str]) -> None:
        """Fill in what the address says: a form that was opened to close a gap."""
        typed = MultiDict(request.args)
        for name in asked:
            field = self._fields.get(name)
            if field is not None and name not in OWN:
                field.process(typed, field.data)
                field.errors = ()
                field.process_errors = []

    def prepare(self) -> None:
        """Offer the choices that depend on the year."""
        if any(isinstance(field, Clauses) for field in self):
            offered = choices.clauses()
            for field in self:
                if isinstance(field, Clauses):
                    field.offer(offered)

    def read(self, record: Any) -> dict[str, Any]:
        """Values of fields that are kept elsewhere than in attributes of the record."""
        return {}

    def write(self, record: Any) -> None:
        """Set what differs, so that an unchanged record stays unchanged."""
        for name in self.own_fields():
            value = self[name].data
            if isinstance(self[name], References):
                continue
            if isinstance(self[name], Clauses) and not value:
                value = []
            if getattr(record, name) != value:
                setattr(record, name, value)

    def write_parts(self, record: Any) -> None:
        """Write what is kept in other tables; the record itself is already in the session."""

    @staticmethod
    def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What of these values does not go together: a field's name and a sentence about it.

        A table that is brought in asks the form too, so it speaks of values alone.
        """
        return iter(())

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field by itself, then all of them together."""
        right: bool = super().validate(extra_validators)
        for name, sentence in self.faults(self.data):
            if name in self and not self[name].errors:
                self[name].errors = [sentence]
                right = False
        return right

    @property
    def status(self) -> int:
        """What the page of the form is answered with."""
        return 409 if self.changed_by else 422 if self.errors else 200

    def held(self) -> AbstractContextManager[None]:
        """What must be kept while the record is written, and goes again if it is not."""
        return nullcontext()

    def write_beside(self, record: Any) -> None:
        """Write what came with a new record and belongs to another kind: its file."""

    def sent_again(self, record: Any) -> None:
        """Keep what is new in a form whose record is there already."""

    def remark(self) -> str:
        """What is said after saving beside the record's name; empty where nothing is."""
        return ""

    def pupil(self) -> str | None:
        """The part of what was typed that looks like a pupil's name beside a class."""
        texts = (each.data for each in self if isinstance(each, Text | LongText | Lines))
        return next((seen for text in texts if (seen := looks_like_a_pupil(text))), None)

    def own_fields(self) -> list[str]:
        """Names of the fields that are attributes of the record."""
        return [name for name in self._fields if name not in OWN | self.apart]

    @property
    def new_id(self) -> UUID:
        """The id of the record that this form makes."""
        try:
            return UUID(str(self.key.data))
        except ValueError:
            return uuid7()

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The folded parts of the form with their fields."""
        return [(title, [self[name] for name in names if name in self])
                for title, names in self.more]  # fmt: skip

    def mains(self) -> list[Any]:
        """The fields that are always seen."""
        names = self.main or tuple(
            name for name in self._fields
            if name not in OWN and not any(name in group for _title, group in self.more)
        )  # fmt: skip
        return [self[name] for name in names if name in self]


def of_year(model: Any) -> Any:
    """The condition that a row of a table belongs to the year of the request."""
    return (model.association_id == g.year.association_id) & (model.year_id == g.year.id)


def offer(field: Reference | References, model: Any, name: Any, *order: Any) -> None:
    """Offer the year's records of a table for choice, by name."""
    rows = db.session.execute(select(model.id, name).where(of_year(model)).order_by(*order))
    field.offer([(key, str(word)) for key, word in rows])


REQUIRED_DAY = _l("Enter the day.")
