"""The fields of each paper, read from the records of a year."""
