"""What the screens would say outside gettext: letters in templates, and in Python's strings."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

LETTERS = re.compile(r"[^\W\d_]")
QUOTES = re.compile(r"[«»“”„‘’]")
"""Each language has its own, so they belong into its sentences."""
SAID_ATTRIBUTES = ("title", "aria-label", "aria-description", "placeholder", "alt", "label")
BUTTONS = ("submit", "button", "reset")
TYPED_AS_IT_STANDS = ("code", "kbd", "script")
"""Elements whose text is a command, a name or a key, the same in every language."""
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")

_environment = Environment()


class _Texts(HTMLParser):
    """Collects what a template itself says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in TYPED_AS_IT_STANDS
        values = dict(attrs)
        said = [values.get(name) for name in SAID_ATTRIBUTES]
        if tag == "input" and values.get("type") in BUTTONS:
            said.append(values.get("value"))
        self.found += [each for each in said if each]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in TYPED_AS_IT_STANDS

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def said(template: str) -> list[str]:
    """Words and quotation marks that a template says outside gettext."""
    texts = _Texts()
    texts.feed("".join(_literal_parts(template)))
    texts.close()
    return [text.strip() for text in texts.found if LETTERS.search(text) or QUOTES.search(text)]


def _literal_parts(template: str) -> Iterator[str]:
    """The template without statements and comments; of an expression what it says literally."""
    begin = {"variable_begin", "block_begin", "comment_begin"}
    end = {"variable_end", "block_end", "comment_end"}
    expression: list[str] | None = None
    for _line, token, value in _environment.lex(template):
        if token in begin:
            expression = []
            kind = token
        elif token in end:
            if kind == "variable_begin":
                yield from _constants("".join(expression or []))
            expression = None
        elif expression is not None:
            expression.append(value)
        else:
            yield value


def _constants(expression: str) -> Iterator[str]:
    """The texts that an expression may put out as they stand in it."""
    (output,) = _environment.parse("{{" + expression + "}}").body
    assert isinstance(output, nodes.Output)
    waiting: list[nodes.Node | None] = list(output.nodes)
    while waiting:
        node = waiting.pop(0)
        match node:
            case nodes.Const(value=str() as text) | nodes.TemplateData(data=text):
                yield text
            case nodes.CondExpr():
                waiting += [node.expr1, node.expr2]
            case nodes.Add() | nodes.And() | nodes.Or():
                waiting += [node.left, node.right]
            case nodes.Concat():
                waiting += node.nodes


def cyrillic_strings(source: str) -> set[str]:
    """The Russian strings of a Python file, without its docstrings."""
    tree = ast.parse(source)
    docstrings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in docstrings
        and CYRILLIC.search(node.value)
    }


def asked_of_gettext(source: str) -> set[str]:
    """What a Python file asks `_` for; an f-string hides it from `make messages`."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        ast.literal_eval(call.args[0]) if isinstance(call.args[0], ast.Constant) else "?"
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "_l")
    }


def files(folder: Path, pattern: str) -> list[Path]:
    """The files below a folder, in a fixed order."""
    return sorted(folder.rglob(pattern))
