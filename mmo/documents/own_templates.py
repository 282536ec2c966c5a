"""An organisation's own Word templates: checked when they come in, never trusted when printed."""

import io
import re
import traceback
import zipfile
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from xml.parsers import expat

from docxtpl import DocxTemplate
from flask_babel import gettext as _
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateError
from sqlalchemy import select

from mmo.documents import word
from mmo.documents.fields import sample
from mmo.documents.layout import Layout
from mmo.documents.models import OwnTemplate
from mmo.documents.wording import BLANK
from mmo.extensions import db

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ENTRIES = 500
DOCUMENT = "word/document.xml"
CONTENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = re.compile(r"vbaProject|vbaData|macros?/|\.bin$", re.I)
FETCHING = re.compile(r"/(attachedTemplate|oleObject|frame|subDocument|aFChunk)$")
"""Relations that make Word fetch or run something, wherever it lies."""
HARMLESS = "/hyperlink"
"""The one relation to something outside that nobody follows before a person clicks."""
PLACE_LENGTH = 160


class Mistake(ValueError):
    """What is wrong with a template, and at which words of it."""

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(f"{sentence} {place}".strip())


def own_template(organisation: UUID, paper: str) -> OwnTemplate | None:
    """The organisation's own template of a paper, without its bytes."""
    return db.session.scalar(
        select(OwnTemplate).where(
            OwnTemplate.organisation_id == organisation, OwnTemplate.paper == paper
        )
    )


def check(data: bytes, layout: Layout) -> None:
    """Look into a file before it is opened, and try it where all is known and where nothing is.

    Raises:
        Mistake: it is no Word template that can be used.
    """
    look_into(data)
    for say in (lambda path: path, lambda _path: BLANK):
        render(data, sample(layout, say))


def render(data: bytes, fields: Mapping[str, Any], title: str = "") -> bytes:
    """The paper from an own template.

    Raises:
        Mistake: the template is mistaken; it says where.
    """
    try:
        return word.render(data, fields, title or str(fields["association"]["name"]), None)
    except TemplateError as error:
        raise Mistake(_told(error), _place(data, error)) from None
    except Exception:  # a file may be broken in ways that nobody can list
        raise Mistake(_("Word's file is damaged. Open it in Word, save it again and try once more.")
                      ) from None  # fmt: skip


def look_into(data: bytes) -> None:
    """Refuse what is no plain Word document, by the directory of the archive alone.

    Raises:
        Mistake: too large, of another kind, or with macros.
    """
    if not data:
        raise Mistake(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise Mistake(_("The file is larger than 5 MB; a template is far smaller."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, EOFError):
        raise Mistake(_("This is not a Word file. Save the template as .docx and try again."))  # noqa: B904


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Mistake(_("The file unpacks to far more than a template has."))
    if DOCUMENT not in names or "[Content_Types].xml" not in names:
        raise Mistake(_("This is not a Word file. Save the template as .docx and try again."))
    types = archive.read("[Content_Types].xml")
    if CONTENT_TYPE not in types or any(MACROS.search(name) for name in names):
        raise Mistake(_("The file has macros. Save it in Word as “Word document (.docx)”, "
                        "without macros, and try again."))  # fmt: skip
    for name in names:
        if name.endswith(".rels") and _brings_in(archive.read(name)):
            raise Mistake(_("The file brings in other files. Save it as a plain Word document."))


def _brings_in(relations: bytes) -> bool:
    """Whether a part of the file leans on something outside of it, such as a linked picture.

    LibreOffice would fetch it on this machine, from wherever the file says.
    """
    found: list[bool] = []

    def look(_name: str, attributes: Mapping[str, str]) -> None:
        kind, mode = attributes.get("Type", ""), attributes.get("TargetMode", "")
        outside = mode.casefold() == "external" and not kind.endswith(HARMLESS)
        found.append(outside or bool(FETCHING.search(kind)))

    def declared(*_type: object) -> None:
        found.append(True)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = look, declared
    try:
        parser.Parse(relations, True)
    except expat.ExpatError:
        return True
    return any(found)


def _told(error: TemplateError) -> str:
    if isinstance(error, UndefinedError):
        return _("There is no such field: %(what)s. The list of fields says which there are.",
                 what=_unknown(str(error.message)))  # fmt: skip
    if isinstance(error, SecurityError):
        return _("A template may ask for fields only: %(what)s.", what=error.message)
    if isinstance(error, TemplateSyntaxError):
        missing = re.search(
            r"innermost block that needs to be closed is '(\w+)'", error.message or ""
        )
        if missing:
            return _("%(begin)s has no end: add %(end)s.", begin=f"{{% {missing[1]} … %}}",
                     end=f"{{% end{missing[1]} %}}")  # fmt: skip
        return _("The braces are mistaken: %(what)s.", what=error.message)
    return _("The template cannot be filled in: %(what)s.", what=error.message)


def _unknown(message: str) -> str:
    """The name in ``'x' is undefined`` or ``… has no attribute 'x'``."""
    found = re.findall(r"'([^']+)'", message)
    return (
        f"«{found[-1]}»"
        if "attribute" in message and found
        else f"«{found[0]}»"
        if found
        else message
    )


def _place(data: bytes, error: TemplateError) -> str:
    """The words of the template at the mistake, as docxtpl counts its lines: by paragraphs."""
    frames = traceback.extract_tb(error.__traceback__)
    run = [frame.lineno for frame in frames if frame.filename == "<template>"]
    line = getattr(error, "lineno", None) or (run[-1] if run else None)
    if not line:
        return ""
    paper = DocxTemplate(io.BytesIO(data))
    paper.init_docx()
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", paper.patch_xml(paper.get_xml()))
    words = [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in source.splitlines()]
    near = [each for each in words[max(0, line - 2) : line + 1] if each]
    return _("Near: “%(place)s”.", place=" / ".join(near)[:PLACE_LENGTH]) if near else ""
