"""What a person's page of duties says, read back from its HTML."""

import re
from dataclasses import dataclass
from html import unescape

from flask.testing import FlaskClient


@dataclass(frozen=True)
class Line:
    """A duty as the page shows it."""

    urgency: str
    words: str
    facts: str
    address: str


def duties(client: FlaskClient) -> list[Line]:
    """Every duty of the first page, in its order."""
    page = client.get("/")
    assert page.status_code == 200
    found, urgency = [], ""
    pattern = (
        r'duties-head duties-(\w+)"|duty-words">(.*?)</p>\s*<p class="duty-facts">(.*?)</p>'
        r'.*?duty-open" href="(.*?)"'
    )
    for head, words, facts, address in re.findall(pattern, page.text, re.S):
        urgency = head or urgency
        if words:
            told = " ".join(re.sub(r"<[^>]+>", " ", facts).split())
            found.append(Line(urgency, unescape(words), unescape(told), unescape(address)))
    return found


def line(client: FlaskClient, words: str) -> Line:
    """The one duty whose words contain these."""
    (found,) = [each for each in duties(client) if words in each.words]
    return found
