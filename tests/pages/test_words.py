"""Every word on screen goes through gettext, and every one of them is translated."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from mmo.config import ROOT
from tests.pages.words import asked_of_gettext, cyrillic_strings, files, said

TEMPLATES = files(ROOT / "templates", "*.html")
SOURCES = [path for path in files(ROOT / "mmo", "*.py") if "demo" not in path.parts]
RUSSIAN_ON_PURPOSE = {
    "mmo/web.py": {"Русский"},  # a language is named in itself
    "mmo/pupils.py": None,  # first names of pupils, as texts are looked through for them
    "mmo/database.py": {"ё", "е"},  # letters that a search takes for the same
    "mmo/search/words.py": {"ё", "е", "[а-я]+"},
    "mmo/search/matching.py": None,  # the letters that a database is told to look at
    "mmo/search/models.py": None,
    "mmo/documents/wording.py": {"d MMMM y 'г.'"},  # papers are in Russian on every screen
    "mmo/documents/codes.py": {"АВСЕНКМРТУХ"},  # letters that look like those of a code
    "mmo/exchange/examples.py": None,  # records of the rules' examples, shown to nobody
}
"""Russian strings that are no words of the screens; None: all of a file."""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%|(%)")

WRONG_TEMPLATES = {
    "<p>Привет</p>": "Привет",
    "<p>{{ _('a') }} b {# c #}</p>": "b",
    "<p>{{ 'there' if x else '' }}</p>": "there",
    "<p>{{ x or 'none' }}</p>": "none",
    "<p>{{ _('a') ~ ' or ' ~ b }}</p>": "or",
    '<a title="Open {{ x }}">{{ x }}</a>': "Open",
    '<input type="submit" value="Send">': "Send",
    '<input placeholder="Name">': "Name",
    "<p>“{{ x }}”</p>": "“”",
}
RIGHT_TEMPLATES = (
    "{% if x == 'word' %}<p class=\"word\">{{ _('a') }}, {{ x|join(' · ') }}: 1–2</p>{% endif %}",
    "<code>flask serve</code>",
    '<option value="a" {{ "selected" if x }}>{{ x }}</option>',
    "{{ {'a': 'b'}[x] }}{{ f('c') }}{% set d = 'e' %}",
)


@pytest.mark.parametrize(("template", "word"), WRONG_TEMPLATES.items())
def test_a_word_outside_gettext_is_found(template: str, word: str) -> None:
    assert word in " ".join(said(template))


@pytest.mark.parametrize("template", RIGHT_TEMPLATES)
def test_what_is_no_word_of_the_screen_is_let_pass(template: str) -> None:
    assert said(template) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_outside_gettext(path: Path) -> None:
    assert said(path.read_text("utf-8")) == []


def test_a_russian_string_in_python_is_found_and_a_docstring_is_none() -> None:
    source = '"""Слово."""\nx = "один"\ndef f():\n    """Два."""\n    return f"три {x}"\n'
    assert cyrillic_strings(source) == {"один", "три "}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_python_file_holds_no_russian(path: Path) -> None:
    allowed = RUSSIAN_ON_PURPOSE.get(path.relative_to(ROOT).as_posix(), set())
    if allowed is not None:
        assert cyrillic_strings(path.read_text("utf-8")) == allowed


@cache
def russian() -> Catalog:
    """The Russian catalogue."""
    with (ROOT / "translations/ru/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="ru")


@cache
def wanted() -> Catalog:
    """Every message of the sources, found as `make messages` finds them."""
    keywords = re.findall(r" -k (\S+)", (ROOT / "Makefile").read_text("utf-8"))
    with (ROOT / "translations/babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    catalog = Catalog()
    for _file, _line, text, _comments, context in extract_from_dir(
        ROOT, methods, options, {**DEFAULT_KEYWORDS, **parse_keywords(keywords)}
    ):
        catalog.add(text, context=context)
    return catalog


def keys(catalog: Catalog) -> set[tuple[str, str | None]]:
    """The messages of a catalogue: their first form and context."""
    return {
        (message.id if isinstance(message.id, str) else message.id[0], message.context)
        for message in catalog
        if message.id
    }


def forms(texts: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """The forms of a message, of which one without plurals has one."""
    return [texts] if isinstance(texts, str) else list(texts or ())


def placeholders(text: str) -> set[str]:
    """The names that a text has values put in for."""
    return {found[0] or found[1] for found in PLACEHOLDER.findall(text)} - {""}


def is_faithful(message: Message) -> bool:
    """Whether every form of a translation has the placeholders of the original."""
    original = placeholders(forms(message.id)[-1])
    return all(placeholders(each) == original for each in forms(message.string))


def test_every_message_of_the_sources_is_in_the_russian_catalogue() -> None:
    assert len(keys(wanted())) > 200
    assert keys(wanted()) - keys(russian()) == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_is_hidden_from_the_catalogue(path: Path) -> None:
    known = {message for message, _context in keys(wanted())}
    assert asked_of_gettext(path.read_text("utf-8")) - known == set()


def test_a_message_inside_an_f_string_or_made_up_while_running_is_found() -> None:
    source = 'f"{_(\'a\')} b"\n_(x)\n_("c")\n'
    assert asked_of_gettext(source) == {"a", "?", "c"}


def test_the_russian_catalogue_has_no_message_that_nothing_says() -> None:
    assert keys(russian()) - keys(wanted()) == set()
    assert list(russian().obsolete) == []


def test_every_message_is_translated_in_all_its_forms_and_none_is_fuzzy() -> None:
    poor = [m.id for m in russian() if m.id and (m.fuzzy or not all(forms(m.string)))]
    plural = [m.id for m in russian() if m.pluralizable and len(forms(m.string)) != 3]
    assert poor + plural == []


def test_a_translation_has_the_placeholders_of_its_original() -> None:
    assert [m.id for m in russian() if m.id and not is_faithful(m)] == []


def test_a_translation_that_loses_a_placeholder_is_found() -> None:
    assert not is_faithful(Message("%(day)s of %(all)s", "%(day)s из"))
    assert not is_faithful(Message(("%(num)d", "%(num)d s"), ("%(num)d", "сколько", "%(num)d")))
    assert is_faithful(Message("%(day)s of %(all)s", "из %(all)s — %(day)s"))
