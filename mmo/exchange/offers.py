"""Lists to choose from in a workbook that people fill in."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from xlsxwriter.utility import xl_col_to_name

LAST = 2_000
"""Rows for which lists are offered."""


def offer(book: Any, sheet: Any, offered: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """Offer words in columns of a sheet, given as the column's number, heading and words.

    The words stand on a sheet of their own: a validation holds 255 characters only.
    """
    lists = book.add_worksheet(_("Lists"))
    for at, heading, words in offered:
        lists.write_string(0, at, heading)
        for number, word in enumerate(words, start=1):
            lists.write_string(number, at, word[:32_767])
        if words:
            letter = xl_col_to_name(at)
            source = f"='{lists.get_name()}'!${letter}$2:${letter}${len(words) + 1}"
            choice = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, at, LAST, at, choice)
    lists.hide()
