"""The parameters of the rules that an organisation may set for itself, read and written in words.

A rule file says ``year.end + 15 days``; a person reads and types «конец года + 15 дней».
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from babel.dates import get_month_names
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.associations.models import Association, ParameterOverride
from mmo.compliance.regulations import Edition, Regulation, Regulations, parse_override
from mmo.compliance.terms import MONTHS, MOST_DAYS, BadTerm, Term, Value, parse_value
from mmo.database import text_key, uuid7
from mmo.extensions import db

TYPED = re.compile(r"(?P<anchor>.+?)(?:\s*(?P<sign>[+−–-])\s*(?P<days>\d+)\s*\w*)?")
DAYS = re.compile(r"(\d+)(?:\s*[^\W\d]+)?")
ANCHORS = ("year.start", "year.end", *(f"trimester {number} end" for number in (1, 2, 3)))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as an organisation sees it."""

    regulation: Regulation
    edition: Edition
    name: str
    default: Value
    own: ParameterOverride | None
    clauses: tuple[str, ...]
    """Numbers of the clauses whose terms it decides; none where it touches all."""

    @property
    def key(self) -> str:
        return f"{self.regulation.id}.{self.name}"

    @property
    def title(self) -> str:
        return self.edition.parameter_titles[self.name]

    @property
    def in_days(self) -> bool:
        return isinstance(self.default, int)

    @property
    def set_to(self) -> str:
        """The organisation's own value in words; empty where the default holds."""
        return words(parse_value(self.own.value)) if self.own else ""


def words(value: Value) -> str:
    """A value as people write it."""
    if isinstance(value, int):
        return ngettext("%(num)d day", "%(num)d days", value)
    text = _anchor(value.anchor)
    if isinstance(value.shift, int) and value.shift:
        days = ngettext("%(num)d day", "%(num)d days", value.shift)
        return f"{text} {'+' if value.sign > 0 else '−'} {days}"
    return text


def _anchor(anchor: str) -> str:
    if anchor == "year.start":
        return _("beginning of the year")
    if anchor == "year.end":
        return _("end of the year")
    if anchor.startswith("trimester "):
        return _("end of trimester %(number)s", number=anchor.split()[1])
    day, _space, month = anchor.partition(" ")
    if month in MONTHS:
        name = get_month_names("wide", "format", get_locale())[MONTHS.index(month) + 1]
        return f"{day} {name}"
    return anchor


def read(text: str, default: Value) -> str:
    """What a person typed, as a rule file writes it.

    Raises:
        ValueError: it is no such value; the message says what is allowed.
    """
    plain = " ".join((text_key(text) or "").split())
    written = _days(plain, text) if isinstance(default, int) else _term(plain, text)
    try:
        parse_override(default, written)
    except BadTerm as error:  # its own sentence speaks of rule files
        sentence = _("“%(text)s”: there is no such day, or not in every year.", text=text)
        raise ValueError(sentence) from error
    return written


def _days(plain: str, text: str) -> str:
    found = DAYS.fullmatch(plain)
    if found is None or int(found[1]) > MOST_DAYS:
        raise ValueError(
            _("“%(text)s”: a number of days from 0 to %(most)d is needed.",
              text=text, most=MOST_DAYS)
        )  # fmt: skip
    return f"{int(found[1])} days"


def _term(plain: str, text: str) -> str:
    found = TYPED.fullmatch(plain)
    anchor = _read_anchor(found["anchor"]) if found else None
    if found is None or anchor is None:
        raise ValueError(
            _("“%(text)s” is not such a day; write “30 September”, “end of the year + 15 days”, "
              "“end of trimester 1”.", text=text)
        )  # fmt: skip
    if not found["days"]:
        return anchor
    if int(found["days"]) > MOST_DAYS:
        raise ValueError(
            _("“%(text)s”: no more than %(most)d days are counted from a day.",
              text=text, most=MOST_DAYS)
        )  # fmt: skip
    sign = "+" if found["sign"] == "+" else "-"
    return f"{anchor} {sign} {int(found['days'])} days"


def _read_anchor(text: str) -> str | None:
    """The day that these words mean, as the screen would write them."""
    for anchor in ANCHORS:
        if text == text_key(_anchor(anchor)):
            return anchor
    day, _space, month = text.partition(" ")
    for number, name in get_month_names("wide", "format", get_locale()).items():
        if day.isascii() and day.isdecimal() and text_key(name) == month:
            return f"{int(day)} {MONTHS[number - 1]}"
    return None


def parameters_of(organisation_id: UUID, regulations: Regulations) -> list[Parameter]:
    """What an organisation may set: for the regulations of its associations, the latest edition."""
    rows = db.session.execute(
        select(Association.level, Association.assigned_regulation)
        .where(Association.organisation_id == organisation_id)
        .distinct()
    )
    used = {regulations.for_level(row.level, row.assigned_regulation).id for row in rows}
    own = {
        (each.regulation, each.name): each
        for each in db.session.scalars(
            select(ParameterOverride).where(ParameterOverride.organisation_id == organisation_id)
        )
    }
    return [
        Parameter(regulation, edition, name, default, own.get((regulation.id, name)),
                  tuple(_clauses(edition, name)))
        for regulation in regulations.by_id.values()
        if regulation.id in used
        for edition in regulation.editions[-1:]
        for name, default in edition.parameters.items()
    ]  # fmt: skip


def seal(found: Iterable[Parameter]) -> str:
    """Stands for everything that is set: another one where somebody has changed any of it."""
    own = [(each.key, each.own and (str(each.own.id), each.own.version)) for each in found]
    return hashlib.sha256(repr(own).encode()).hexdigest()[:32]


def _clauses(edition: Edition, name: str) -> Iterator[str]:
    """The clauses whose rules speak of a parameter."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    for clause in edition.clauses:
        if any(word.search(part) for rule in clause.rules for part in _terms(rule.model_dump())):
            yield edition.label(clause.id)


def _terms(value: object) -> Iterator[str]:
    match value:
        case Term() | str():
            yield str(value)
        case dict():
            yield from (each for part in value.values() for each in _terms(part))
        case list() | tuple():
            yield from (each for part in value for each in _terms(part))


def overrides(
    organisation_id: UUID, found: Iterable[Parameter], written: dict[str, str]
) -> tuple[list[ParameterOverride], list[ParameterOverride]]:
    """The rows to save and to delete so that the organisation has these values, by key."""
    kept, gone = [], []
    for each in found:
        value = written.get(each.key)
        if value is None:
            if each.own is not None:
                gone.append(each.own)
        elif each.own is None:
            kept.append(
                ParameterOverride(id=uuid7(), organisation_id=organisation_id,
                                  regulation=each.regulation.id, name=each.name, value=value)
            )  # fmt: skip
        elif each.own.value != value:
            each.own.value = value
            kept.append(each.own)
    return kept, gone
