"""A layout with its fields put in: the blocks that PDF and tables are made from.

The layout becomes one template that writes its blocks one after another between control
characters. A value never holds one (`wording.text`), so whatever a person typed stays text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Template

from mmo.documents.layout import TEXTS, Block, Layout, Table, layout_of
from mmo.documents.sandbox import for_text

BLOCK, PART, BOLD = "\x1e", "\x1f", "\x1d"


@dataclass(slots=True)
class Printed:
    """A block of the paper: its kind, its texts, and a table's columns and rows."""

    kind: str
    texts: list[str]
    rows: list[list[str]] = field(default_factory=list)
    table: Table | None = None


def printed(paper: str, fields: Mapping[str, Any]) -> list[Printed]:
    """The blocks of a paper with its fields put in."""
    template, tables = _template(paper)
    found: list[Printed] = []
    for kind, *texts in _read(template.render(fields)):
        if kind == "row":
            found[-1].rows.append(texts)
        elif kind.startswith("table"):
            found.append(Printed("table", texts, table=tables[int(kind[5:])]))
        else:
            found.append(Printed(kind, texts))
    return found


def file_name(layout: Layout, fields: Mapping[str, Any]) -> str:
    """What the paper's file is called, without what a file system would refuse."""
    said = for_text.from_string(layout.file).render(fields)
    kept = "".join(" " if char in '\\/:*?"<>|\n' else char for char in said)
    return " ".join(kept.split())[:120].rstrip(". ")


def _read(text: str) -> Iterator[list[str]]:
    for block in text.split(BLOCK)[1:]:
        yield block.split(PART)


@cache
def _template(paper: str) -> tuple[Template, list[Table]]:
    writer = _Writer()
    writer.blocks(layout_of(paper).blocks)
    return for_text.from_string("".join(writer.source)), writer.tables


class _Writer:
    """Writes the source of the template."""

    def __init__(self) -> None:
        self.source: list[str] = []
        self.tables: list[Table] = []

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            self.block(block)

    def emit(self, kind: str, *texts: str) -> None:
        self.source.append(BLOCK + PART.join([kind, *(each.replace("**", BOLD) for each in texts)]))

    def block(self, block: Block) -> None:
        if block.kind in TEXTS:
            self.emit(block.kind, getattr(block, block.kind))
        elif block.pair:
            self.emit("pair", *block.pair)
        elif block.signature:
            self.emit("signature", *block.signature)
        elif block.columns:
            self.emit("columns", *("\n".join(lines) for lines in block.columns))
        elif block.letterhead:
            self.source.append("{% for line in letterhead %}")
            self.emit("letterhead", "{{ line }}")
            self.source.append("{% endfor %}")
        elif block.page_break:
            self.emit("page_break")
        elif block.table:
            self.table(block.table)
        else:
            self.source.append(
                f"{{% for {block.each} %}}" if block.each else f"{{% if {block.when} %}}"
            )
            self.blocks(block.do or ())
            self.source.append("{% endfor %}" if block.each else "{% endif %}")

    def table(self, table: Table) -> None:
        self.emit(f"table{len(self.tables)}", *(column.head for column in table.columns))
        self.tables.append(table)
        self.source.append(f"{{% for {table.each} %}}")
        self.emit("row", *(column.cell for column in table.columns))
        self.source.append("{% endfor %}")
