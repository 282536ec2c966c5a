"""How sections of analyses and of year-end reports are found, and the reports themselves."""

from flask_babel import lazy_gettext as _l

from mmo.labels import in_russian
from mmo.reports.models import ReportSection, YearReport
from mmo.reports.sections import section_of
from mmo.reports.words import PAPER
from mmo.search.registry import PAGES, searchable
from mmo.web import day_of


def _title(row: ReportSection) -> str:
    """Which section of which paper; its words are the same in all years, and do not count."""
    section = section_of(row.paper, row.section)
    paper = in_russian(PAPER[row.paper])
    return f"{paper}: {in_russian(section.title)}" if section else paper


PAGES.update(analysis="reports.analysis", report="reports.report")
searchable(
    "report_section",
    ReportSection,
    _l("Sections of analyses and reports"),
    title=_title,
    body=lambda row: (row.text,),
    day=lambda row: day_of(row.changed_at),
    opens=lambda row: (f"{row.paper}#{row.section}", row.id),
    titled=False,
    hidden=lambda row: not row.text.strip(),
)
searchable(
    "year_report",
    YearReport,
    _l("Year-end reports"),
    title=lambda _report: "",
    body=lambda report: (in_russian(_l("year-end report")), report.submitted_to),
    day=lambda report: report.completed_on,
    opens=lambda report: ("report", report.id),
)
