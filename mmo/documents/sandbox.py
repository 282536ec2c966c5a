"""Where templates run: an organisation's own file may ask for fields and nothing else."""

from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

from mmo.documents.wording import FILTERS

HARMLESS = {
    "batch", "count", "default", "d", "e", "escape", "first", "groupby", "join", "last", "length",
    "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select",
    "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
}  # fmt: skip
LARGEST = 10_000
"""A number or a text that a template multiplies may not grow beyond this."""


WORD_PARAGRAPH = "\a"
"""What docxtpl makes a new paragraph of; of a line break it makes a soft one, at which the words
of a justified paragraph are torn apart."""


def _in_paragraphs(value: Any) -> Any:
    """A line that somebody began is a paragraph in Word."""
    return value.replace("\n", WORD_PARAGRAPH) if isinstance(value, str) else value


class PaperSandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which an unknown field is a mistake and nothing can grow without end."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape, undefined=StrictUndefined, loader=DictLoader({}),
            finalize=_in_paragraphs if autoescape else None,
        )  # fmt: skip
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in HARMLESS} | FILTERS

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator != "*" or not all(isinstance(side, int) for side in (left, right)):
            raise SecurityError(f"{operator} is not allowed here")
        if abs(left) > LARGEST or abs(right) > LARGEST:
            raise SecurityError("too large a number")
        return left * right


for_word = PaperSandbox(autoescape=True)
"""For DOCX: what a value holds never becomes mark-up."""

for_text = PaperSandbox(autoescape=False)
"""For PDF, tables and file names, which take texts as they are."""
