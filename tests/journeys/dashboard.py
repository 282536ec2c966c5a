"""What the dashboard says at the stations of the year."""

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.story import Story

PREPARED = {
    "school": ("5.1", "5.3", "6 абз. 1", "6 абз. 2", "6 абз. 3", "6 абз. 5", "6 абз. 8"),
    "municipal": ("3.1", "3.2", "4.1", "5.1"),
}
"""The clauses that are in order once the year has been prepared and the first meeting held."""
MET = {
    "school": ("5.4", "6 абз. 6", "6 абз. 7", "4.2 абз. 2", "4.2 абз. 3"),
    "municipal": ("3.3", "5.2", "5.4", "4.2 абз. 1", "4.2 абз. 3"),
}
"""The clauses that the meetings and the plan's items bring in order."""


def prepared(story: Story) -> None:
    """September is over: what had to be there from the beginning is there."""
    in_order(story.people["head"], PREPARED[story.level])


def worked(story: Story) -> None:
    """The meetings are held and minuted, the plan is worked through."""
    in_order(story.people["head"], PREPARED[story.level] + MET[story.level])


def whole(story: Story) -> None:
    """At the year's end nothing that is required is a gap, and nothing is ahead."""
    head = story.people["head"]
    head.menu("Состояние")
    head.sees("Всё обязательное в порядке")
    for heading in ("Пробелы", "Скоро срок", "Под угрозой", "Впереди"):
        expect(head.page.get_by_role("heading", name=heading, level=2)).to_have_count(0)


def in_order(head: Person, clauses: tuple[str, ...]) -> None:
    """These clauses stand among those that are in order."""
    head.menu("Состояние")
    folded = head.unfold("В порядке")
    for clause in clauses:
        link = folded.get_by_role("link", name=f"п. {clause}", exact=True)
        expect(link.first).to_be_visible()
