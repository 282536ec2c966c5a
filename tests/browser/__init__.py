"""Checks of the pages in Debian's chromium: what people see, hear and press."""
