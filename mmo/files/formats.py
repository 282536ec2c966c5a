"""The kinds of files that are taken, and what they are called to a browser."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How the content of a format is built; what is looked for in it follows from that."""

    PDF = "pdf"
    OLE = "ole"
    OOXML = "ooxml"
    ODF = "odf"
    RTF = "rtf"
    TEXT = "text"
    JPEG = "jpeg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its extension.

    `mark` is what tells it from the others of its shape: a stream's name in the old office
    files, the main part's content type in OOXML, the ``mimetype`` entry in OpenDocument.
    """

    extension: str
    content_type: str
    shape: Shape
    mark: str = ""


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_KNOWN = (
    Format("pdf", "application/pdf", Shape.PDF),
    Format("doc", "application/msword", Shape.OLE, "WordDocument"),
    Format("xls", "application/vnd.ms-excel", Shape.OLE, "Workbook"),
    Format("ppt", "application/vnd.ms-powerpoint", Shape.OLE, "PowerPoint Document"),
    *(
        Format(extension, f"{_OOXML}{part}", Shape.OOXML, f"{part}.main+xml")
        for extension, part in (
            ("docx", "wordprocessingml.document"),
            ("xlsx", "spreadsheetml.sheet"),
            ("pptx", "presentationml.presentation"),
        )
    ),
    *(
        Format(extension, f"{_ODF}{part}", Shape.ODF, f"{_ODF}{part}")
        for extension, part in (("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation"))
    ),
    Format("rtf", "application/rtf", Shape.RTF),
    Format("txt", "text/plain; charset=utf-8", Shape.TEXT),
    Format("csv", "text/csv; charset=utf-8", Shape.TEXT),
    Format("jpg", "image/jpeg", Shape.JPEG),
    Format("jpeg", "image/jpeg", Shape.JPEG),
    Format("png", "image/png", Shape.PNG),
)
FORMATS = {each.extension: each for each in _KNOWN}
"""By extension. No archives (each file is uploaded by itself), no programs, no web pages."""

MACRO_EXTENSIONS = frozenset(
    ("docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam")
)
"""Office formats made to carry macros; they are refused by a sentence of their own."""

ARCHIVES = frozenset(("zip", "rar", "7z", "gz", "tar"))
