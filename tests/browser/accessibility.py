"""What axe-core finds wrong with a page: WCAG 2.0 to 2.2, A and AA, and its best practice."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.driving import Visit

RULES = {
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


def violations(visit: Visit) -> list[str]:
    """What axe finds, with the rule and the places."""
    found = Axe().run(visit.page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"]
    ]
