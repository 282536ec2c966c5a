"""Checks HTML as strictly as the standard asks, and what this application asks beyond it.

`faults(text)` lists in words everything that is wrong with a page; `faults(text, whole=False)`
with a fragment that htmx puts into one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from tests.pages.document import Document

SVG = "{http://www.w3.org/2000/svg}"
REFERENCES = (
    *("for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls"),
    *("aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant"),
)
LABELLED = ("input", "select", "textarea")
UNLABELLED_INPUTS = ("hidden", "submit", "button", "image", "reset")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {
    *("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset"),
    *("figure", "footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "section"),
    *("table", "ul", *HEADINGS),
}
ONLY_PHRASES = {"p", "span", "strong", "em", "code", "label", "button", "dt", "caption", *HEADINGS}
INTERACTIVE = {"a", "button", "details", "input", "label", "select", "textarea", "summary"}
HOLDS_NO_INTERACTIVE = {"a", "button", "summary"}
ENDS = (".", ",", ";", ":", "!", "?")
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "select": {"option", "optgroup"},
    "tr": {"th", "td"},
}


NEXT = re.compile(r"[?&]next=[^&]*")

Check = Callable[[Document], Iterator[str]]


def say(element: Element) -> str:
    """An element as a message shows it."""
    shown = [f'{key}="{element.get(key)}"' for key in ("id", "class", "name") if element.get(key)]
    return f"<{' '.join([str(element.tag).removeprefix(SVG), *shown])}>"


def parses(document: Document) -> Iterator[str]:
    yield from document.parse_errors


def ids_are_unique(document: Document) -> Iterator[str]:
    counts = Counter(each.get("id") for each in document.elements if each.get("id") is not None)
    yield from (f"id {name!r} stands {number} times" for name, number in counts.items()
                if number > 1)  # fmt: skip
    yield from (f"id {name!r} is not a name" for name in counts if not name or " " in str(name))


def references_resolve(document: Document) -> Iterator[str]:
    for each in document.elements:
        for attribute in REFERENCES:
            for ref in (each.get(attribute) or "").split():
                if ref not in document.ids:
                    yield f"{say(each)} {attribute} names no element: {ref!r}"
                elif attribute == "aria-labelledby" and not document.name(document.ids[ref]):
                    yield f"{say(each)} takes its name from an empty element: {ref!r}"
                elif attribute == "for" and document.ids[ref].tag not in LABELLED:
                    yield f"{say(each)} labels what is no control: {ref!r}"
        for attribute in ("href", "hx-target", "hx-include"):
            value = each.get(attribute) or ""
            if value.startswith("#") and document.whole and value[1:] not in document.ids:
                yield f"{say(each)} {attribute} names no element: {value!r}"


def controls_are_named_and_labelled(document: Document) -> Iterator[str]:
    labels = {each.get("for") for each in document.all("label") if document.name(each)}
    for each in document.all(*LABELLED):
        if not each.get("name"):
            yield f"{say(each)} has no name"
        if each.tag == "input" and each.get("type") in UNLABELLED_INPUTS:
            continue
        wrapped = any(parent.tag == "label" for parent in document.above(each))
        own = each.get("aria-label") or each.get("aria-labelledby")
        if not (own or wrapped or each.get("id") in labels):
            yield f"{say(each)} has no label"


def page_has_its_parts(document: Document) -> Iterator[str]:
    if not document.whole:
        return
    for tag in ("h1", "main", "title"):
        number = sum(1 for _each in document.all(tag))
        if number != 1:
            yield f"<{tag}> stands {number} times"
    yield from (f"<{each.tag}> is empty" for each in document.all("title", "h1")
                if not document.name(each))  # fmt: skip
    if not document.root.get("lang"):
        yield "the page does not say its language"


def headings_do_not_jump(document: Document) -> Iterator[str]:
    level = 0 if document.whole else 6
    for each in document.all(*HEADINGS):
        found = int(str(each.tag)[1])
        if found > level + 1:
            yield f"{say(each)} {document.name(each)!r} follows <h{level}>"
        if not document.name(each):
            yield f"{say(each)} is empty"
        level = found


def what_is_used_has_words(document: Document) -> Iterator[str]:
    for each in document.all("a", "button", "summary", "label", "th"):
        if not document.name(each):
            yield f"{say(each)} has no words"
    for each in document.all("img"):
        if each.get("alt") is None:
            yield f"{say(each)} has no alt"
    for each in document.all(f"{SVG}svg"):
        if each.get("aria-hidden") != "true" and not (
            each.get("role") == "img" and document.name(each)
        ):
            yield f"{say(each)} is neither named nor hidden"


def nothing_is_inline(document: Document) -> Iterator[str]:
    for each in document.elements:
        if each.tag == "style" or (each.tag == "script" and not each.get("src")):
            yield f"{say(each)} is inline"
        for name, value in each.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"{say(each)} has {name}"
            if value.strip().lower().startswith(("javascript:", "js:")):
                yield f"{say(each)} has a script in {name}"


def addresses_are_real(document: Document) -> Iterator[str]:
    for each in document.elements:
        for attribute in ("href", "src", "hx-get", "hx-post"):
            if each.get(attribute, "x").strip() in ("", "#"):
                yield f"{say(each)} has an empty {attribute}"
        for method in ("get", "post"):
            address = each.get(f"hx-{method}")
            if address is not None and "from:body" not in each.get("hx-trigger", ""):
                yield from _works_without_htmx(document, each, method, address)


def _works_without_htmx(
    document: Document, element: Element, method: str, address: str
) -> Iterator[str]:
    """A link, a form, a part of a form, or something with a link inside; never htmx alone.

    What listens to another part of the page (``from:body``) only shows itself anew. A link of
    the page may name where to go on to; in place of the page that is not needed.
    """
    around = next((each for each in document.above(element) if each.tag == "form"), None)
    match element.tag:
        case "a":
            beside = NEXT.sub("", element.get("href", "")) or None
        case "form":
            beside = element.get("action")
            if element.get("method", "get") != method:
                yield f"{say(element)} is sent by another method without htmx"
        case _ if around is not None:
            beside = element.get("formaction") or around.get("action")
        case _:
            beside = next((a.get("href") for a in element.iter("a")), None)
    if beside != address:
        yield f"{say(element)} hx-{method} goes to {address!r}, without htmx to {beside!r}"


def posts_carry_the_token(document: Document) -> Iterator[str]:
    for each in document.all("form"):
        tokens = [i for i in each.iter("input") if i.get("name") == "csrf_token" and i.get("value")]
        if each.get("method", "get") == "post" and len(tokens) != 1:
            yield f"{say(each)} has {len(tokens)} tokens"
        if each.get("method", "get") == "get" and tokens:
            yield f"{say(each)} shows its token in the address"


def nesting_is_allowed(document: Document) -> Iterator[str]:
    for each in document.elements:
        allowed = CHILDREN.get(str(each.tag))
        for child in each:
            if allowed and child.tag not in allowed:
                yield f"{say(child)} stands in {say(each)}"
        if each.tag == "details" and [child.tag for child in each][:1] != ["summary"]:
            yield f"{say(each)} does not begin with its summary"
        for above in document.above(each):
            phrases = above.tag in ONLY_PHRASES and each.tag in BLOCKS
            clickable = above.tag in HOLDS_NO_INTERACTIVE and (
                each.tag in INTERACTIVE or each.get("tabindex") is not None
            )
            if phrases or clickable or (above.tag == each.tag == "label"):
                yield f"{say(each)} stands inside {say(above)}"


def words_stand_apart(document: Document) -> Iterator[str]:
    """Jinja takes line ends after statements away, and a link then sticks to the sentence."""
    for parent in document.elements:
        before = parent.text or ""
        for child in parent:
            if child.tag in ("a", "button", "strong", "code", "span") and before.endswith(ENDS):
                yield f"{say(child)} sticks to {before[-20:]!r}"
            before = child.tail or ""


CHECKS: tuple[Check, ...] = (
    parses,
    ids_are_unique,
    references_resolve,
    controls_are_named_and_labelled,
    page_has_its_parts,
    headings_do_not_jump,
    what_is_used_has_words,
    nothing_is_inline,
    addresses_are_real,
    posts_carry_the_token,
    nesting_is_allowed,
    words_stand_apart,
)


def faults(text: str, whole: bool = True) -> list[str]:
    """Everything that is wrong with a page, or with a fragment of one."""
    document = Document(text, whole)
    return [fault for check in CHECKS for fault in check(document)]
