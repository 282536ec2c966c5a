"""An organisation's own Word templates: checked when they come in, never trusted when printed."""

import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.parsers import expat

from flask_babel import gettext as _
from sqlalchemy import select

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
PROGRAM = Path(__file__).with_name("word_program.py")
SECONDS = 15
"""Of the processor's time that a template may take; of a clock's, twice as many."""


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
    known, unknown = (sample(layout, say) for say in (lambda path: path, lambda _path: BLANK))
    _filled(data, [known, unknown], layout.title)


def render(data: bytes, fields: Mapping[str, Any], title: str) -> bytes:
    """The paper from an own template.

    Raises:
        Mistake: the template is mistaken; it says where.
    """
    return _filled(data, [fields], title)


def _filled(data: bytes, tries: list[Mapping[str, Any]], title: str) -> bytes:
    """The paper, made by a process of its own that is stopped when it takes too long."""
    asked = {"template": base64.b64encode(data).decode(), "tries": tries, "title": title}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROGRAM), str(SECONDS)], input=json.dumps(asked).encode(),
            capture_output=True, timeout=SECONDS * 2, check=True,
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):  # it took too much time or memory
        answer = {"kind": "heavy"}
    if "made" not in answer:
        raise Mistake(_told(answer["kind"], answer.get("message") or ""), _place(answer))
    return base64.b64decode(answer["made"])


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


def _told(kind: str, message: str) -> str:
    match kind:
        case "field":
            return _("There is no such field: %(what)s. The list of fields says which there are.",
                     what=_unknown(message))  # fmt: skip
        case "forbidden":
            return _("A template may ask for fields only: %(what)s.", what=message)
        case "braces":
            return _unclosed(message) or _("The braces are mistaken: %(what)s.", what=message)
        case "heavy":
            return _("The template takes too long to fill in, or makes far too much of its fields. "
                     "Take out loops inside loops, and texts that grow.")  # fmt: skip
        case "damaged":
            return _("Word's file is damaged. Open it in Word, save it again and try once more.")
    return _("The template cannot be filled in: %(what)s.", what=message)


def _unclosed(message: str) -> str:
    """What to add where a loop or a condition has no end; empty where that is not the mistake."""
    missing = re.search(r"innermost block that needs to be closed is '(\w+)'", message)
    if not missing:
        return ""
    return _("%(begin)s has no end: add %(end)s.", begin=f"{{% {missing[1]} … %}}",
             end=f"{{% end{missing[1]} %}}")  # fmt: skip


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


def _place(answer: Mapping[str, Any]) -> str:
    words = " / ".join(answer.get("near") or ())[:PLACE_LENGTH]
    return _("Near: “%(place)s”.", place=words) if words else ""
