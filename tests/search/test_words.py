"""Words in all their forms, and what is made of what a person types."""

import pytest

from mmo.search.asking import Query
from mmo.search.matching import fts5
from mmo.search.snippets import Marker
from mmo.search.words import lemma_text, lemmas, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("протоколы", "протокола"),
        ("дети", "ребёнка"),
        ("ДЕТЕЙ", "ребенок"),
        ("человек", "людям"),
        ("ёлка", "елки"),
        ("шёл", "шли"),
        ("час", "часов"),
        ("Иванова", "Ивановой"),
        ("воспитание", "воспитания"),
        ("классному", "классные"),
        ("решили", "решить"),
        ("Windows", "WINDOWS"),
        ("2026", "2026"),
        ("5А", "5а"),
    ],
)
def test_two_forms_are_one_word(one: str, other: str) -> None:
    ((first,), (second,)) = (words(one), words(other))
    assert set(lemmas(first)) & set(lemmas(second))


@pytest.mark.parametrize(
    ("one", "other"), [("план", "плот"), ("протокол", "прокол"), ("класс", "классика"), ("5а", "5")]
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert not set(lemmas(one)) & set(lemmas(other))


def test_words_are_parted_by_everything_that_is_no_letter_or_digit() -> None:
    said = words("Мини-группа О'Коннор, «план_2026.docx» № 5, стр. 12")
    assert said == ["мини", "группа", "о", "коннор", "план", "2026", "docx", "5", "стр", "12"]


def test_joining_words_are_left_out() -> None:
    assert lemma_text("о детях и в школе") == "ребенок школа"


@pytest.mark.parametrize(
    ("asked", "terms", "phrases"),
    [
        ("протоколы детей", 2, []),
        ("“классный час”", 0, [("классный", "час")]),
        ("«классный час» дети", 1, [("классный", "час")]),
        ('"классный час', 2, []),
        ("мини-группа", 2, []),
        ("и", 0, [("и",)]),
    ],
)
def test_what_is_typed_is_understood(
    asked: str, terms: int, phrases: list[tuple[str, ...]]
) -> None:
    query = Query.of(asked)
    assert query is not None
    assert (len(query.terms), list(query.phrases)) == (terms, phrases)


@pytest.mark.parametrize("asked", ["", "   ", "«»", '"', "* ( ) : ^ - +", "'", "%_", "\u200b"])
def test_without_a_word_nothing_is_asked(asked: str) -> None:
    assert Query.of(asked) is None


@pytest.mark.parametrize(
    "asked",
    [
        "план OR протокол",
        "план* NEAR(a b)",
        'lemmas:"x" AND y',
        "a' OR 1=1 --",
        "{words}:x",
        "a\\b",
    ],
)
def test_no_operator_reaches_the_engine(asked: str) -> None:
    query = Query.of(asked)
    assert query is not None
    inside = fts5(query)
    for said in ("({lemmas} : (", "({words} : ", " AND ", " OR "):
        inside = inside.replace(said, " ")
    assert set(inside) <= set('abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя1 ")(')
    assert all(part.isalnum() for part in query.all_lemmas)


def marker(asked: str) -> Marker:
    query = Query.of(asked)
    assert query is not None
    return Marker(query)


def test_every_form_is_marked_and_nothing_else() -> None:
    text = "Ребёнок и дети: о детях <b>в школе</b>"
    assert str(marker("детей").mark(text)) == (
        "<mark>Ребёнок</mark> и <mark>дети</mark>: о <mark>детях</mark> &lt;b&gt;в школе&lt;/b&gt;"
    )


def test_a_snippet_shows_the_place_of_the_word() -> None:
    text = (
        "Начало. "
        + "слово за словом " * 200
        + "Здесь говорили о протоколах заседаний. "
        + "и " * 400
    )
    shown = str(marker("протокол").snippet(text))
    assert "о <mark>протоколах</mark> заседаний" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 350


def test_a_snippet_of_a_phrase_shows_the_phrase() -> None:
    text = "классный руководитель " * 100 + "провёл классный час. " + "конец " * 100
    assert "<mark>классный</mark> <mark>час</mark>" in str(marker("«классный час»").snippet(text))


def test_a_snippet_without_the_word_is_the_beginning() -> None:
    assert str(marker("план").snippet("Просто текст")) == "Просто текст"


def test_a_snippet_keeps_its_place_in_a_text_whose_letters_grow() -> None:
    assert "<mark>план</mark>" in str(marker("план").snippet("İ" * 300 + " план работы"))
