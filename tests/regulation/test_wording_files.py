"""An organisation's own wording: every clause finds its text, and nothing is dropped."""

import pytest

from mmo import create_app
from mmo.compliance.regulations import Edition
from mmo.config import Settings
from mmo.regulation.models import PieceRole
from mmo.regulation.reading import MAX_BYTES, UnreadableFile, read
from mmo.regulation.splitting import split
from tests.regulation.files import ASIDE, as_word, lines_of, with_part

LEVELS = {"municipal": 27, "school": 91}


@pytest.fixture(scope="module", params=LEVELS)
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("wording")))
    regulations = app.extensions["judge"].regulations
    found: Edition = regulations.for_level(request.param, None).editions[-1]
    assert len(found.clauses) == LEVELS[request.param]
    return found


def as_text(edition: Edition) -> str:
    return "\r\n".join(lines_of(edition))


@pytest.mark.parametrize("kind", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "word"])
def test_every_clause_finds_its_wording(edition: Edition, kind: str) -> None:
    text = as_text(edition)
    if kind == "cp1251":
        text = text.replace("\uf0b7", "•")  # it has no letters of Word's symbol fonts
    data = as_word(lines_of(edition)) if kind == "word" else text.encode(kind)
    pieces = split(read(data), edition)
    worded = {piece.clause: piece.text for piece in pieces if piece.role is PieceRole.CLAUSE}
    assert worded == {clause.id: clause.gist for clause in edition.clauses}


def test_nothing_is_dropped_and_what_fits_no_clause_waits_for_a_decision(edition: Edition) -> None:
    lines = [line for line in lines_of(edition) if line]
    pieces = split(read(as_text(edition).encode()), edition)
    assert len(pieces) == len(lines)
    undecided = [piece.text for piece in pieces if piece.role is PieceRole.UNDECIDED]
    assert undecided == ["ПОЛОЖЕНИЕ", ASIDE]


def test_what_was_mended_is_noted(edition: Edition) -> None:
    notes = {piece.note for piece in split(read(as_text(edition).encode()), edition)}
    assert notes == {None, "bookmark", "number"}


@pytest.mark.parametrize("content", [b"", b"<a/>", b"<w:document", b"\xff\xfe\x00"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_damaged_word_file_is_refused(
    edition: Edition, part: str, content: bytes, app: object
) -> None:
    damaged = with_part(as_word(lines_of(edition)), part, content)
    if (part, content) == ("word/styles.xml", b"<a/>"):
        read(damaged)  # the text itself is whole
        return
    with pytest.raises(UnreadableFile, match="Word"):
        read(damaged)


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"PK\x03\x04 and so on", b"%PDF-1.7", b"a\x00b", b"x" * (MAX_BYTES + 1)],
    ids=["empty", "blank", "no archive", "PDF", "binary", "too large"],
)
def test_what_is_no_text_is_refused(app: object, data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data)


def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked(app: object) -> None:
    word = with_part(as_word(["1.1. Пункт"]), "word/document.xml", b" " * 60_000_000)
    assert len(word) < 500_000
    with pytest.raises(UnreadableFile, match="распаковыва"):
        read(word)
