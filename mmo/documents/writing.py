"""Writes a paper's file: from the organisation's own template where it has one, else from ours."""

from flask_babel import gettext as _

from mmo.documents import office, own_templates, pdf, tables, word
from mmo.documents.making import Made
from mmo.documents.own_templates import Mistake
from mmo.documents.registry import Format
from mmo.documents.word_template import template_bytes

MIME = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Written:
    """A file, and why it is not the organisation's own where it should have been."""

    def __init__(self, data: bytes, mistake: str = "") -> None:
        self.data = data
        self.mistake = mistake


def formats(made: Made) -> tuple[Format, ...]:
    """What a paper can be had as: an own template becomes PDF by LibreOffice only."""
    has_own = made.paper.name in made.records.own_templates
    if not has_own or office.program():
        return made.paper.formats
    return tuple(form for form in made.paper.formats if form is not Format.PDF)


def write(made: Made, form: Format) -> Written:
    """The paper as a file; an own template that is mistaken never breaks it."""
    if form is Format.XLSX or made.paper.name not in made.records.own_templates:
        return Written(ours(made, form))
    try:
        data = own(made)
        return Written(office.to_pdf(data) if form is Format.PDF else data)
    except Mistake as mistake:
        return Written(ours(made, form), str(mistake))
    except office.OfficeFailed:
        return Written(ours(made, form), _("LibreOffice could not turn your template into PDF."))


def own(made: Made) -> bytes:
    """The paper from the organisation's own template.

    Raises:
        Mistake: the template is mistaken.
    """
    data = made.records.own_templates[made.paper.name].file_bytes
    own_templates.look_into(data)
    return own_templates.render(data, made.everything, made.name)


def mistake_of(made: Made) -> str:
    """What is wrong with the own template of this paper; empty where nothing is."""
    if made.paper.name not in made.records.own_templates:
        return ""
    try:
        own(made)
    except Mistake as mistake:
        return str(mistake)
    return ""


def ours(made: Made, form: Format) -> bytes:
    """The paper from our template."""
    style, layout = made.records.style, made.paper.layout
    match form:
        case Format.DOCX:
            return word.render(template_bytes(made.paper.name), made.everything, made.name, style)
        case Format.XLSX:
            return tables.render(made.blocks(), made.name, made.code_line)
    author = made.fields["association"]["name"]
    return pdf.render(made.blocks(), made.name, author, made.code_line, style, layout.landscape)
