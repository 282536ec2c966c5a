"""Binds the head's folder: one ZIP with the papers, the uploaded files and the inventory."""

import tempfile
import zipfile
from typing import Any

from mmo import journal
from mmo.accounts.scope import find_year
from mmo.documents.codes import keep
from mmo.documents.folder import Part, declared, parts
from mmo.documents.making import Made, make
from mmo.documents.printing import plain_name
from mmo.documents.records import NoSuchRecord, YearRecords
from mmo.documents.registry import PAPERS, Format
from mmo.documents.sandbox import for_text
from mmo.documents.writing import formats, write
from mmo.extensions import db
from mmo.files.operations import the_storage
from mmo.jobs.queue import Task, does

FOLDER_JOB = "folder"


@does(FOLDER_JOB)
def bind(task: Task) -> dict[str, Any]:
    """Make the folder of a year; the job's arguments name it and the formats."""
    row = find_year(task.arguments["code"], task.arguments["year"])
    if row is None or row.id != task.row.for_year:
        raise NoSuchRecord(str(task.row.for_year))
    records = YearRecords(db.session(), row)
    with tempfile.TemporaryFile() as file:
        binder = _Binder(records, task, file, [Format(each) for each in task.arguments["formats"]])
        binder.bind(parts(records))
        file.seek(0)
        return task.keep(file, f"{binder.name}.zip")


class _Binder:
    """Writes one file after another into the archive."""

    def __init__(self, records: YearRecords, task: Task, file: Any, forms: list[Format]) -> None:
        self.records, self.task, self.forms = records, task, forms
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.inventory = make(PAPERS["inventory"], records, records.row.id)
        self.taken: set[str] = set()
        self.codes: list[Any] = []
        self.done = 0

    @property
    def name(self) -> str:
        """What the archive is called."""
        said = for_text.from_string(declared().archive).render(self.inventory.everything)
        return plain_name(said)[:150].rstrip(". ")

    def bind(self, found: list[Part]) -> None:
        total = 1 + sum(len(part.papers) + len(part.stored) for part in found)
        self.paper(self.inventory, "")
        for part in found:
            for made in part.papers:
                self.task.progress(self.done, total)
                self.paper(made, f"{part.name}/")
            for row in part.stored:
                self.task.progress(self.done, total)
                self.stored(row, f"{part.name}/")
        self.task.progress(self.done, total)
        self.archive.close()
        journal.note(
            "print_folder",
            *self.codes,
            association_id=self.records.row.association_id,
            year_id=self.records.row.id,
        )

    def paper(self, made: Made, folder: str) -> None:
        for form in self.forms:
            if form in formats(made):
                name = self.free(f"{folder}{made.name}", form)
                self.archive.writestr(name, write(made, form).data)
        self.codes += keep(made, self.task.row.enqueued_by)
        self.done += 1

    def stored(self, row: Any, folder: str) -> None:
        path = the_storage().path(self.records.row.association_id, row.kept_as)
        stem, _dot, ending = plain_name(row.name).rpartition(".")
        if path.is_file():
            self.archive.write(path, self.free(f"{folder}{stem}", ending))
        self.done += 1

    def free(self, name: str, ending: str) -> str:
        """A name that no other file of the archive has."""
        chosen, number = f"{name}.{ending}", 1
        while chosen.casefold() in self.taken:
            number += 1
            chosen = f"{name} ({number}).{ending}"
        self.taken.add(chosen.casefold())
        return chosen
