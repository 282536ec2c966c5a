"""The words of the screens for the fixed choices of papers."""

from flask_babel import lazy_gettext as _l

from mmo.documents.models import Font, Standard
from mmo.documents.registry import Format, Of

PAPER_OF = {
    Of.YEAR: _l("the whole year"),
    Of.MEETING: _l("meetings"),
    Of.QUESTION: _l("questions of the agenda"),
    Of.APPOINTMENT: _l("appointments of the head"),
    Of.ACTIVITY: _l("activities"),
    Of.MEMBER: _l("members"),
    Of.SUBMISSION: _l("submissions"),
}
FORMAT = {
    Format.DOCX: _l("Word (DOCX)"),
    Format.PDF: "PDF",
    Format.XLSX: _l("table (XLSX)"),
}
FONT = {Font.TIMES: "Times New Roman", Font.ARIAL: "Arial"}
STANDARD = {
    Standard.ARCHIVE: _l("PDF/A-2b: for the archive"),
    Standard.ACCESSIBLE: _l("PDF/UA-1: for readers with a screen reader"),
    Standard.BOTH: _l("PDF/A-2a and PDF/UA-1: both at once"),
}
