"""Everything that waits for a person, from every source, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from mmo.accounts.guard import open_scope
from mmo.accounts.models import Role
from mmo.accounts.permissions import Can
from mmo.accounts.sessions import SignedIn
from mmo.duties import brought, clauses, installation, meetings, own, terms, year_papers
from mmo.duties.desk import Desk
from mmo.duties.duty import Duty, Group, grouped

SOURCES = (
    clauses.of_head,
    clauses.of_school,
    meetings.meetings,
    meetings.proposals,
    terms.decisions,
    terms.plan_items,
    terms.activities,
    terms.papers,
    own.cards,
    own.stages,
    own.asked_for,
    year_papers.plans,
    year_papers.reviews,
    year_papers.shares_returned,
    brought.years,
    year_papers.shares,
)
"""Each is given the desk and gives duties; the last widens what the database shows."""


@dataclass(frozen=True, slots=True)
class Duties:
    """The page of a person's duties.

    Attributes:
        several: whether they are of several associations, so that each line names its own.
        unlinked: whether the person is a member and no card is known to be theirs.
        only_reads: whether all that the person is here is a director.
        cards: the person's own cards of the present year, as associations and addresses.
    """

    day: date
    groups: list[Group]
    several: bool
    unlinked: bool
    only_reads: bool
    cards: list[tuple[str, str]]

    @property
    def number(self) -> int:
        return sum(len(group.duties) for group in self.groups)


def duties_of(person: SignedIn, day: date) -> Duties:
    """What waits for a person on a day; the database shows their rows from now on."""
    desk = Desk.of(person.grants, person.person_id, day)
    open_scope(desk.readable(Can.READ_RECORDS))
    found: list[Duty] = [duty for source in SOURCES for duty in source(desk)]
    if person.is_admin:
        found += installation.upkeep(day)
    inside = {place.row.association_id for place in desk.places}
    return Duties(
        day,
        grouped(found, day),
        len(inside) > 1,
        Role.MEMBER in person.roles and person.person_id is None,
        person.roles == {Role.DIRECTOR},
        own.own_cards(desk),
    )
