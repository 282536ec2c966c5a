"""The text of a PDF, read in a process of its own that is stopped when it takes too long."""

import subprocess
import sys
from pathlib import Path

SECONDS = 20
PROGRAM = Path(__file__).with_name("pdf_program.py")


def text_of(path: Path, _extension: str, limit: int) -> str:
    """The text of a PDF, up to so many characters.

    Raises:
        ValueError: it could not be read through, or not in time.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROGRAM), str(path), str(limit)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ValueError("the PDF was not read") from error
    return done.stdout.decode("utf-8", "ignore")
