"""Days, as pages write them and as files keep them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
WRITTEN = re.compile(
    rf"\b(?:(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)? (?:of )?{MONTH},? (?P<year2>(?:19|20)\d\d)\b"
    rf"|{MONTH.replace('month', 'month3')} (?P<day3>\d\d?)(?:st|nd|rd|th)?,? (?P<year3>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
# "2024-03-04T10:00:00Z", "D:20240304100000+01'00'".
STAMPED = re.compile(r"\D{0,2}((?:19|20)\d\d)\D?(\d\d)\D?(\d\d)")
FIRST = date(1950, 1, 1)


def written_in(line: str) -> date | None:
    """The first whole date in a line, such as "Updated 4 March 2024, 10:15", or none.

    Dates of figures alone are read in the one order that cannot be mistaken, the year first. The
    day in "Ida Foss (@idafoss) 1 April 2020" is that of a post shown in the article.
    """
    found = WRITTEN.search(line)
    if not found or "(@" in line:
        return None
    year = found["year"] or found["year2"] or found["year3"]
    day = found["day"] or found["day2"] or found["day3"]
    name = found["month"] or found["month3"]
    month = found["number"] or MONTHS.index(name[:3].lower()) + 1
    return _day(year, month, day)


def stamped(*stamps: str | None) -> date | None:
    """The day in the first of several time stamps that has one."""
    found = (STAMPED.match(stamp.strip()) for stamp in stamps if stamp)
    days: Iterable[date | None] = (_day(*one.groups()) for one in found if one)
    return next(filter(None, days), None)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    # It is tomorrow already at the other side of the world, and no later anywhere.
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return found if FIRST <= found <= tomorrow else None
