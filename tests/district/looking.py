"""Reads the tables of maps out of a page, as a person who sees or hears them would."""

from typing import Any

from lxml import html


def of_class(root: Any, name: str) -> list[Any]:
    """The elements of a class, in order."""
    return list(root.xpath(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def word(cell: Any) -> str:
    """What a cell says aloud: the word behind its sign, or all of it."""
    said = cell.xpath(".//span[contains(@class, 'visually-hidden')]")
    return text(said[0]) if said else text(cell)


def page(source: str) -> Any:
    return html.document_fromstring(source)


def rows_of(source: str) -> dict[str, dict[str, str]]:
    """By association and clause, the word of the cell."""
    (table,) = of_class(page(source), "map-table")
    clauses = [text(cell) for cell in of_class(table, "map-clause")]
    return {
        text(row.xpath("./th/a")[0]): dict(
            zip(clauses, [word(cell) for cell in row.xpath("./td/a")], strict=True)
        )
        for row in table.xpath("./tbody/tr")
    }
