"""Checks of every page without a browser, and the table of pages that the browser checks share."""
