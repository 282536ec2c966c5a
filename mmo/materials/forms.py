"""The form of a material."""

from flask_babel import lazy_gettext as _l

from mmo.files.attaching import FileForm
from mmo.labels import KIND
from mmo.materials.models import MaterialKind
from mmo.records.choices import meetings
from mmo.records.fields import Choice, Clauses, Day, Reference, Text
from mmo.records.forms import REQUIRED_DAY
from mmo.web import today


class MaterialForm(FileForm):
    main = ("title", "kind", "added_on", "meeting_id", "file")
    apart = frozenset(("file",))
    owns = "material"
    expects = True
    more = ((_l("Clauses that it proves"), ("clauses",)),)

    title = Text(_l("Title"), _l("Enter a title."))
    kind = Choice(_l("Kind of material"),
                  {kind: KIND[f"material.{kind.value}"] for kind in MaterialKind})  # fmt: skip
    added_on = Day(_l("Added on"), REQUIRED_DAY)
    meeting_id = Reference(_l("Of the meeting"))
    clauses = Clauses()

    def prepare(self) -> None:
        """Offer the meetings; a new material is added today."""
        super().prepare()
        self.meeting_id.offer(meetings())
        if self.record is None and not self.is_submitted():
            self.added_on.data = self.added_on.data or today()
