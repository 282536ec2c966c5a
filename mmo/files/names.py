"""The name under which a file was sent: shown and given back, never used on the disk."""

import re
import unicodedata

from flask_babel import gettext as _

from mmo.files.faults import BadFile
from mmo.files.formats import ARCHIVES, FORMATS, MACRO_EXTENSIONS, Format
from mmo.validation import UNSEEN

LONGEST = 200
FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(sent: str) -> str:
    """A name that can be shown in a line and kept on any computer.

    Raises:
        BadFile: it has no name, a path in it, or characters that cannot be seen.
    """
    name = unicodedata.normalize("NFC", sent).strip()
    if "/" in name or "\\" in name or name[1:2] == ":":
        raise BadFile(_("the name holds a path; send the file under its own name, without folders"))
    if UNSEEN.search(name) or FORBIDDEN.search(name):
        raise BadFile(_("the name holds characters that a file name cannot have; rename the file"))
    if not name.strip(". "):
        raise BadFile(_("the file has no name"))
    if len(name) > LONGEST:
        raise BadFile(_("the name is longer than %(limit)d characters; shorten it", limit=LONGEST))
    return name


def format_of(name: str) -> Format:
    """The format that a name claims.

    Raises:
        BadFile: files of this kind are not taken.
    """
    extension = name.rpartition(".")[2].casefold() if "." in name else ""
    if extension in FORMATS:
        return FORMATS[extension]
    if extension in MACRO_EXTENSIONS:
        raise BadFile(
            _("documents with macros are not taken; save it without them, as .docx, .xlsx or .pptx")
        )
    if extension in ARCHIVES:
        raise BadFile(_("archives are not taken; unpack it and send its files one by one"))
    kinds = ", ".join(FORMATS)
    raise BadFile(_("files of this kind are not taken; taken are: %(kinds)s", kinds=kinds))
