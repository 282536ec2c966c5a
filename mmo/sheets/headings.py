"""Which column of a file is which of ours: by its heading, as told before, or as told now."""

from collections.abc import Mapping
from uuid import UUID

from mmo import journal
from mmo.clock import now
from mmo.extensions import db
from mmo.sheets.columns import ID, ID_HEADING, SheetKind
from mmo.sheets.models import ColumnMapping
from mmo.sheets.reading import Table, bare

SKIPPED = ""
"""A column that is left out."""


def known(kind: SheetKind, association: UUID) -> dict[str, str]:
    """Our columns by heading: our own headings, and those that the association told."""
    ours = {
        bare(str(heading)): column.name
        for column in kind.columns
        for heading in (column.heading, *column.also)
    }
    ours[bare(str(ID_HEADING))] = ID
    told = db.session.get(ColumnMapping, (association, kind.name))
    return ours | (told.headings if told else {})


def match(table: Table, headings: Mapping[str, str]) -> dict[int, str]:
    """Our column by the number of the file's; of two that are called alike the first counts."""
    found: dict[int, str] = {}
    for number, heading in enumerate(table.headings):
        name = headings.get(bare(heading), SKIPPED) if heading else SKIPPED
        if name and name not in found.values():
            found[number] = name
    return found


def missing(kind: SheetKind, columns: Mapping[int, str]) -> list[str]:
    """Headings of the columns without which no new record can be made."""
    return [str(column.heading) for column in kind.required
            if column.name not in columns.values()]  # fmt: skip


def chosen(kind: SheetKind, table: Table, form: Mapping[str, str]) -> dict[int, str]:
    """What a person chose for each column of the file."""
    names = {column.name for column in kind.columns} | {ID}
    found: dict[int, str] = {}
    for number in range(len(table.headings)):
        name = form.get(f"column-{number}", SKIPPED)
        if name in names and name not in found.values():
            found[number] = name
    return found


def remember(kind: SheetKind, association: UUID, table: Table, columns: Mapping[int, str]) -> None:
    """Keep what was chosen for the next file of this association."""
    told = db.session.get(ColumnMapping, (association, kind.name))
    if told is None:
        told = ColumnMapping(association_id=association, kind=kind.name, headings={})
    headings = dict(told.headings)
    for number, heading in enumerate(table.headings):
        if heading:
            headings[bare(heading)] = columns.get(number, SKIPPED)
    told.headings, told.changed_at = headings, now()
    journal.save(told, action="column_mapping")
