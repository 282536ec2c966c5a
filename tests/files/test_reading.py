"""The text that is read out of files, and that nothing in a file can stop an upload."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mmo.files import pdf
from mmo.files.formats import FORMATS
from mmo.files.reading import LONGEST, Text, Unread, read
from tests.files import papers

BILLION = (
    '<!DOCTYPE l [<!ENTITY a "ааа"><!ENTITY b "&a;&a;&a;">]>'
    '<w:document xmlns:w="w"><w:p><w:t>&b;</w:t></w:p></w:document>'
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}{\*\generator Word;}\f0 "
    rb"\'cf\'eb\'e0\'ed \u1088?\u1072?\u1073?\u1086?\u1090?\u1099?\par line {\pict 0102}two\~x}"
)


@pytest.fixture
def read_as(tmp_path: Path) -> Callable[[str, bytes], Text]:
    """Read bytes as a file of this extension."""

    def read_as(extension: str, content: bytes) -> Text:
        path = tmp_path / "kept"
        path.write_bytes(content)
        return read(path, FORMATS[extension])

    return read_as


def by_extension(value: object) -> str | None:
    """The name of a case: archives bear the second they were made in, so their bytes give none."""
    return value if isinstance(value, str) and value.isalpha() and value.islower() else ""


@pytest.mark.parametrize(
    ("extension", "content", "text"),
    [
        ("docx", papers.docx("Первый абзац", "Второй"), "Первый абзац\nВторой"),
        ("xlsx", papers.xlsx("Класс", "5а"), "Класс\n5а"),
        ("pptx", papers.pptx(*map(str, range(1, 12))), "\n".join(map(str, range(1, 12)))),
        ("odt", papers.opendocument("text", "План", "работы"), "План\nработы"),
        ("ods", papers.opendocument("spreadsheet", "Итог"), "Итог"),
        ("odp", papers.opendocument("presentation", "Слайд"), "Слайд"),
        ("pdf", papers.pdf("Minutes"), "Minutes"),
        ("rtf", RTF, "План работы\nline two x"),
        ("txt", "Заметки о классе".encode("cp1251"), "Заметки о классе"),
        ("txt", "Заметки".encode("utf-16"), "Заметки"),
        ("csv", "\ufeffкласс;число".encode(), "класс;число"),
    ],
    ids=by_extension,
)
def test_the_text_of_a_file_is_read(
    read_as: Callable[[str, bytes], Text], extension: str, content: bytes, text: str
) -> None:
    assert read_as(extension, content) == Text(text)


@pytest.mark.parametrize(
    ("extension", "content", "why"),
    [
        ("png", papers.PNG, Unread.PICTURE),
        ("doc", papers.ole("WordDocument"), Unread.PICTURE),
        ("docx", papers.docx(), Unread.NO_TEXT),
        ("docx", papers.zipped({"word/document.xml": "<w:p"}), Unread.BROKEN),
        ("docx", papers.zipped({"word/document.xml": BILLION}), Unread.BROKEN),
        ("docx", papers.zipped({"word/document.xml": "<p>" * 200_000}), Unread.BROKEN),
        ("odt", papers.zipped({"content.xml": b"\xff\xfe\x00"}), Unread.BROKEN),
        ("pdf", b"%PDF-1.7 nothing more", Unread.BROKEN),
        ("rtf", b"{\\rtf1}", Unread.NO_TEXT),
    ],
    ids=by_extension,
)
def test_a_file_that_cannot_be_read_has_no_text_and_says_why(
    read_as: Callable[[str, bytes], Text], extension: str, content: bytes, why: Unread
) -> None:
    assert read_as(extension, content) == Text("", why)


def test_a_very_long_text_is_cut(read_as: Callable[[str, bytes], Text]) -> None:
    for extension, content in (
        ("txt", ("слово " * LONGEST).encode()),
        ("docx", papers.zipped({"word/document.xml": f"<t>{'слово ' * LONGEST}</t>"})),
        ("rtf", b"{\\rtf1 " + b"word " * LONGEST + b"}"),
    ):
        found = read_as(extension, content)
        assert found.unread is None
        assert LONGEST * 0.9 < len(found.text) <= LONGEST


def test_what_no_database_takes_is_left_out(read_as: Callable[[str, bytes], Text]) -> None:
    content = papers.zipped({"word/document.xml": "<t>a&#x9;b</t>"})
    assert read_as("docx", content).text == "a b"
    assert "\x00" not in read_as("rtf", b"{\\rtf1 a\\u0?b}").text
    read_as("rtf", b"{\\rtf1 a\\u55296?b}").text.encode()


def test_a_pdf_that_takes_too_long_is_stopped(
    read_as: Callable[[str, bytes], Text], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(pdf, "PROGRAM", endless)
    monkeypatch.setattr(pdf, "SECONDS", 0.2)
    assert read_as("pdf", papers.pdf()) == Text("", Unread.BROKEN)
