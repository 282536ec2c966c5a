"""A list in pages: how many there are, and which rows stand on the one that is shown."""

from mmo.database import AnySelect


class Paged:
    """What every list tells below itself: «26–50 of 73»; `number` is the page that is shown."""

    __slots__ = ()

    on_a_page: int = 25
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.on_a_page))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.on_a_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.on_a_page, self.total)


def cut(chosen: AnySelect, number: int, on_a_page: int) -> AnySelect:
    """The rows of one page."""
    return chosen.limit(on_a_page).offset((number - 1) * on_a_page)
