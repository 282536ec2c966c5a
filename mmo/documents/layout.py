"""What a paper looks like: the file of its layout, checked when the program starts.

A layout is data (`layouts/<paper>.yaml`), written once for Word and for PDF: blocks of text with
the fields of the paper in double braces, loops and conditions. `**words**` are bold. The same
file names the paper, its fields with their meaning, and what it should not lack.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "layouts"
TEXTS = ("title", "heading", "text", "line", "center", "right", "small")
"""Blocks that are one paragraph; each has a style of its own."""
KINDS = (*TEXTS, "pair", "signature", "columns", "table", "do", "letterhead", "page_break")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Column(_Part):
    """A column of a table: its heading, its share of the width, and what a cell says."""

    head: str
    width: Annotated[int, Field(ge=1, le=100)]
    cell: str
    align: Literal["left", "center"] = "left"
    number: bool = False


class Table(_Part):
    """A table: a row for each thing of a list, ``m in members``."""

    each: str
    columns: tuple[Column, ...]


class Block(_Part):
    """One block; exactly one of its keys says what it is."""

    title: str | None = None
    heading: str | None = None
    text: str | None = None
    line: str | None = None
    center: str | None = None
    right: str | None = None
    small: str | None = None
    pair: tuple[str, str] | None = None
    """Two texts on one line, at its ends."""
    signature: tuple[str, str] | None = None
    """Who signs, and the name after the line."""
    columns: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """Two columns of lines without borders, as approval blocks stand."""
    table: Table | None = None
    letterhead: Literal[True] | None = None
    page_break: Literal[True] | None = None
    do: "tuple[Block, ...] | None" = None
    each: str | None = None
    """With `do`: for each of a list, ``q in questions``."""
    when: str | None = None
    """With `do`: only where this holds."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Block":
        named = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(named) != 1:
            raise ValueError(f"a block is one of {', '.join(KINDS)}; found {named}")
        if (self.do is None) != (self.each is None and self.when is None):
            raise ValueError("`do` needs `each` or `when`")
        return self

    @property
    def kind(self) -> str:
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class Need(_Part):
    """Something that the paper should not lack: when it is there, what it is, who asks for it."""

    there: str
    say: str
    clauses: tuple[str, ...] = ()


class Layout(_Part):
    """The whole file of a paper."""

    title: str
    file: str
    landscape: bool = False
    fields: dict[str, str]
    needs: tuple[Need, ...] = ()
    blocks: tuple[Block, ...]


@cache
def layout_of(paper: str) -> Layout:
    """The layout of a paper.

    Raises:
        pydantic.ValidationError: its file is wrong; it says where and what is allowed.
    """
    text = (FOLDER / f"{paper}.yaml").read_text("utf-8")
    return Layout.model_validate(YAML(typ="safe", pure=True).load(text))


class Common(_Part):
    """What every paper has: its fields with their meaning, and the line with its code."""

    code_line: str
    fields: dict[str, str]


@cache
def common() -> Common:
    """What every paper has."""
    text = (FOLDER / "_common.yaml").read_text("utf-8")
    return Common.model_validate(YAML(typ="safe", pure=True).load(text))
