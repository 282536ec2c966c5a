"""A program of its own: fills in an organisation's own Word template.

A template may ask for what never ends or grows without end; here that harms nothing but this
process. Run as ``python word_program.py SECONDS``: the template and its fields as JSON on standard
input, the paper or what is mistaken as JSON on standard output. The application is not loaded.
"""

import base64
import io
import json
import re
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

MEMORY = 1024**3
LARGEST = 20 * 1024 * 1024
"""Bytes of a paper; a template that makes more of its fields is mistaken."""


def limit(seconds: int) -> None:
    """Let this process have only so much memory and time, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows: the process is still one of its own, with a limit of time
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def stand_alone() -> None:
    """Let the few modules that are needed be found without the application around them."""
    here = Path(__file__).resolve().parent
    for name, folder in (("mmo", here.parent), ("mmo.documents", here)):
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def answer(template: bytes, tries: list[dict[str, Any]], title: str) -> dict[str, Any]:
    """The paper of the last fields, once all of them went well; else what is mistaken."""
    from jinja2 import TemplateError

    from mmo.documents.word_filling import file_of, fill

    made = b""
    try:
        for fields in tries:
            made = file_of(fill(template, with_blanks(fields), title))
    except TemplateError as error:
        return {
            "kind": kind(error),
            "message": str(error.message),
            "near": near(template, error),
        }
    if len(made) > LARGEST:
        raise MemoryError
    return {"made": base64.b64encode(made).decode()}


def with_blanks(value: Any) -> Any:
    """Fields as they were before they became JSON: a line to be filled in counts as nothing."""
    from mmo.documents.wording import BLANK

    if isinstance(value, dict):
        return {name: with_blanks(each) for name, each in value.items()}
    if isinstance(value, list):
        return [with_blanks(each) for each in value]
    return BLANK if value == BLANK else value


def kind(error: Exception) -> str:
    """What sort of mistake an error is."""
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    kinds = (
        ("field", UndefinedError),
        ("forbidden", SecurityError),
        ("braces", TemplateSyntaxError),
    )
    return next((name for name, each in kinds if isinstance(error, each)), "other")


def near(template: bytes, error: Exception) -> list[str]:
    """The words of the template at the mistake, as docxtpl counts its lines: by paragraphs."""
    from docxtpl import DocxTemplate

    frames = traceback.extract_tb(error.__traceback__)
    run = [frame.lineno for frame in frames if frame.filename == "<template>"]
    line = getattr(error, "lineno", None) or (run[-1] if run else None)
    if not line:
        return []
    paper = DocxTemplate(io.BytesIO(template))
    paper.init_docx()
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", paper.patch_xml(paper.get_xml()))
    words = [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in source.splitlines()]
    return [each for each in words[max(0, line - 2) : line + 1] if each]


def main(seconds: int) -> None:
    """Answer with the paper, or with why there is none."""
    limit(seconds)
    stand_alone()
    try:
        asked = json.load(sys.stdin.buffer)
        said = answer(base64.b64decode(asked["template"]), asked["tries"], asked["title"])
    except MemoryError:
        said = {"kind": "heavy"}
    except Exception:  # a file may be broken in ways that nobody can list
        said = {"kind": "damaged"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]))
