"""The numbers of minutes: they continue within a year."""

import re
from collections.abc import Iterable


def following(taken: Iterable[str]) -> str:
    """The number after those that minutes of the year bear; ``4а`` counts as 4."""
    numbers = [int(found[0]) for each in taken if (found := re.match(r"\d{1,6}", each))]
    return str(max(numbers, default=0) + 1)
