"""A page or fragment, parsed as a browser does, with every deviation from the standard."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS


class Document:
    """A parsed page or fragment."""

    def __init__(self, text: str, whole: bool) -> None:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(text) if whole else parser.parseFragment(text, "div")
        self.parse_errors = [
            f"line {line}: {PARSE_ERRORS[code] % values}"
            for (line, _column), code, values in parser.errors
        ]
        self.whole = whole
        self.elements = [each for each in self.root.iter() if isinstance(each.tag, str)]
        self.parents = {child: parent for parent in self.elements for child in parent}
        self.ids = {each.get("id"): each for each in self.elements if each.get("id") is not None}

    def all(self, *tags: str) -> Iterator[Element]:
        return (each for each in self.elements if each.tag in tags)

    def above(self, element: Element) -> Iterator[Element]:
        """The element's ancestors, the nearest first."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def name(self, element: Element) -> str:
        """What a screen reader calls an element: the simple part of the standard's algorithm."""
        if element.get("aria-hidden") == "true":
            return ""
        referred = (element.get("aria-labelledby") or "").split()
        texts = [" ".join(self.ids[ref].itertext()) for ref in referred if ref in self.ids]
        own = " ".join(texts) or element.get("aria-label") or element.get("alt") or ""
        if own.strip():
            return own.strip()
        inner = [element.text or ""]
        for child in element:
            is_text = isinstance(child.tag, str)
            inner += [self.name(child) if is_text else "", child.tail or ""]
        return " ".join(inner).strip()
