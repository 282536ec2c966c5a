"""Makes papers: the fields of a record, the code of that very content, and the file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import force_locale

from mmo.documents import pdf, tables, word
from mmo.documents.declension import phrase_in
from mmo.documents.layout import common
from mmo.documents.people import head, post
from mmo.documents.printing import Printed, file_name, printed
from mmo.documents.records import YearRecords
from mmo.documents.registry import Format, Paper
from mmo.documents.sandbox import for_text
from mmo.documents.word_template import template_bytes
from mmo.documents.wording import text
from mmo.schoolyear import year_name

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Signs of a code that nobody takes for one another: no 0 and O, no 1 and I."""

MIME = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(slots=True)
class Made:
    """One paper of one record, ready to be written in any of its formats."""

    paper: Paper
    records: YearRecords
    record_id: UUID
    fields: Mapping[str, Any]
    digest: str

    @property
    def code(self) -> str:
        """Eight signs that stand for this very content of this paper."""
        return code_of(self.digest)

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        return file_name(self.paper.layout, self.fields)

    @property
    def everything(self) -> dict[str, Any]:
        """The fields with the code, as templates have them."""
        return {**self.fields, "code": shown_code(self.code)}

    def blocks(self) -> list[Printed]:
        return printed(self.paper.name, self.everything)

    def write(self, form: Format) -> bytes:
        """The file, from our template."""
        style, layout = self.records.style, self.paper.layout
        match form:
            case Format.DOCX:
                template = template_bytes(self.paper.name)
                return word.render(template, self.everything, self.name, style)
            case Format.XLSX:
                return tables.render(self.blocks(), self.name, self.code_line)
        author = self.fields["association"]["name"]
        return pdf.render(self.blocks(), self.name, author, self.code_line, style, layout.landscape)

    @property
    def code_line(self) -> str:
        return for_text.from_string(common().code_line).render(self.everything)


def make(paper: Paper, records: YearRecords, record_id: UUID) -> Made:
    """Read a paper's fields.

    Raises:
        NoSuchRecord: the record is not in this year, or the paper is not about such records.
    """
    with force_locale("ru"):
        fields = {**common_fields(records), **paper.fields(records, record_id)}
    said = json.dumps(
        [str(records.row.association_id), paper.name, str(record_id), fields],
        ensure_ascii=False, sort_keys=True,
    )  # fmt: skip
    return Made(paper, records, record_id, fields, hashlib.sha256(said.encode()).hexdigest())


def code_of(digest: str) -> str:
    """The code of a content, from its digest."""
    number = int(digest, 16)
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(8))


def shown_code(code: str) -> str:
    """A code as people read it: ``ABCD-2345``."""
    return f"{code[:4]}-{code[4:]}"


def common_fields(records: YearRecords) -> dict[str, Any]:
    """The fields of every paper: who we are, who signs."""
    row, style, year = records.row, records.style, records.year
    association = text(row.name)
    own = [text(line) for line in style.letterhead.splitlines() if line.strip()]
    founder = text(row.founder)
    return {
        "organisation": {"name": founder},
        "association": {
            "name": association,
            "genitive": phrase_in("genitive", association),
            "dative": phrase_in("dative", association),
        },
        "year": {"name": year_name(row.year), "theme": text(year.theme), "goal": text(year.goal)},
        "letterhead": own or [founder, association],
        "place": text(style.place),
        "head": head(records, last_day(records)),
        "signer": post(records, style.signer_post, style.signer_name),
        "approver": post(records, style.approver_post, style.approver_name),
    }


def last_day(records: YearRecords) -> date:
    """The last day of the year's records: who is the head is asked of the latest one."""
    return records.year.end
