"""What a table would do, row by row: new, changed, the same, or wrong, with the cells at fault."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from mmo.database import AnyRow
from mmo.records.forms import RecordForm
from mmo.sheets.cells import EMPTY, Wrong, convert, shown
from mmo.sheets.columns import ID, SheetKind
from mmo.sheets.lists import Lists
from mmo.sheets.reading import Table, letters
from mmo.sheets.stored import Stored, comparable, key_of


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is wrong; the sentence says what is allowed."""

    place: str
    sentence: str


@dataclass(slots=True)
class Line:
    """A row of the file, and what it would do.

    Attributes:
        values: what is set; of a changed record only what differs.
        changes: for a screen: heading, old and new.
    """

    number: int
    name: str = ""
    record: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[Any, Any, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def state(self) -> str:
        if self.faults:
            return "wrong"
        if self.record is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass(slots=True)
class Plan:
    """What a whole table would do."""

    lines: list[Line]

    def of(self, state: str) -> list[Line]:
        return [line for line in self.lines if line.state == state]

    @property
    def fits(self) -> bool:
        """Whether it may be kept: nothing is wrong, and something would change."""
        return not self.of("wrong") and bool(self.of("new") or self.of("changed"))


class Planner:
    """Works out what the rows of a table would do.

    Args:
        columns: by the number of a column of the file, the name of ours.
        form: by which one record is entered; what it refuses, the table refuses too.
    """

    def __init__(
        self, kind: SheetKind, year: AnyRow, table: Table, columns: Mapping[int, str],
        lists: Lists, here: Sequence[Stored], form: RecordForm,
    ) -> None:  # fmt: skip
        self.form = form
        self.kind, self.year, self.table, self.lists = kind, year, table, lists
        self.columns = dict(columns)
        self.by_name = {name: number for number, name in columns.items()}
        self.by_id = {str(each.record.id): each for each in here}
        self.by_key: dict[tuple[Any, ...], list[Stored]] = {}
        for each in here:
            self.by_key.setdefault(key_of(kind, each.values), []).append(each)
        self.by_called: dict[Any, list[Stored]] = {}
        for key, alike in self.by_key.items():
            self.by_called.setdefault(key[0], []).extend(alike)
        self.seen: dict[Any, int] = {}

    def plan(self) -> Plan:
        """What every row that is not empty would do."""
        return Plan(list(self._lines()))

    def _lines(self) -> Iterator[Line]:
        for number, row in enumerate(self.table.rows):
            if any(cell not in ("", None) for cell in row):
                yield self._line(number, row)

    def _line(self, number: int, row: Sequence[Any]) -> Line:
        line = Line(self.table.first + number)
        given: dict[str, Any] = {}
        for at, name in self.columns.items():
            if name == ID or at >= len(row):
                continue
            try:
                value = convert(row[at], self.kind.column(name), self.lists)
            except Wrong as wrong:
                line.faults.append(Fault(self.table.place(number, at), str(wrong)))
                continue
            if value is not EMPTY:
                given[name] = value
        line.name = str(given.get(self.kind.called, ""))
        here = self._find(line, number, row, given)
        if here is None:
            self._new(line, number, given)
        else:
            self._changed(line, here, given)
        return line

    def _find(
        self, line: Line, number: int, row: Sequence[Any], given: dict[str, Any]
    ) -> Stored | None:
        at = self.by_name.get(ID)
        own = str(row[at]).strip() if at is not None and at < len(row) and row[at] else ""
        found = self.by_id.get(own)
        if own and found is None:
            sentence = _("no record of this year has this number; leave the cell empty for a new "
                         "record")  # fmt: skip
            line.faults.append(Fault(self.table.place(number, at or 0), sentence))
        if found is None and not line.faults:
            key = key_of(self.kind, self._completed(given))
            alike = self.by_key.get(key, [])
            if not alike and self.kind.name == "member" and "organisation" not in given:
                alike = self.by_called.get(key[0], [])
            if len(alike) > 1:
                sentence = _("several records here are called so: take the table out and change it")
                line.faults.append(Fault(str(line.number), sentence))
            found = alike[0] if len(alike) == 1 else None
            self._once(line, found.record.id if found else key)
        elif found is not None:
            self._once(line, found.record.id)
        return found

    def _once(self, line: Line, what: UUID | tuple[Any, ...]) -> None:
        if what in self.seen:
            sentence = _("the same record stands in row %(row)d already", row=self.seen[what])
            line.faults.append(Fault(str(line.number), sentence))
        self.seen.setdefault(what, line.number)

    def _completed(self, given: dict[str, Any]) -> dict[str, Any]:
        if self.kind.name == "member":
            return {"organisation": self.lists.founder} | given
        return given

    def _new(self, line: Line, number: int, given: dict[str, Any]) -> None:
        faulty = {fault.place for fault in line.faults}
        for column in self.kind.required:
            at = self.by_name.get(column.name)
            place = str(line.number) if at is None else self.table.place(number, at)
            if column.name not in given and place not in faulty:
                sentence = _("“%(heading)s” must be filled", heading=column.heading)
                line.faults.append(Fault(place, sentence))
        defaults = {column.name: _own(column.default) for column in self.kind.columns}
        line.values = defaults | self._completed(given)
        self._ask_the_form(line, line.values)

    def _changed(self, line: Line, here: Stored, given: dict[str, Any]) -> None:
        line.record = here.record
        for name, value in given.items():
            old = here.values.get(name)
            if comparable(old) != comparable(value):
                column = self.kind.column(name)
                line.values[name] = value
                line.changes.append((column.heading, shown(old, column, self.lists),
                                     shown(value, column, self.lists)))  # fmt: skip
        if line.values:
            self._ask_the_form(line, here.values | line.values, here.values)

    def _ask_the_form(
        self, line: Line, values: Mapping[str, Any], stored: Mapping[str, Any] | None = None
    ) -> None:
        """What the form refuses: of what is set by itself, of all values together.

        What was wrong in what is stored already is not this table's fault.
        """
        known = set(self.form.faults(stored or {}))
        together = (fault for fault in self.form.faults(values) if fault not in known)
        for name, sentence in (*self._too_much(line.values), *together):
            at = self.by_name.get(name)
            place = f"{letters(at)}{line.number}" if at is not None else str(line.number)
            line.faults.append(Fault(place, sentence))

    def _too_much(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in values.items():
            field = self.form._fields.get(name)
            longest, most = getattr(field, "longest", None), getattr(field, "most", None)
            if isinstance(value, str) and longest is not None and len(value) > longest:
                yield name, _("At most %(max)d characters.", max=longest)
            elif isinstance(value, int) and most is not None and value > most:
                told = _("“%(text)s”: a whole number from 0 to %(most)d is needed.",
                         text=value, most=most)  # fmt: skip
                yield name, told


def _own(default: Any) -> Any:
    return list(default) if isinstance(default, tuple) else default
