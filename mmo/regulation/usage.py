"""How often a right (`may`) was used in the year: told, never judged."""

from datetime import date

from mmo.compliance.facts import YearRecords
from mmo.compliance.measuring import COUNTED, CountGauge
from mmo.compliance.regulations import Edition


def uses(records: YearRecords, edition: Edition, day: date) -> dict[str, int]:
    """For every clause that is a right: the records of its kinds, or tagged with it, by `day`."""
    window = records.calendar.window
    records_day = records.calendar.records_day(day)
    found: dict[str, int] = {}
    for clause in edition.clauses:
        if clause.use:
            gauge = CountGauge(
                records.proving(clause.use, clause.id), 0, window, window.last, True, None, records
            )
            found[clause.id] = sum(
                gauge.outcome(record, records_day) == COUNTED for record in gauge.records
            )
    return found
