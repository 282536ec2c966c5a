"""Fills in a Word template. It needs nothing of the application beside it: own templates are
filled in by a process that has no more (`word_program.py`).
"""

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate

from mmo.clock import now
from mmo.documents.sandbox import for_word

LONGEST_TITLE = 255
"""Characters of a title that a Word file's properties can hold."""


def fill(template: bytes, fields: Mapping[str, Any], title: str) -> Any:
    """The paper as an open Word document.

    Raises:
        jinja2.TemplateError: the template asks for what there is not, or is mistaken.
    """
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(dict(fields), for_word, autoescape=True)
    properties = paper.docx.core_properties
    properties.title, properties.language = title[:LONGEST_TITLE], "ru-RU"
    properties.author = str(fields["association"]["name"])[:LONGEST_TITLE]
    properties.created = properties.modified = now().replace(tzinfo=None)
    return paper.docx


def file_of(document: Any) -> bytes:
    """The bytes of an open Word document."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
