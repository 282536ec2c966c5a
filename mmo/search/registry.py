"""What can be found: every kind of record that the search knows, described by its feature.

A feature says it once in its `search.py`: how a record of it becomes a title and a text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from mmo.accounts.permissions import Can

Opens = tuple[str, UUID]
"""The record whose page shows a found one: its kind and its id."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of entry.

    Attributes:
        title: shown as the link; empty where the kind's word is all there is to say.
        body: texts that are searched and of which a piece is shown.
        day: the day that is shown, and that orders entries of a kind.
        needs: what one must be allowed in the association to find it.
        key: the id of the record that is entered.
        titled: whether the words of the title count; a member's card is found by the card.
        hidden: a record that is not to be found, such as a deleted file.
    """

    kind: str
    model: type[Any]
    word: Any
    title: Callable[[Any], str | None]
    body: Callable[[Any], Iterable[str | None]]
    day: Callable[[Any], date | None]
    opens: Callable[[Any], Opens]
    needs: Callable[[Any], Can]
    key: Callable[[Any], UUID]
    titled: bool
    hidden: Callable[[Any], bool]


SEARCHABLE: dict[str, Searchable] = {}
"""By kind, in the order in which results are grouped."""


def searchable(
    kind: str,
    model: type[Any],
    word: Any,
    *,
    title: Callable[[Any], str | None],
    body: Callable[[Any], Iterable[str | None]] = lambda _record: (),
    day: Callable[[Any], date | None] = lambda _record: None,
    opens: Callable[[Any], Opens] | None = None,
    needs: Callable[[Any], Can] = lambda _record: Can.READ_RECORDS,
    key: Callable[[Any], UUID] = lambda record: record.id,
    titled: bool = True,
    hidden: Callable[[Any], bool] = lambda _record: False,
) -> None:
    """Let records of a kind be found."""
    own: Callable[[Any], Opens] = lambda record: (kind, key(record))  # noqa: E731
    SEARCHABLE[kind] = Searchable(
        kind, model, word, title, body, day, opens or own, needs, key, titled, hidden
    )


PAGES: dict[str, str] = {}
"""Pages of what is no record of its own, by the kind that is opened there: one for a whole year.

After a ``#`` the opened kind may name a part of the page.
"""

BELONGING: list[Callable[[Session, list[Any]], Iterable[Any]]] = []
"""Functions that name what came back with deleted records: their files, found again with them."""


def of_model(model: type[Any]) -> list[Searchable]:
    """The kinds of entries that a table's records make."""
    return [each for each in SEARCHABLE.values() if each.model is model]
