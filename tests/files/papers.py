"""Files for the tests: small good ones of every kind, and bad ones of every kind."""

import io
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter
from docx import Document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 24
OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


def docx(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*cells: str) -> bytes:
    """An Excel file with these cells in a column."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row, cell in enumerate(cells):
            sheet.write_string(row, 0, cell)
    return out.getvalue()


def zipped(entries: dict[str, bytes | str]) -> bytes:
    """An archive with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def pptx(*lines: str) -> bytes:
    """A presentation with a slide for each line."""
    types = f'<Types><Override ContentType="{OOXML}presentationml.presentation.main+xml"/></Types>'
    entries: dict[str, bytes | str] = {"[Content_Types].xml": types}
    for number, line in enumerate(lines, start=1):
        entries[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:t>{line}</a:t></a:p></p:sld>'
        )
    return zipped(entries)


def opendocument(kind: str, *lines: str) -> bytes:
    """An OpenDocument file (``text``, ``spreadsheet``, ``presentation``)."""
    body = "".join(f"<t:p>{line}</t:p>" for line in lines)
    content = f'<o:document xmlns:o="o" xmlns:t="t"><o:body>{body}</o:body></o:document>'
    return zipped({"mimetype": f"{ODF}{kind}", "content.xml": content})


def pdf(text: str = "Minutes of the meeting") -> bytes:
    """A PDF of one page with a line of Latin text."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\n" % table
        + (b"startxref\n%d\n%%%%EOF" % len(out))
    )


def ole(stream: str, *more: str) -> bytes:
    """What an old office file has of its directory."""
    return OLE + b"\x00" * 500 + b"".join(name.encode("utf-16-le") for name in (stream, *more))


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    """An archive with one entry more."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file that unpacks to 330 MB."""
    out = io.BytesIO(docx("Привет"))
    zeros = bytes(1024 * 1024)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.bmp", "w") as entry,
    ):
        for _megabyte in range(330):
            entry.write(zeros)
    return out.getvalue()


def crowded() -> bytes:
    """A Word file with very many entries."""
    out = io.BytesIO(docx("Привет"))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(6000):
            archive.writestr(f"word/media/{number}.txt", b"")
    return out.getvalue()


def lying() -> bytes:
    """A Word file whose directory says that there is little, and whose part is huge."""
    data = bytearray(zipped({"[Content_Types].xml": "x" * 50_000_000, "word/document.xml": "x"}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x01\x02"))
    struct.pack_into("<I", data, at + 24, 1000)
    return bytes(data)


GOOD: dict[str, Callable[[], bytes]] = {
    "Протокол № 1.docx": lambda: docx("Слушали: Иванову А. П."),
    "Список.xlsx": lambda: xlsx("Класс", "5а"),
    "Доклад.pptx": lambda: pptx("Тема", "Выводы"),
    "План.odt": lambda: opendocument("text", "План работы"),
    "Таблица.ods": lambda: opendocument("spreadsheet", "Итоги"),
    "Показ.odp": lambda: opendocument("presentation", "Слайд"),
    "Скан.pdf": pdf,
    "Старый.doc": lambda: ole("WordDocument"),
    "Старая.xls": lambda: ole("Workbook"),
    "Старый показ.ppt": lambda: ole("PowerPoint Document"),
    "Письмо.rtf": lambda: rb"{\rtf1\ansi \'cf\'f0\'e8\'e2\'e5\'f2}",
    "Заметки.txt": lambda: "Заметки о классе".encode("cp1251"),
    "Данные.csv": lambda: "класс;число\n5а;24\n".encode(),
    "Снимок.jpg": lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 20,
    "Схема.PNG": lambda: PNG,
}
"""A file of every kind that is taken."""

MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'  # noqa: E501
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a renamed program": ("Протокол.docx", lambda: b"MZ" + bytes(300), "не то, что обещает"),
    "a program renamed to text": ("Заметки.txt", lambda: b"MZ" + bytes(300), "не то, что обещает"),
    "an installer renamed to Word": ("Протокол.doc", lambda: ole("Installer"), "не то, что"),
    "a program": ("setup.exe", lambda: b"MZ" + bytes(300), "не принимаются"),
    "a page of the web": ("index.html", lambda: b"<script>", "не принимаются"),
    "a drawing with scripts": ("a.svg", lambda: b"<svg/>", "не принимаются"),
    "a file without a kind": ("README", lambda: b"x", "не принимаются"),
    "an archive": ("Всё.zip", lambda: zipped({"a": b"b"}), "архивы не принимаются"),
    "a zip bomb": ("Протокол.docx", bomb, "распаковывается"),
    "a crowd of entries": ("Протокол.docx", crowded, "распаковывается"),
    "a directory that lies": ("Протокол.docx", lying, "повреждён"),
    "an empty file": ("Протокол.docx", lambda: b"", "пуст"),
    "a path of Windows": ("C:\\Temp\\a.docx", lambda: docx("x"), "путь"),
    "a path upwards": ("../../a.docx", lambda: docx("x"), "путь"),
    "a control character": ("a\x07.docx", lambda: docx("x"), "знаки"),
    "a name that is turned round": ("a\u202excod.docx", lambda: docx("x"), "знаки"),
    "a name of dots": (". .", lambda: docx("x"), "нет имени"),
    "a very long name": ("я" * 300 + ".docx", lambda: docx("x"), "длиннее"),
    "a macro extension": ("План.docm", lambda: docx("x"), "макрос"),
    "macros in a Word file": (
        "План.docx",
        lambda: with_entry(docx("x"), "word/vbaProject.bin", b"x"),
        "макрос",
    ),
    "a macro document renamed": (
        "План.docx",
        lambda: zipped({"[Content_Types].xml": MACRO_TYPES, "word/document.xml": "<x/>"}),
        "макрос",
    ),
    "macros in an old file": ("План.doc", lambda: ole("WordDocument", "_VBA_PROJECT"), "макрос"),
    "macros in OpenDocument": (
        "План.odt",
        lambda: with_entry(opendocument("text", "x"), "Basic/Standard/Module1.xml", b"x"),
        "макрос",
    ),
    "a workbook called a document": ("План.docx", lambda: xlsx("x"), "не то, что обещает"),
    "a picture called PDF": ("Скан.pdf", lambda: PNG, "не то, что обещает"),
    "half a file": ("Протокол.docx", lambda: docx("x")[:-100], "повреждён"),
    "a program in front of a PDF": ("Скан.pdf", lambda: b"MZ" + pdf(), "не то, что обещает"),
}
"""A bad file of every kind: its name, its content, and words of what is said."""
