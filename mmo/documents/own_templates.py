"""An organisation's own Word templates: checked when they come in, never trusted when printed."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateError
from sqlalchemy import select

from mmo.documents import word
from mmo.documents.models import OwnTemplate
from mmo.extensions import db

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ENTRIES = 500
DOCUMENT = "word/document.xml"
CONTENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = re.compile(r"vbaProject|vbaData|macros?/|\.bin$", re.I)
OUTSIDE = re.compile(rb'Type="[^"]*/(attachedTemplate|oleObject|frame|subDocument)"')
"""Relations that make Word fetch or run something."""
PLACE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Mistake(Exception):
    """What is wrong with a template, and at which words of it."""

    sentence: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.place}".strip()


def own_template(organisation: UUID, paper: str) -> OwnTemplate | None:
    """The organisation's own template of a paper, without its bytes."""
    return db.session.scalar(
        select(OwnTemplate).where(
            OwnTemplate.organisation_id == organisation, OwnTemplate.paper == paper
        )
    )


def check(data: bytes, fields: Mapping[str, Any]) -> None:
    """Look into a file before it is opened, and try it on real fields.

    Raises:
        Mistake: it is no Word template that can be used.
    """
    look_into(data)
    render(data, fields)


def render(data: bytes, fields: Mapping[str, Any], title: str = "") -> bytes:
    """The paper from an own template.

    Raises:
        Mistake: the template is mistaken; it says where.
    """
    try:
        return word.render(data, fields, title or str(fields["association"]["name"]), None)
    except TemplateError as error:
        raise Mistake(_told(error), _place(error)) from None
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
        if name.endswith(".rels") and OUTSIDE.search(archive.read(name)):
            raise Mistake(_("The file brings in other files. Save it as a plain Word document."))


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


def _place(error: TemplateError) -> str:
    """The words of the template that stand around the mistake."""
    lines = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
    near = [line for line in lines if line][:4]
    if not near:
        return ""
    text = " / ".join(near)
    return _("Near: “%(place)s”.", place=text[:PLACE_LENGTH])
