"""The contract's cases: records with the expected answers, through the command line.

python -m tests.contract FOLDER      a folder with examples/*.json and *.expected.json
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from mmo.config import ROOT


def main(folder: Path) -> int:
    """Judge every example on every date; returns how many answers differ."""
    wrong = 0
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"MMO_DATA_DIR": data}
        flask(environment, "db", "upgrade")
        for expected in sorted((folder / "examples").glob("*.expected.json")):
            source = expected.with_name(expected.name.replace(".expected.json", ".json"))
            flask(environment, "import-bundle", str(source))
            wrong += answers_differ(environment, json.loads(expected.read_text("utf-8")))
            wrong += round_trip_differs(environment, json.loads(source.read_text("utf-8")))
    print("contract: " + (f"{wrong} wrong" if wrong else "all as expected"))
    return wrong


def flask(environment: dict[str, str], *arguments: str) -> str:
    """What a command prints; `check` may say 3 where there is a gap."""
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def answers_differ(environment: dict[str, str], expected: list[dict[str, Any]]) -> int:
    """How many of the expected answers `check` does not give."""
    wrong = 0
    for wanted in expected:
        code, day = wanted["association"], wanted["as_of"]
        said = flask(environment, "check", code, "--as-of", day, "--format", "json")
        (found,) = json.loads(said)
        same = without_zeros(found) == without_zeros(wanted)
        print(f"  {code} {day}: {'as expected' if same else 'DIFFERS'}")
        wrong += not same
    return wrong


def without_zeros(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the counts that may be left out."""
    summary = {
        obligation: {status: count for status, count in counts.items() if count}
        for obligation, counts in answer["summary"].items()
    }
    return answer | {"summary": summary}


def round_trip_differs(environment: dict[str, str], source: dict[str, Any]) -> int:
    """Whether what is exported differs from what came in, or changes when it comes in again."""
    code, year = source["association"]["code"], source["year"]["start"][:4]
    first = flask(environment, "export-bundle", code, year)
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(first)
        file.flush()
        flask(environment, "import-bundle", file.name)
    second = flask(environment, "export-bundle", code, year)
    same = first == second and bare(json.loads(first)) == bare(source)
    print(f"  {code} {year}: round trip {'exact' if same else 'DIFFERS'}")
    return not same


def bare(value: Any) -> Any:
    """Without what may be left out: null and empty lists."""
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items() if each not in (None, [])}
    return [bare(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    raise SystemExit(min(main(Path(sys.argv[1])), 1))
