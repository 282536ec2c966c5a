"""What axe-core finds wrong with a page: WCAG 2.0 to 2.2, A and AA, and its best practice."""

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.driving import Visit

RULES: Mapping[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
            "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS: Mapping[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
"""What another colour scheme can spoil: the same page says the same in the dark."""

RUN = "rules => axe.run(rules).then(results => results.violations)"


def violations(visit: Visit, rules: Mapping[str, Any] = RULES) -> list[str]:
    """What axe finds, with the rule and the places."""
    if not visit.page.evaluate("!!window.axe"):  # half a megabyte: once for every page
        visit.page.evaluate(AXE_SCRIPT)
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in visit.page.evaluate(RUN, rules)
        for node in each["nodes"]
    ]
