"""Days as pages write them and as files keep them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factcheck.reading import dates, read_text

DAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    "line",
    [
        "4 March 2024",
        "Updated: March 4, 2024, 10:15 am GMT",
        "Mon 4 Mar 2024 10.15 GMT",
        "First published on Monday, 4th of March 2024",
        "2024-03-04T10:15:00Z",
        "PUBLISHED MAR. 4, 2024",
    ],
)
def test_a_date_in_a_line_is_found(line):
    assert dates.written_in(line) == DAY


@pytest.mark.parametrize(
    "line",
    ["04/03/2024", "March 4", "31 February 2024", "4 March 1924", "4 Maybe 202", "2024", ""],
)
def test_a_date_that_may_be_another_is_not_guessed(line):
    assert dates.written_in(line) is None


def test_no_article_is_from_the_future():
    later = datetime.now(UTC).date() + timedelta(days=3)
    assert dates.written_in(later.isoformat()) is None


@pytest.mark.parametrize(
    "stamp", ["2024-03-04", "2024-03-04T10:00:00Z", "D:20240304100000+01'00'", "20240304"]
)
def test_a_time_stamp_tells_its_day(stamp):
    assert dates.stamped(None, "", "none", stamp, "2023-01-01") == DAY


def test_the_date_of_a_pasted_text_stands_beside_it_and_not_inside():
    body = "The council sold the bridge to itself on 1 May 2019.\n"
    text = f"Council sells bridge\nUpdated 4 March 2024\n{body * 6}Published 2 June 2020\n{body}"
    assert read_text(text).dated_on == DAY
    assert read_text(body * 3).dated_on is None
