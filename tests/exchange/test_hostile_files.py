"""A file made to cost memory or time is refused soon and cheaply."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mmo.config import ROOT
from mmo.exchange.parsing import MAX_BYTES
from tests.exchange.hostile_files import FILES

SECONDS = 60
"""Most take one to five; a machine under load gets time."""
MEGABYTES = 1500


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_soon_and_cheaply(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-m", "tests.exchange.hostile_files", name, str(tmp_path)]
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=4 * SECONDS, check=True
    )
    said = json.loads(result.stdout)
    assert 15_000_000 < said["bytes"] <= MAX_BYTES
    assert 1 <= said["faults"] <= 200
    assert said["longest"] < 2000
    assert said["megabytes"] < MEGABYTES
    assert said["seconds"] < SECONDS
