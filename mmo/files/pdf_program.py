"""A program of its own: prints the text of a PDF. It knows nothing of the application.

python pdf_program.py FILE CHARACTERS
"""

import logging
import sys
import time

MOST_PAGES = 300
SECONDS = 12
MEMORY = 1024 * 1024 * 1024


def main(path: str, limit: int) -> None:
    """Print the text, page by page, until it is enough."""
    _limit_memory()
    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    ends = time.monotonic() + SECONDS
    out = sys.stdout.buffer
    for number, page in enumerate(PdfReader(path).pages):
        if limit <= 0 or number >= MOST_PAGES or time.monotonic() > ends:
            break
        text = page.extract_text()[:limit]
        limit -= len(text)
        out.write(text.encode("utf-8", "ignore") + b"\n")
        out.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
