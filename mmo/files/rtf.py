"""The text of an RTF file: enough of the format to find words in it."""

import re
from pathlib import Path

MOST = 20 * 1024 * 1024
TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
HIDDEN = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata",
     b"colorschememapping", b"datastore", b"latentstyles", b"listtable", b"listoverridetable")
)  # fmt: skip
"""Groups that hold no text of the document."""
BREAKS = frozenset((b"par", b"line", b"cell", b"row", b"tab", b"page", b"sect"))


def text_of(path: Path, _extension: str, limit: int) -> str:
    """The text of an RTF file, up to so many characters."""
    with path.open("rb") as file:
        data = file.read(MOST)
    return "".join(_pieces(data, limit))


def _pieces(data: bytes, limit: int) -> list[str]:
    """Groups may be hidden: `hidden` is how deep the first hidden one lies, 0 where none is."""
    found: list[str] = []
    depth = hidden = skipped = size = 0
    for token in TOKEN.finditer(data):
        word, number, code, symbol, brace, text = token.groups()
        if brace:
            depth += 1 if brace == b"{" else -1
            hidden = 0 if depth < hidden else hidden
            continue
        if (word in HIDDEN or symbol == b"*") and not hidden:
            hidden = depth
        if hidden:
            continue
        piece, skipped = _piece(word, number, code, symbol, text, skipped)
        found.append(piece)
        size += len(piece)
        if size > limit:
            break
    return found


def _piece(
    word: bytes | None,
    number: bytes | None,
    code: bytes | None,
    symbol: bytes | None,
    text: bytes | None,
    skipped: int,
) -> tuple[str, int]:
    """A token's text, and how many characters after it only repeat it for old readers."""
    if word == b"u" and number:
        return chr(int(number) % 0x10000), 1
    if word in BREAKS:
        return "\n", 0
    if code:
        letter = bytes.fromhex(code.decode()).decode("cp1251", "ignore")
        return ("", skipped - 1) if skipped else (letter, 0)
    if symbol == b"~":
        return " ", 0
    if text:
        return text.decode("cp1251", "ignore")[skipped:], 0
    return "", skipped
