"""The table of pages has every page of the application."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.pages.table import PAGES

ELSEWHERE = {
    "static",
    "exchange.export",  # a file
    "sheets.empty",  # a workbook
    "sheets.records",  # a workbook
    "sheets.preview",  # its address is new for every file; bringing one in leads there
    "accounts.table_template",  # a workbook
    "accounts.set_password",  # its address is a secret; tests/accounts opens it
    "exchange.preview",  # its address is new for every file; bringing one in leads there
    "dates.feed",  # a calendar file
    "dates.remind_of_meeting",  # the address of a record; it shows what `letter` shows
    "dashboard.compliance",  # JSON
    "files.of_record",  # its address is new in every installation; tests/files looks at it
    "files.download",  # a file
    "meetings.show_agenda",  # it leads to the meeting
    "meetings.meeting_of",  # it leads to the meeting
    "meetings.version",  # it needs a correction first; tests/meetings looks at it
    "documents.file",  # a file
    "paper_folder.fetch",  # a file
    "paper_templates.ours",  # a file
    "paper_templates.own",  # a file
    "documents.paper",  # the address of a record; tests/documents looks at it
    "members.own",  # of an account that stands behind a member; tests/members looks at it
    "members.handover",  # its address is new for every handover; tests/members looks at it
    "personal.forget",  # of a member who has left; tests/personal looks at it
    "personal.act",  # its address is new for every act; tests/personal looks at it
    "records.self_education_stage_show",  # the demonstration has no stages and courses
    "records.self_education_stage_history",
    "records.course_show",
    "records.course_history",
    "regulation.review",  # its address is new for every file; loading one leads there
}
"""Routes that answer a GET and have no address in the table."""


def _endpoints(app: Flask) -> Iterator[str]:
    addresses = app.url_map.bind("localhost")
    for shown in PAGES:
        if shown.endpoint:
            yield shown.endpoint
            continue
        try:
            yield addresses.match(shown.address.partition("?")[0])[0]
        except HTTPException:
            continue  # a page about an address that does not exist


def test_every_page_of_the_application_stands_in_the_table(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    missing = pages - ELSEWHERE - set(_endpoints(app))
    assert missing == set(), "add these pages to tests/pages/table.py"


def test_every_page_of_the_table_has_a_name_of_its_own() -> None:
    names = [shown.name for shown in PAGES]
    assert len(names) == len(set(names))
