"""A table of 10,000 rows as XLSX, against the same cells through bare XlsxWriter."""

import io
from datetime import date, timedelta
from typing import Any

from xlsxwriter import Workbook

from mmo.exchange.tables import csv, xlsx
from tests.bench.judging import timed

HEADINGS = ["№", "ФИО", "Дата", "Вид", "Название", "Классы", "Стаж", "Примечание"]


def rows(count: int = 10_000) -> list[list[Any]]:
    """Rows as a register has them."""
    first = date(2025, 9, 1)
    return [
        [number, f"Иванова Анна {number}", first + timedelta(days=number % 250), "семинар",
         f"Дело номер {number} о классном руководстве", "7А", number % 40, None]
        for number in range(count)
    ]  # fmt: skip


def bare(data: list[list[Any]]) -> bytes:
    """The least that XlsxWriter needs for these cells."""
    file = io.BytesIO()
    book = Workbook(file, {"constant_memory": True, "in_memory": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "dd.mm.yyyy"})
    for number, row in enumerate(data):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, days)
            elif value is not None:
                sheet.write(number, column, value)
    book.close()
    return file.getvalue()


def measure() -> None:
    """Print the lines about tables."""
    data = rows()
    base = timed(lambda: bare(data), repeat=3)
    ours = timed(lambda: xlsx("Дела", HEADINGS, data), repeat=3)
    plain = timed(lambda: csv(HEADINGS, data), repeat=3)
    print(f"XLSX of 10,000 rows, bare XlsxWriter {base:8.1f} ms")
    print(f"XLSX of 10,000 rows                  {ours:8.1f} ms   × {ours / base:.2f}")
    print(f"CSV of 10,000 rows                   {plain:8.1f} ms   × {plain / base:.2f}")
