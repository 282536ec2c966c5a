"""A file that is not taken."""


class BadFile(ValueError):
    """A file is not taken; the message is the rest of a sentence that begins with its name."""
