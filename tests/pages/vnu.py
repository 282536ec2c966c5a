"""Runs the Nu checker over saved pages:  VNU_JAR=… python -m tests.pages.vnu build/pages

The pages are saved by the tests when KEEP_PAGES is set; the jar is npm's package vnu-jar.
Attributes of htmx are no errors here, and the first and last year of the calendar are meant.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PASSES = re.compile("Attribute “hx-[a-z-]+” not allowed|Year may be mistyped")


def check(folder: Path, jar: Path) -> list[dict[str, Any]]:
    """What the Nu checker says about every page of a folder, warnings too."""
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", str(folder)]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    found: list[dict[str, Any]] = json.loads(answer.stderr)["messages"]
    return [message for message in found if not PASSES.search(message["message"])]


def main(arguments: list[str]) -> int:
    """Print what is wrong; the exit code says whether anything is."""
    jar = os.environ.get("VNU_JAR", "")
    if len(arguments) != 1 or not list(Path(arguments[0]).glob("*.html")):
        print("usage: python -m tests.pages.vnu DIR, a folder of saved pages", file=sys.stderr)
        return 2
    if not shutil.which("java") or not Path(jar).is_file():
        print("vnu: java and a jar named by VNU_JAR are needed", file=sys.stderr)
        return 2
    found = check(Path(arguments[0]), Path(jar))
    for message in found:
        page = Path(message.get("url", "")).name
        kind = message.get("subType", message["type"])
        print(f"{page}:{message.get('lastLine', 0)}: {kind}: {message['message']}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
