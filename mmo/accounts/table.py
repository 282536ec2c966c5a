"""Accounts from a spreadsheet: what each row would make, or which of its cells is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.accounts import making, people
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.table_places import Places, role_of
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.sheets.cells import EMPTY, Wrong, convert
from mmo.sheets.columns import Column
from mmo.sheets.headings import match
from mmo.sheets.lists import Lists, key
from mmo.sheets.planning import Fault
from mmo.sheets.reading import Table, bare

COLUMNS = (
    Column("full_name", _l("full name"), required=True, example=_l("Orlova Nina Pavlovna"),
           also=(_l("Full name"),)),
    Column("login", _l("Login"), example="orlova-np"),
    Column("role", _l("Role"), required=True, example=_l("member of an association")),
    Column("where", _l("Association or organisation"),
           also=(_l("Association / organisation"), _l("Association"), _l("Organisation"),
                 _l("Where"))),
)  # fmt: skip
LONGEST_NAME = 200
NO_LISTS = Lists({}, {}, {}, {}, UUID(int=0))


def known() -> dict[str, str]:
    """Our columns by their headings."""
    return {bare(str(heading)): column.name
            for column in COLUMNS for heading in (column.heading, *column.also)}  # fmt: skip


@dataclass(slots=True)
class Row:
    """A row of the file: an account with a role, or one more role of an account above."""

    number: int
    full_name: str = ""
    login: str = ""
    role: Role | None = None
    where: UUID | None = None
    place: str = ""
    proposed: bool = False
    member: AnyRow | None = None
    """The card whose person the account is of, where one of that name is found there."""
    faults: list[Fault] = field(default_factory=list)

    @property
    def grant(self) -> tuple[str, Role | None, UUID | None]:
        return key(self.full_name), self.role, self.where

    def scope(self) -> dict[str, UUID | None]:
        """The columns of the role's grant."""
        inside = self.role in making.IN_ASSOCIATION
        return {"association_id": self.where if inside else None,
                "organisation_id": None if inside else self.where}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a whole table would do; `lacking` are headings without which nothing can be read."""

    rows: Sequence[Row]
    lacking: Sequence[str] = ()

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.faults]

    @property
    def accounts(self) -> int:
        return len({row.login for row in self.rows if row.login})

    @property
    def fits(self) -> bool:
        """Whether it may be kept: whole, or not at all."""
        return bool(self.rows) and not self.wrong and not self.lacking


def plan(table: Table) -> Sheet:
    """What every row that is not empty would do, in a fixed number of queries."""
    columns = match(table, known())
    lacking = [str(column.heading) for column in COLUMNS
               if column.required and column.name not in columns.values()]  # fmt: skip
    if lacking:
        return Sheet((), lacking)
    rows = list(_Planner(table, columns).rows())
    _find_cards(rows)
    return Sheet(rows)


class _Planner:
    """Reads the rows one after the other, and remembers whose login is whose."""

    def __init__(self, table: Table, columns: Mapping[int, str]) -> None:
        self.table = table
        self.at = {name: number for number, name in columns.items()}
        self.places = Places()
        self.used = set(db.session.scalars(select(Account.login)))
        self.granted = {
            (key(row.full_name), row.role, row.association_id or row.organisation_id)
            for row in db.session.execute(
                select(
                    Account.full_name, Grant.role, Grant.association_id, Grant.organisation_id
                ).join(Grant, Grant.account_id == Account.id)
            )
        }
        self.by_login: dict[str, Row] = {}
        self.by_name: dict[str, Row] = {}
        self.grants: dict[Any, Row] = {}

    def rows(self) -> Iterator[Row]:
        """Every row that is not empty."""
        for number, cells in enumerate(self.table.rows):
            if any(cell not in ("", None) for cell in cells):
                yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[Any]) -> Row:
        row = Row(self.table.first + number)
        given = {}
        for column in COLUMNS:
            at = self.at.get(column.name)
            try:
                cell = cells[at] if at is not None and at < len(cells) else None
                value = convert(cell, column, NO_LISTS)
                given[column.name] = " ".join(value.split()) if isinstance(value, str) else ""
                if column.required and value is EMPTY:
                    raise Wrong(_("“%(heading)s” must be filled", heading=column.heading))
                self._take(row, column.name, given)
            except Wrong as wrong:
                place = self.table.place(number, at) if at is not None else str(row.number)
                row.faults.append(Fault(place, str(wrong)))
        if not row.faults:
            self._once(row)
        return row

    def _take(self, row: Row, name: str, given: dict[str, str]) -> None:
        """Put one cell into the row.

        Raises:
            Wrong: the cell cannot stand there.
        """
        match name:
            case "full_name":
                if len(given[name]) > LONGEST_NAME:
                    raise Wrong(_("more than %(limit)d characters", limit=LONGEST_NAME))
                row.full_name = given[name]
            case "login":
                self._take_login(row, given[name].casefold())
            case "role":
                row.role = role_of(given[name])
            case "where" if row.role is not None:
                row.where = self.places.find(row.role, given[name])
                row.place = self.places.names.get(row.where, "") if row.where else ""

    def _take_login(self, row: Row, login: str) -> None:
        if not row.full_name:
            return
        above = self.by_name.get(key(row.full_name))
        if not login:
            if above is not None:
                raise Wrong(
                    _("the same name stands in row %(row)d: write the same login for the same "
                      "person, or another one for a namesake", row=above.number)
                )  # fmt: skip
            login, row.proposed = making.login_from(row.full_name, self.used), True
        elif not making.LOGIN.fullmatch(login):
            raise Wrong(_("A login has 2 to 64 letters, digits, dots, dashes or @."))
        elif login in self.by_login:
            if key(self.by_login[login].full_name) != key(row.full_name):
                raise Wrong(_("row %(row)d has this login already",
                              row=self.by_login[login].number))  # fmt: skip
        elif login in self.used:
            raise Wrong(_("Somebody has this login already."))
        row.login = login
        self.used.add(login)
        self.by_login.setdefault(login, row)
        self.by_name.setdefault(key(row.full_name), row)

    def _once(self, row: Row) -> None:
        if row.grant in self.granted and row.proposed:
            sentence = _("somebody of this name has this role here already; give a namesake a "
                         "login of their own")  # fmt: skip
            row.faults.append(Fault(str(row.number), sentence))
        same = (row.login, row.role, row.where)
        if same in self.grants:
            sentence = _(
                "the same role stands in row %(row)d already", row=self.grants[same].number
            )
            row.faults.append(Fault(str(row.number), sentence))
        self.grants.setdefault(same, row)


def _find_cards(rows: Sequence[Row]) -> None:
    """The members of the same name, where there is one only, and no account is of them yet."""
    inside = [row for row in rows if row.where and row.role in making.IN_ASSOCIATION]
    named: dict[Any, list[AnyRow]] = {}
    for member in people.members_of({row.where for row in inside if row.where}):
        named.setdefault((member.association_id, key(member.full_name)), []).append(member)
    chosen = select(Account.person_id).where(Account.person_id.is_not(None))
    taken = set(db.session.scalars(chosen))
    for row in inside:
        alike = named.get((row.where, key(row.full_name)), [])
        if len(alike) == 1 and (alike[0].person_id is None or alike[0].person_id not in taken):
            row.member = alike[0]
