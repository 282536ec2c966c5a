"""The menu of a year stands in the order of the work, however its lines were written."""

from flask import Flask, g

from mmo.accounts.permissions import Can
from mmo.menu import ORDER, YEAR_MENU, year_menu


def test_every_line_has_its_place_and_stands_there(app: Flask) -> None:
    g.can = set(Can) - {Can.READ_SHARED}
    shown = [endpoint for endpoint, _word in year_menu()]
    assert shown[:4] == [
        "dashboard.overview",
        "records.plan_item_list",
        "records.meeting_list",
        "records.activity_list",
    ]
    assert all(endpoint.startswith(ORDER) for endpoint, _word, _needs in YEAR_MENU)
