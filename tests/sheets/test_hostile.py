"""Files that would harm a careless reader: each is a sentence, and soon."""

import io
import time
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mmo.sheets.cells import EMPTY, Wrong, convert
from mmo.sheets.columns import MEMBER
from mmo.sheets.lists import Lists
from mmo.sheets.reading import UnreadableTable, letters, read
from tests.sheets.tables import send, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def rewritten(parts: dict[str, bytes], data: bytes | None = None) -> bytes:
    """A workbook with some of its parts replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or xlsx(("ФИО",), ("А",)))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def sheet_of(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def far_cell() -> bytes:
    """Two cells so far apart that all between them would take gigabytes."""
    cells = ('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
             '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')  # fmt: skip
    return rewritten({SHEET: sheet_of(cells)})


HOSTILE = {
    "nothing": b"",
    "text": "ФИО;Класс\r\nОрлова;7А".encode(),
    "half": xlsx(("ФИО",), ("А",))[:500],
    "bomb": rewritten({"xl/media/a.bin": b"\0" * (101 * 1024 * 1024)}),
    "far cell": far_cell(),
    "no workbook": rewritten({"xl/workbook.xml": b"<a>"}),
    "old and broken": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000,
    "many rows": xlsx(("ФИО",), *[("А",)] * 10_050),
    "many columns": xlsx(["ФИО"] * 150, ["А"] * 150),
    "empty": xlsx(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_sentence_and_soon(app: Flask, name: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(UnreadableTable) as told:
        read(HOSTILE[name], {"фио"})
    assert str(told.value).strip()
    assert time.perf_counter() - begun < 15


def test_a_hostile_file_in_the_browser_is_a_page(head: FlaskClient) -> None:
    for name in ("bomb", "far cell", "text"):
        page = send(head, "member", HOSTILE[name])
        assert page.status_code == 422
        assert "error-summary" in page.text


def test_a_formula_gives_its_stored_result_only(app: Flask) -> None:
    cells = ('<row r="1"><c r="A1" t="inlineStr"><is><t>ФИО</t></is></c></row>'
             '<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x")</f><v>Орлова</v></c>'
             '</row>')  # fmt: skip
    table = read(rewritten({SHEET: sheet_of(cells)}), {"фио"})
    assert table.rows == [["Орлова"]]


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("cell", ["а\x00б", "\ud800", "я" * 20_001])
def test_a_text_that_no_record_can_hold_is_wrong(app: Flask, cell: str) -> None:
    lists = Lists({}, {}, {}, {}, None)  # type: ignore[arg-type]
    with pytest.raises(Wrong):
        convert(cell, MEMBER.column("position"), lists)
    assert convert("  ", MEMBER.column("position"), lists) is EMPTY
