"""What a browser is called by people: «Firefox, Windows» in place of a line for machines."""

from flask_babel import gettext as _

BROWSERS = (
    ("YaBrowser/", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first that is found names the browser: later ones call themselves by earlier names too."""
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(said: str) -> str:
    """The browser and the system that a browser says it is."""
    found = [
        next((name for mark, name in known if mark in said), None) for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or _("a browser of another kind")
