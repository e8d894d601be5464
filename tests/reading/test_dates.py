"""Days as pages write them and as files keep them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factcheck.reading import dates, read, read_text

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
    [
        "04/03/2024",
        "March 4",
        "31 February 2024",
        "4 March 1924",
        "4 Maybe 202",
        "2024",
        "",
        "— Ida Foss (@idafoss) March 4, 2024",
    ],
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


STORY = "<p>The council sold the bridge to a company that it owns, documents seen by the Herald show.</p>"


def dated(head: str = "", above: str = "", below: str = "", foot: str = "") -> date | None:
    page = (
        f"<html><head><title>Council sells bridge</title>{head}</head><body><main><article>"
        f"<h1>Council sells bridge</h1>{above}{STORY * 3}{below}</article></main>{foot}</body></html>"
    )
    return read(page.encode(), "a.html").dated_on


@pytest.mark.parametrize(
    "page",
    [
        {"head": '<meta property="article:published_time" content="2024-03-04T10:00:00Z">'},
        {"head": '<meta name="DC.date.issued" content="4 March 2024">'},
        {"head": '<meta itemprop="dateModified" content="2024-03-04">'},
        {
            "head": '<script type="application/ld+json">{"datePublished": "2024-03-04T10:00"}</script>'
        },
        {"head": '<link rel="canonical" href="https://herald.example/2024/mar/04/bridge">'},
        {"above": '<time datetime="2024-03-04T10:00:00Z">This morning</time>'},
        {"above": "<div>Published <b>4 March 2024</b></div>"},
        {"above": '<div class="entry-date">March 4, 2024 - 11:28 AMT</div>'},
        {"above": "<p>By Rosa Lind</p><p>4 March 2024</p>"},
    ],
)
def test_a_page_tells_its_day_in_its_head_or_above_its_text(page):
    later = "<p>The first bridge was opened on 2 May 2019, and the treaty is of 1998.</p>"
    assert dated(**page, below=later, foot="<footer>© 2024 The Herald</footer>") == DAY


@pytest.mark.parametrize(
    "page",
    [
        {"below": "<p>The last election was held in 2019, and the next one is due in 2025.</p>"},
        {
            "below": "<p>The treaty about the bridge was signed on 4 May 1998 in the old town hall.</p>"
        },
        {
            "below": "<blockquote><p>Sold!</p>— Foss (@foss) <a href=x>April 1, 2020</a></blockquote>"
        },
        {"foot": "<footer>Copyright © 2024 The Herald</footer>"},
        {"foot": '<aside><a href=x>A ferry sank<time datetime="2021-05-06"></time></a></aside>'},
        {"head": '<meta itemprop="copyrightYear" content="2024">'},
        {"head": '<meta property="article:published_time" content="04/03/2024">'},
    ],
)
def test_no_day_that_a_page_tells_of_something_else_is_its_own(page):
    assert dated(**page) is None
