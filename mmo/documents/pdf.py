"""A paper as PDF: PDF/A-2b or PDF/UA-1, tagged, with its fonts inside.

The blocks go to `paper.typ` as JSON, so nothing that a person typed is ever a command there.
"""

import json
import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from mmo.clock import now
from mmo.config import ROOT
from mmo.documents.models import Font, PaperStyle
from mmo.documents.printing import BOLD, Printed

PROGRAM = Path(__file__).with_name("paper.typ")
FONTS = ROOT / "static" / "vendor" / "paper"
TWINS = {Font.TIMES: "Tinos", Font.ARIAL: "Arimo"}
"""The font in the tree that has the same widths."""
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
SHOWN_INSTEAD = "□"
MOST_REPLACED = 100
LONG_WORD = re.compile(r"\S{32}(?=\S)")
ZERO_WIDTH_SPACE = "\u200b"

_busy = threading.Lock()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )
    return typst.Compiler(font_paths=fonts, root=str(PROGRAM.parent))


def render(
    blocks: Sequence[Printed], title: str, author: str, code_line: str, style: PaperStyle,
    landscape: bool = False,
) -> bytes:  # fmt: skip
    """The paper as a PDF file."""
    data = {
        "code": code_line,
        "landscape": landscape,
        "font": TWINS[style.font],
        "size": style.size,
        "table_size": style.table_size,
        "margins": [
            style.margin_left,
            style.margin_right,
            style.margin_top,
            style.margin_bottom,
        ],
        "blocks": [_block(part) for block in blocks for part in _paragraphs(block)],
    }
    about = {"title": title, "author": author}
    return _compile(json.dumps(data, ensure_ascii=False), about, style.standard)


def _compile(data: str, about: dict[str, str], standard: str) -> bytes:
    """A sign that no font has, such as a smiley, is shown as a box: archives allow no gaps."""
    for _attempt in range(MOST_REPLACED):
        try:
            with _busy:
                made = _compiler().compile(
                    PROGRAM.read_bytes(),
                    format="pdf",
                    sys_inputs={"data": data, **about},
                    pdf_standards=cast(Any, standard.split("+")),
                    timestamp=int(now().timestamp()),
                )
            assert isinstance(made, bytes)
            return made
        except typst.TypstError as error:
            found = MISSING.search(error.message)
            if found is None:
                raise
            for sign in set(_unescaped(found[1])) - set(SHOWN_INSTEAD):
                data = data.replace(sign, SHOWN_INSTEAD)
    raise RuntimeError("too many signs that no font has")


def _unescaped(quoted: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), quoted)


def _paragraphs(block: Printed) -> list[Printed]:
    """A line that somebody began in a justified text is a paragraph of its own."""
    lines = block.texts[0].split("\n") if block.kind == "text" else []
    if len(lines) < 2 or any(line.count(BOLD) % 2 for line in lines):
        return [block]
    return [Printed("text", [line]) for line in lines if line.strip()]


def _block(block: Printed) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": block.kind, "texts": [_runs(text) for text in block.texts]}
    if block.table:
        made["rows"] = [[_runs(cell) for cell in row] for row in block.rows]
        made["widths"] = [column.width for column in block.table.columns]
        made["aligns"] = [column.align for column in block.table.columns]
    return made


def _runs(text: str) -> list[dict[str, Any]]:
    """A text as lines of runs, each bold or not; a word without end may be broken."""
    text = LONG_WORD.sub(lambda found: found[0] + ZERO_WIDTH_SPACE, text)
    return [
        {"text": run, "bold": bool(place % 2)} for place, run in enumerate(text.split(BOLD)) if run
    ]
