"""LibreOffice, where the machine has it: it turns an organisation's own Word file into PDF."""

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 90


class OfficeFailed(RuntimeError):
    """LibreOffice did not make a PDF of the file."""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice")


def to_pdf(data: bytes) -> bytes:
    """A Word file as PDF, made by LibreOffice with a profile of its own for this one file.

    Raises:
        OfficeFailed: it is not installed, took too long, or wrote nothing.
    """
    office = program()
    if office is None:
        raise OfficeFailed
    with tempfile.TemporaryDirectory(prefix="mmo-office-") as name:
        folder = Path(name)
        (folder / "paper.docx").write_bytes(data)
        command = [
            office, "--headless", "--norestore", f"-env:UserInstallation={folder.as_uri()}/profile",
            "--convert-to", "pdf", "--outdir", name, str(folder / "paper.docx"),
        ]  # fmt: skip
        try:
            subprocess.run(command, timeout=SECONDS, check=True, capture_output=True)
            return (folder / "paper.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise OfficeFailed from error
