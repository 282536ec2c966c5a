"""A file that comes with a new record: taken in the same step, kept with it or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import current_app, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from mmo import journal
from mmo.extensions import db
from mmo.files.checking import Sound, examine
from mmo.files.faults import BadFile
from mmo.files.operations import AlreadyKept, Fresh, add, is_kept, kept_file
from mmo.files.owners import Owner, find_owner, may_have_files
from mmo.files.showing import accepted
from mmo.records.forms import RecordForm


class Upload(FileField):
    """A file that is chosen in a form, and comes only with the form itself."""


class FileForm(RecordForm):
    """The form of a kind whose new record may bring a file; later its page shows its files.

    `owns` is the kind's name, by which files know the record; where one `expects` a file, saving
    without one says so.
    """

    owns = ""
    expects = False
    file = Upload(_l("File"))

    _sound: Sound | None = None
    _fresh: Fresh | None = None

    def prepare(self) -> None:
        """A record that is there has a place for its files on its page."""
        super().prepare()
        if self.record is not None or not may_have_files(self.owns):
            del self["file"]
            return
        most = current_app.config["SETTINGS"].file_mb
        self.file.render_kw = {"accept": accepted()}
        self.file.description = _(
            "Optional. PDF, Word, Excel, PowerPoint, OpenDocument, text or picture; up to "
            "%(limit)s MB. More files can be added on the page of the record.", limit=most,
        )  # fmt: skip

    def validate_file(self, field: Any) -> None:
        """The file is looked into as every upload is."""
        if not field.data:
            return
        most = current_app.config["SETTINGS"].file_mb
        try:
            self._sound = examine(field.data.stream, field.data.filename or "", most)
        except BadFile as fault:
            name = (field.data.filename or "").replace("\\", "/").rpartition("/")[2][:80]
            raise ValidationError(_("“%(name)s”: %(fault)s.", name=name, fault=fault)) from fault

    def validate(self, extra_validators: Any = None) -> bool:
        """A page that is shown again has lost its file, and says so."""
        right = super().validate(extra_validators)
        if not right and self._sound is not None:
            again = _("Choose “%(name)s” once more: the browser sends a file only once, and "
                      "nothing is saved yet.", name=self._sound.name)  # fmt: skip
            self.file.errors = [*self.file.errors, again]
        return right

    @contextmanager
    def held(self) -> Iterator[None]:
        """The bytes are kept before the record is written, and go again if it is not."""
        if self._sound is None:
            yield
            return
        db.session.rollback()  # reading takes its time; nobody waits for it
        with (
            suppress(AlreadyKept),
            kept_file(self.file.data.stream, self._sound, g.year.association_id) as self._fresh,
        ):
            yield
            if not is_kept(self._fresh):  # the same form, sent twice, brought it at this moment
                raise AlreadyKept

    def write_beside(self, record: Any) -> None:
        """The file of the record, in the same transaction."""
        if self._fresh is None:
            return
        owner = Owner(self.owns, record.id, "", record.created_by)
        add(owner, self._fresh)

    def sent_again(self, record: Any) -> None:
        """A file that comes when the record is there already is not lost."""
        if self._sound is not None and find_owner(self.owns, record.id).may_change:
            with self.held(), journal.change("upload"):
                self.write_beside(record)

    def remark(self) -> str:
        """That nothing is attached, where something is expected."""
        lacks = self.expects and self.record is None and self._sound is None
        return _("It is saved without a file.") if lacks else ""
