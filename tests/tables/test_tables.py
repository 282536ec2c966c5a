"""A table as XLSX and CSV: read back by another library, with what people really type."""

import csv as csv_files
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from mmo.activities.models import ActivityKind
from mmo.exchange.tables import csv, sheet_name, xlsx

NASTY = [
    "=1+1", "+7 900", "-5", "@SUM(A1)", "\tтаб", "<b>&\"'", "{{ 7*7 }}", "🙂", "_x000D_",
    "http://example.org/" + "a" * 3000, "  =cmd|'/c calc'!A1", "00012", "строка\nвторая",
]  # fmt: skip


def sheet(data: bytes) -> Any:
    book = load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == 1
    return book[book.sheetnames[0]]


def cells(data: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet(data).iter_rows()]


def lines(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv_files.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_what_people_type_stays_text_in_xlsx(app: Flask) -> None:
    read = cells(xlsx("Таблица", ["Что"], [[text] for text in NASTY]))
    assert [row[0] for row in read[1:]] == NASTY
    kinds = {cell.data_type for (cell,) in sheet(xlsx("Т", ["Что"], [[x] for x in NASTY])).iter_rows()}  # fmt: skip  # noqa: E501
    assert kinds <= {"s", "inlineStr"}


def test_a_heading_never_becomes_a_formula(app: Flask) -> None:
    assert sheet(xlsx("Т", ["=1+1"], []))["A1"].data_type in ("s", "inlineStr")
    assert lines(csv(["=1+1"], []))[0] == ["'=1+1"]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@a", "\tx", "\rx", " =1"])
def test_a_text_like_a_formula_is_made_harmless_in_csv(app: Flask, text: str) -> None:
    assert lines(csv(["Что"], [[text]]))[1] == [f"'{text}"]


def test_numbers_and_days_stay_what_they_are(app: Flask) -> None:
    moment = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    row = [-5, 2.5, date(2026, 2, 20), moment, True, None, ["а", "б"], ActivityKind.SEMINAR]
    _head, read = cells(xlsx("Т", list("abcdefgh"), [row]))
    assert read == [-5, 2.5, datetime(2026, 2, 20), datetime(2026, 3, 1, 12, 30), "да", None,
                    "а\nб", "seminar"]  # fmt: skip
    assert sheet(xlsx("Т", list("abcdefgh"), [row]))["C2"].number_format == "dd.mm.yyyy"
    assert lines(csv(list("abcdefgh"), [row]))[1] == [
        "-5", "2,5", "20.02.2026", "01.03.2026 12:30", "да", "", "а\nб", "seminar",
    ]  # fmt: skip


def test_a_day_before_spreadsheets_count_and_a_huge_number_are_kept_as_text(app: Flask) -> None:
    _head, read = cells(xlsx("Т", ["a", "b"], [[date(1812, 9, 7), 12345678901234567890]]))
    assert read == ["1812-09-07", "12345678901234567890"]


def test_characters_that_no_file_can_hold_are_left_out(app: Flask) -> None:
    read = cells(xlsx("Т", ["a"], [["а\x00\x0bб\ud800\uffff"], ["я" * 40_000]]))
    assert read[1] == ["аб"]
    assert len(read[2][0]) == 32_767
    assert "аб" in csv(["a"], [["а\x00\x0bб\ud800"]]).decode("utf-8-sig")


def test_headings_stay_in_sight_and_filter(app: Flask) -> None:
    made = sheet(xlsx("Члены МО", ["ФИО", "Стаж"], [["Орлова Нина Павловна", 3], ["Ы", 4]]))
    assert made.freeze_panes == "A2"
    assert made.auto_filter.ref == "A1:B3"
    assert made.column_dimensions["A"].width > made.column_dimensions["B"].width
    assert made["A1"].font.bold


def test_csv_opens_in_a_russian_excel(app: Flask) -> None:
    data = csv(["ФИО", "Класс"], [["Орлова; Нина", '7 "А"']])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert lines(data)[1] == ["Орлова; Нина", '7 "А"']


def test_an_empty_table_is_still_a_table(app: Flask) -> None:
    assert cells(xlsx("Т", ["ФИО"], [])) == [["ФИО"]]
    assert xlsx("Т", [], [])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Члены МО", "Члены МО"),
        ("План [2025/26]: пункты?", "План 2025 26 пункты"),
        ("'", "1"),
        ("", "1"),
        ("а" * 40, "а" * 31),
    ],
)
def test_the_sheet_gets_a_name_that_it_may_have(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_the_file_holds_no_formula_at_all(app: Flask) -> None:
    data = xlsx("Т", ["Что"], [[text] for text in NASTY])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()
