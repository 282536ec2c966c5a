"""A list that is shown page by page: which page it is, and which of its rows stand there."""

PAGE = 25
"""Rows of a page, where a list has no number of its own."""


class Paged:
    """What every such list tells, of how many rows there are and which page is shown."""

    __slots__ = ()

    total: int
    number: int

    @property
    def size(self) -> int:
        """Rows of a page."""
        return PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The place of the page's first row in the whole list; 0 in an empty one."""
        return self.offset + 1 if self.total else 0

    @property
    def offset(self) -> int:
        """How many rows stand on the pages before."""
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        """The place of the page's last row in the whole list."""
        return min(self.number * self.size, self.total)
